package dev.tributary.sandbox.salesforce;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The token endpoint for codes, refresh tokens and client credentials, and revocation. */
final class TokenRoutes {
    private final Apps apps;
    private final Orgs orgs;
    private final Org home;
    private final Grants grants;
    private final Dials<SalesforceDial> dials;
    private final TokenAnswers answers;
    private final BearerFlow bearer;

    /**
     * @param home the org whose own host this is
     */
    TokenRoutes(
            Apps apps,
            Orgs orgs,
            Org home,
            Grants grants,
            Dials<SalesforceDial> dials,
            Clock clock,
            TokenAnswers answers) {
        this.apps = apps;
        this.orgs = orgs;
        this.home = home;
        this.grants = grants;
        this.dials = dials;
        this.answers = answers;
        bearer = new BearerFlow(apps, orgs, grants, dials, clock, answers);
    }

    void addTo(Routes routes) {
        String revoke = "/services/oauth2/revoke";
        routes.add("POST", "/services/oauth2/token", (request, path) -> token(request))
                .add("POST", revoke, (request, path) -> revoke(first(request.form(), "token")))
                .add("GET", revoke, (request, path) -> revoke(request.query("token")));
    }

    private Reply token(Request request) {
        if (!request.hasMediaType("application/x-www-form-urlencoded")) {
            return TokenAnswers.refuse("invalid_request", "the body must be an HTML form");
        }
        Map<String, List<String>> form = request.form();
        String type = first(form, "grant_type").orElse("");
        return switch (type) {
            case "authorization_code", "refresh_token", "client_credentials" ->
                    withApp(request, form, type);
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
                    bearer.token(first(form, "assertion").orElse(""));
            default -> TokenAnswers.refuse("unsupported_grant_type", "grant type not supported");
        };
    }

    private Reply withApp(Request request, Map<String, List<String>> form, String type) {
        Credentials shown = credentials(request, form);
        Optional<App> app = apps.find(shown.id());
        if (app.isEmpty()) {
            return TokenAnswers.refuse("invalid_client_id", "client identifier invalid");
        }
        if (!app.get().clientSecret().equals(shown.secret())) {
            return TokenAnswers.refuse("invalid_client", "invalid client credentials");
        }
        return switch (type) {
            case "authorization_code" -> redeem(form, app.get());
            case "refresh_token" -> refresh(form, app.get());
            default -> forItself(app.get());
        };
    }

    private record Credentials(String id, String secret) {}

    /** In the form or, as for any client of the standard, in a header. */
    private static Credentials credentials(Request request, Map<String, List<String>> form) {
        Optional<String> basic =
                request.header("Authorization")
                        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                        .map(
                                value ->
                                        new String(
                                                Base64.getDecoder()
                                                        .decode(value.substring(6).strip()),
                                                StandardCharsets.UTF_8));
        if (basic.isPresent() && basic.get().contains(":")) {
            String[] pair = basic.get().split(":", 2);
            return new Credentials(pair[0], pair[1]);
        }
        return new Credentials(
                first(form, "client_id").orElse(""), first(form, "client_secret").orElse(""));
    }

    private Reply redeem(Map<String, List<String>> form, App app) {
        Grants.Outcome outcome =
                grants.redeem(
                        new Grants.Exchange(
                                first(form, "code").orElse(""),
                                app.clientId(),
                                first(form, "redirect_uri").orElse(""),
                                first(form, "code_verifier")),
                        life());
        return switch (outcome) {
            case Grants.Outcome.Issued issued -> answers.full(app, issued.tokens(), true);
            case Grants.Outcome.Refused refused ->
                    switch (refused.why()) {
                        case UNKNOWN, EXPIRED, REUSED ->
                                TokenAnswers.refuse("invalid_grant", "expired authorization code");
                        case WRONG_CLIENT ->
                                TokenAnswers.refuse(
                                        "invalid_client_id", "client identifier invalid");
                        case WRONG_REDIRECT ->
                                TokenAnswers.refuse(
                                        "redirect_uri_mismatch",
                                        "redirect_uri must match configuration");
                        case WRONG_VERIFIER ->
                                TokenAnswers.refuse("invalid_grant", "invalid code verifier");
                    };
        };
    }

    private Reply refresh(Map<String, List<String>> form, App app) {
        boolean rotate = dials.on(SalesforceDial.ROTATE_REFRESH_TOKENS);
        Grants.Outcome outcome =
                grants.refresh(
                        first(form, "refresh_token").orElse(""), app.clientId(), life(), rotate);
        return switch (outcome) {
            case Grants.Outcome.Issued issued -> answers.full(app, issued.tokens(), rotate);
            case Grants.Outcome.Refused refused ->
                    TokenAnswers.refuse("invalid_grant", "expired access/refresh token");
        };
    }

    /** Client credentials stand for one user of the org on whose own host they are shown. */
    private Reply forItself(App app) {
        if (app.runAs().isEmpty()) {
            return TokenAnswers.refuse("invalid_grant", "no client credentials user enabled");
        }
        Optional<Orgs.Login> login =
                orgs.login(app.runAs()).filter(found -> found.org().id().equals(home.id()));
        if (login.isEmpty()) {
            return TokenAnswers.refuse("invalid_grant", "request not supported on this domain");
        }
        Grants.Grant grant =
                grants.consent(app.clientId(), home.id(), login.get().user().id(), app.scopes());
        return answers.full(app, grants.system(grant, life()), false);
    }

    private Reply revoke(Optional<String> token) {
        String given = token.orElse("");
        boolean ended =
                given.contains("!") ? grants.end(Session.bare(given)) : grants.revoke(given);
        return ended
                ? Reply.empty(200)
                : TokenAnswers.refuse("unsupported_token_type", "this token type is not supported");
    }

    private Duration life() {
        return Duration.ofSeconds(dials.get(SalesforceDial.TOKEN_LIFE_SECONDS));
    }
}
