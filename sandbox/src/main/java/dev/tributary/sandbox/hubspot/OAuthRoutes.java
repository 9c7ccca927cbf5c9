package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.ConsentPage;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** OAuth: the authorize page, the token endpoint in its current and deprecated form, introspection. */
final class OAuthRoutes {
    private final Apps apps;
    private final Portals portals;
    private final Grants grants;
    private final Dials<HubSpotDial> dials;
    private final Clock clock;
    private final HubSpotRefusals refusals;

    OAuthRoutes(
            Apps apps,
            Portals portals,
            Grants grants,
            Dials<HubSpotDial> dials,
            Clock clock,
            HubSpotRefusals refusals) {
        this.apps = apps;
        this.portals = portals;
        this.grants = grants;
        this.dials = dials;
        this.clock = clock;
        this.refusals = refusals;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/oauth/authorize", (request, path) -> ask(request.query()))
                .add("POST", "/oauth/authorize", (request, path) -> decide(request.form()))
                .add("POST", "/oauth/v3/token", (request, path) -> token(request, false))
                .add("POST", "/oauth/2026-03/token", (request, path) -> token(request, false))
                .add("POST", "/oauth/v1/token", (request, path) -> token(request, true))
                .add("POST", "/oauth/v3/token/introspect", (request, path) -> inspect(request))
                .add("POST", "/oauth/v3/token/revoke", (request, path) -> revoke(request))
                .add(
                        "GET",
                        "/oauth/v1/access-tokens/{token}",
                        (request, path) -> describe(path.get("token")));
    }

    /** A valid wish to be let in, or the reason why it is not. */
    private sealed interface Wish {
        record Valid(App app, String redirectUri, Set<String> scopes, Optional<String> state)
                implements Wish {}

        record Invalid(String why) implements Wish {}
    }

    private Wish wish(Map<String, List<String>> parameters) {
        Optional<App> app = first(parameters, "client_id").flatMap(apps::withClientId);
        if (app.isEmpty()) {
            return new Wish.Invalid("client_id names no app");
        }
        String redirectUri = first(parameters, "redirect_uri").orElse("");
        if (!app.get().redirectUris().contains(redirectUri)) {
            return new Wish.Invalid("redirect_uri is not registered for the app");
        }
        Set<String> scopes = scopes(first(parameters, "scope").orElse(""));
        if (scopes.isEmpty()) {
            return new Wish.Invalid("scope is missing");
        }
        if (!app.get().scopes().containsAll(scopes)) {
            return new Wish.Invalid("scope asks for more than the app is registered for");
        }
        scopes(first(parameters, "optional_scope").orElse("")).stream()
                .filter(app.get().scopes()::contains)
                .forEach(scopes::add);
        boolean plainChallenge =
                parameters.containsKey("code_challenge")
                        && !first(parameters, "code_challenge_method")
                                .equals(Optional.of("S256"));
        if (plainChallenge) {
            return new Wish.Invalid("code_challenge_method must be S256");
        }
        return new Wish.Valid(app.get(), redirectUri, scopes, first(parameters, "state"));
    }

    private Reply ask(Map<String, List<String>> parameters) {
        return switch (wish(parameters)) {
            case Wish.Invalid invalid -> ConsentPage.refuse(invalid.why());
            case Wish.Valid valid ->
                    ConsentPage.ask(
                            "HubSpot",
                            "portal_id",
                            portals.all().stream()
                                    .map(
                                            portal ->
                                                    new ConsentPage.Account(
                                                            portal.id(), portal.name()))
                                    .toList(),
                            List.copyOf(new TreeSet<>(valid.scopes())),
                            parameters);
        };
    }

    private Reply decide(Map<String, List<String>> form) {
        return switch (wish(form)) {
            case Wish.Invalid invalid -> ConsentPage.refuse(invalid.why());
            case Wish.Valid valid -> decide(form, valid);
        };
    }

    private Reply decide(Map<String, List<String>> form, Wish.Valid valid) {
        Map<String, String> answer = new LinkedHashMap<>();
        String decision = first(form, "decision").orElse("approve");
        Optional<Portal> portal =
                first(form, "portal_id")
                        .map(portals::find)
                        .orElse(Optional.of(portals.all().getFirst()));
        if (portal.isEmpty()) {
            return ConsentPage.refuse("portal_id names no portal");
        }
        if (decision.equals("approve")) {
            Grants.Grant grant =
                    grants.consent(
                            valid.app().clientId(),
                            portal.get().id(),
                            portal.get().userId(),
                            valid.scopes());
            answer.put(
                    "code",
                    grants.code(grant, valid.redirectUri(), first(form, "code_challenge")));
        } else {
            answer.put("error", "access_denied");
            answer.put("error_description", "the person said no");
        }
        valid.state().ifPresent(state -> answer.put("state", state));
        return ConsentPage.back(valid.redirectUri(), answer);
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
        Duration life = Duration.ofSeconds(dials.get(HubSpotDial.TOKEN_LIFE_SECONDS));
        Grants.Outcome outcome;
        switch (first(form, "grant_type").orElse("")) {
            case "authorization_code" ->
                    outcome =
                            grants.redeem(
                                    new Grants.Exchange(
                                            first(form, "code").orElse(""),
                                            app.get().clientId(),
                                            first(form, "redirect_uri").orElse(""),
                                            first(form, "code_verifier")),
                                    life);
            case "refresh_token" ->
                    outcome =
                            grants.refresh(
                                    first(form, "refresh_token").orElse(""),
                                    app.get().clientId(),
                                    life,
                                    dials.on(HubSpotDial.ROTATE_REFRESH_TOKENS));
            default -> {
                return refuse(400, "unsupported_grant_type", "no such grant_type");
            }
        }
        return switch (outcome) {
            case Grants.Outcome.Refused refused ->
                    refuse(400, "invalid_grant", "the grant is " + refused.why());
            case Grants.Outcome.Issued issued -> issued(app.get(), issued.tokens(), deprecated);
        };
    }

    private Reply issued(App app, Grants.Tokens tokens, boolean deprecated) {
        apps.install(app.id(), tokens.grant().tenant());
        Map<String, @Nullable Object> body =
                Json.of(
                        "token_type", "bearer",
                        "access_token", tokens.access(),
                        "refresh_token", tokens.refresh(),
                        "expires_in", tokens.life().toSeconds());
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

    private Map<String, @Nullable Object> view(Grants.Grant grant) {
        return Json.of(
                "hub_id", Long.parseLong(grant.tenant()),
                "user_id", Long.parseLong(grant.user()),
                "app_id",
                        apps.withClientId(grant.clientId())
                                .map(app -> Long.parseLong(app.id()))
                                .orElse(0L),
                "client_id", grant.clientId(),
                "scopes", new TreeSet<>(grant.scopes()),
                "token_type", "bearer");
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

    private static Set<String> scopes(String text) {
        Set<String> scopes = new LinkedHashSet<>();
        for (String scope : text.split("\\s+")) {
            if (!scope.isEmpty()) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    private static Optional<String> first(Map<String, List<String>> form, String name) {
        return Optional.ofNullable(form.get(name)).map(List::getFirst);
    }
}
