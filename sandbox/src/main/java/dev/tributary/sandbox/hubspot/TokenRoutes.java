package dev.tributary.sandbox.hubspot;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The token endpoint in its current and deprecated form, introspection and revocation. */
final class TokenRoutes {
    private final Apps apps;
    private final Grants grants;
    private final Dials<HubSpotDial> dials;
    private final Clock clock;
    private final HubSpotRefusals refusals;

    TokenRoutes(
            Apps apps,
            Grants grants,
            Dials<HubSpotDial> dials,
            Clock clock,
            HubSpotRefusals refusals) {
        this.apps = apps;
        this.grants = grants;
        this.dials = dials;
        this.clock = clock;
        this.refusals = refusals;
    }

    void addTo(Routes routes) {
        String refreshToken = "/oauth/v1/refresh-tokens/{token}";
        routes.add("POST", "/oauth/v3/token", (request, path) -> token(request, false))
                .add("POST", "/oauth/2026-03/token", (request, path) -> token(request, false))
                .add("POST", "/oauth/v1/token", (request, path) -> token(request, true))
                .add("POST", "/oauth/v3/token/introspect", (request, path) -> inspect(request))
                .add("POST", "/oauth/v3/token/revoke", (request, path) -> revoke(request))
                .add(
                        "GET",
                        "/oauth/v1/access-tokens/{token}",
                        (request, path) -> describe(path.get("token")))
                .add("GET", refreshToken, (request, path) -> describeRefresh(path.get("token")))
                .add("DELETE", refreshToken, (request, path) -> forget(path.get("token")));
    }

    private Reply token(Request request, boolean deprecated) {
        if (!request.hasMediaType("application/x-www-form-urlencoded")) {
            return refuse(400, "invalid_request", "the body must be an HTML form");
        }
        Map<String, List<String>> form = new LinkedHashMap<>(request.form());
        if (dials.on(HubSpotDial.TOKEN_QUERY_PARAMETERS)) {
            request.query().forEach(form::putIfAbsent);
        } else if (!request.query().isEmpty()) {
            return refuse(400, "invalid_request", "all parameters belong into the body");
        }
        Optional<App> app = app(form);
        if (app.isEmpty()) {
            return refuse(401, "invalid_client", "client_id and client_secret do not match");
        }
        Optional<Grants.Outcome> outcome = outcome(form, app.get().clientId());
        if (outcome.isEmpty()) {
            return refuse(400, "unsupported_grant_type", "no such grant_type");
        }
        return switch (outcome.get()) {
            case Grants.Outcome.Refused refused ->
                    refuse(400, "invalid_grant", "the grant is " + refused.why());
            case Grants.Outcome.Issued issued -> issued(app.get(), issued.tokens(), deprecated);
        };
    }

    /** Empty for a grant type that the provider does not have. */
    private Optional<Grants.Outcome> outcome(Map<String, List<String>> form, String clientId) {
        Duration life = Duration.ofSeconds(dials.get(HubSpotDial.TOKEN_LIFE_SECONDS));
        return switch (first(form, "grant_type").orElse("")) {
            case "authorization_code" ->
                    Optional.of(
                            grants.redeem(
                                    new Grants.Exchange(
                                            first(form, "code").orElse(""),
                                            clientId,
                                            first(form, "redirect_uri").orElse(""),
                                            first(form, "code_verifier")),
                                    life));
            case "refresh_token" ->
                    Optional.of(
                            grants.refresh(
                                    first(form, "refresh_token").orElse(""),
                                    clientId,
                                    life,
                                    dials.on(HubSpotDial.ROTATE_REFRESH_TOKENS)));
            default -> Optional.empty();
        };
    }

    private Reply issued(App app, Grants.Tokens tokens, boolean deprecated) {
        apps.install(app.id(), tokens.grant().tenant());
        Map<String, @Nullable Object> body =
                Json.of("token_type", "bearer")
                        .and("access_token", tokens.access())
                        .and("refresh_token", tokens.refresh())
                        .and("expires_in", tokens.life().toSeconds());
        if (!deprecated) {
            body.put("hub_id", Long.parseLong(tokens.grant().tenant()));
            body.put("user_id", Long.parseLong(tokens.grant().user()));
            body.put("scopes", new TreeSet<>(tokens.grant().scopes()));
            body.put("token_use", "access_token");
        }
        return Reply.json(200, body).with("Cache-Control", "no-store");
    }

    private Reply inspect(Request request) {
        Map<String, List<String>> form = request.form();
        if (app(form).isEmpty()) {
            return refuse(401, "invalid_client", "client_id and client_secret do not match");
        }
        String token = first(form, "token").orElse("");
        Optional<Grants.Access> access =
                grants.access(token).filter(known -> !known.expired(clock.instant()));
        Optional<Grants.Grant> grant =
                access.map(Grants.Access::grant).or(() -> grants.refreshGrant(token));
        if (grant.isEmpty()) {
            return Reply.json(200, Json.of("active", false));
        }
        Map<String, @Nullable Object> body = view(grant.get());
        body.put("active", true);
        body.put("token_use", access.isPresent() ? "access_token" : "refresh_token");
        access.ifPresent(known -> body.put("exp", known.expires().getEpochSecond()));
        return Reply.json(200, body);
    }

    private Reply revoke(Request request) {
        Map<String, List<String>> form = request.form();
        if (app(form).isEmpty()) {
            return refuse(401, "invalid_client", "client_id and client_secret do not match");
        }
        grants.revoke(first(form, "token").orElse(""));
        return Reply.empty(200);
    }

    private Reply describe(String token) {
        Optional<Grants.Access> access =
                grants.access(token).filter(known -> !known.expired(clock.instant()));
        if (access.isEmpty()) {
            return refuse(404, "invalid_token", "no such access token");
        }
        Map<String, @Nullable Object> body = view(access.get().grant());
        body.put("token", token);
        body.put(
                "expires_in",
                Duration.between(clock.instant(), access.get().expires()).toSeconds());
        return Reply.json(200, body);
    }

    private Reply describeRefresh(String token) {
        Optional<Grants.Grant> grant = grants.refreshGrant(token);
        if (grant.isEmpty()) {
            return refuse(404, "invalid_token", "no such refresh token");
        }
        Map<String, @Nullable Object> body = view(grant.get());
        body.put("token", token);
        return Reply.json(200, body);
    }

    private Reply forget(String token) {
        return grants.revoke(token)
                ? Reply.empty(204)
                : refuse(404, "invalid_token", "no such refresh token");
    }

    private Map<String, @Nullable Object> view(Grants.Grant grant) {
        return Json.of("hub_id", Long.parseLong(grant.tenant()))
                .and("user_id", Long.parseLong(grant.user()))
                .and(
                        "app_id",
                        apps.withClientId(grant.clientId())
                                .map(app -> Long.parseLong(app.id()))
                                .orElse(0L))
                .and("client_id", grant.clientId())
                .and("scopes", new TreeSet<>(grant.scopes()))
                .and("token_type", "bearer");
    }

    private Optional<App> app(Map<String, List<String>> form) {
        String secret = first(form, "client_secret").orElse("");
        return first(form, "client_id")
                .flatMap(apps::withClientId)
                .filter(app -> app.clientSecret().equals(secret));
    }

    /** The names of the standard beside the provider's own. */
    private Reply refuse(int status, String error, String why) {
        Map<String, @Nullable Object> body =
                new HubSpotProblem(status, error.toUpperCase(Locale.ROOT), why)
                        .body(refusals.correlation(error + clock.millis()));
        body.put("error", error);
        body.put("error_description", why);
        return Reply.json(status, body);
    }
}
