package dev.tributary.sandbox.pipedrive;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The token endpoint and revocation; clients show who they are in HTTP Basic. */
final class TokenRoutes {
    private final Apps apps;
    private final Companies companies;
    private final Grants grants;
    private final Dials<PipedriveDial> dials;
    private final Clock clock;
    private final Map<String, Instant> lastUse = new ConcurrentHashMap<>();

    TokenRoutes(
            Apps apps,
            Companies companies,
            Grants grants,
            Dials<PipedriveDial> dials,
            Clock clock) {
        this.apps = apps;
        this.companies = companies;
        this.grants = grants;
        this.dials = dials;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/oauth/token", (request, path) -> token(request))
                .add("POST", "/oauth/revoke", (request, path) -> revoke(request));
    }

    private Reply token(Request request) {
        if (!request.hasMediaType("application/x-www-form-urlencoded")) {
            return refuse(400, "invalid_request", "the body must be an HTML form");
        }
        Map<String, List<String>> form = request.form();
        Optional<App> app = app(request, form);
        if (app.isEmpty()) {
            return refuse(401, "invalid_client", "client id and secret do not match");
        }
        Duration life = Duration.ofSeconds(dials.get(PipedriveDial.TOKEN_LIFE_SECONDS));
        String clientId = app.get().clientId();
        return switch (first(form, "grant_type").orElse("")) {
            case "authorization_code" ->
                    answer(
                            grants.redeem(
                                    new Grants.Exchange(
                                            first(form, "code").orElse(""),
                                            clientId,
                                            first(form, "redirect_uri").orElse(""),
                                            Optional.empty()),
                                    life));
            case "refresh_token" ->
                    refresh(first(form, "refresh_token").orElse(""), clientId, life);
            default -> refuse(400, "unsupported_grant_type", "no such grant_type");
        };
    }

    private Reply refresh(String token, String clientId, Duration life) {
        Duration idle = Duration.ofDays(dials.get(PipedriveDial.REFRESH_IDLE_DAYS));
        Instant used = lastUse.getOrDefault(token, clock.instant());
        if (!used.plus(idle).isAfter(clock.instant())) {
            grants.revoke(token);
        }
        return answer(
                grants.refresh(
                        token, clientId, life, dials.on(PipedriveDial.ROTATE_REFRESH_TOKENS)));
    }

    private Reply answer(Grants.Outcome outcome) {
        return switch (outcome) {
            case Grants.Outcome.Refused refused ->
                    refuse(400, "invalid_grant", "the grant is " + refused.why());
            case Grants.Outcome.Issued issued -> issued(issued.tokens());
        };
    }

    private Reply issued(Grants.Tokens tokens) {
        lastUse.put(tokens.refresh(), clock.instant());
        Company company = companies.find(Long.parseLong(tokens.grant().tenant())).orElseThrow();
        return Reply.json(
                        200,
                        Json.of("access_token", tokens.access())
                                .and("token_type", "Bearer")
                                .and("refresh_token", tokens.refresh())
                                .and(
                                        "scope",
                                        String.join(",", new TreeSet<>(tokens.grant().scopes())))
                                .and("expires_in", tokens.life().toSeconds())
                                .and("api_domain", company.address().toString()))
                .with("Cache-Control", "no-store");
    }

    private Reply revoke(Request request) {
        Map<String, List<String>> form = request.form();
        if (app(request, form).isEmpty()) {
            return refuse(401, "invalid_client", "client id and secret do not match");
        }
        grants.revoke(first(form, "token").orElse(""));
        return Reply.empty(200);
    }

    private Optional<App> app(Request request, Map<String, List<String>> form) {
        Optional<String[]> pair =
                request.header("Authorization")
                        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                        .flatMap(value -> decoded(value.substring(6).strip()))
                        .map(text -> text.split(":", 2))
                        .filter(parts -> parts.length == 2);
        if (pair.isEmpty() && dials.on(PipedriveDial.CLIENT_IN_BODY)) {
            pair =
                    Optional.of(
                            new String[] {
                                first(form, "client_id").orElse(""),
                                first(form, "client_secret").orElse("")
                            });
        }
        return pair.flatMap(
                parts ->
                        apps.withClientId(parts[0])
                                .filter(app -> app.clientSecret().equals(parts[1])));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(
                    new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Reply refuse(int status, String error, String why) {
        return Reply.json(
                status,
                Json.of("success", false)
                        .and("error", error)
                        .and("error_description", why)
                        .and("message", why));
    }
}
