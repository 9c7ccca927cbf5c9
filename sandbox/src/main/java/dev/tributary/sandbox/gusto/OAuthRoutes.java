package dev.tributary.sandbox.gusto;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.ConsentPage;
import dev.tributary.sandbox.ConsentProblem;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** OAuth: the authorize page, tokens that rotate, revocation, and what a token is good for. */
final class OAuthRoutes {
    private final Apps apps;
    private final Companies companies;
    private final Grants grants;
    private final Dials<GustoDial> dials;
    private final Clock clock;

    OAuthRoutes(
            Apps apps, Companies companies, Grants grants, Dials<GustoDial> dials, Clock clock) {
        this.apps = apps;
        this.companies = companies;
        this.grants = grants;
        this.dials = dials;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        ConsentPage.serve(routes, "/oauth/authorize", this::ask, this::decide);
        routes.add("POST", "/oauth/token", (request, path) -> token(request))
                .add("POST", "/oauth/revoke", (request, path) -> revoke(request))
                .add("GET", "/v1/token_info", (request, path) -> describe(request));
    }

    /** A valid wish to be let in. */
    private record Wish(App app, String redirectUri) {}

    private Wish wish(Map<String, List<String>> parameters) {
        App app =
                first(parameters, "client_id")
                        .flatMap(apps::withClientId)
                        .orElseThrow(() -> new ConsentProblem("client_id names no app"));
        String redirectUri = first(parameters, "redirect_uri").orElse("");
        if (!app.redirectUris().contains(redirectUri)) {
            throw new ConsentProblem("redirect_uri is not registered for the app");
        }
        if (!first(parameters, "response_type").equals(Optional.of("code"))) {
            throw new ConsentProblem("response_type must be code");
        }
        return new Wish(app, redirectUri);
    }

    private Reply ask(Map<String, List<String>> parameters) {
        Wish wish = wish(parameters);
        return ConsentPage.ask(
                "Gusto",
                "company_uuid",
                companies.all().stream()
                        .map(company -> new ConsentPage.Account(company.uuid(), company.name()))
                        .toList(),
                List.copyOf(new TreeSet<>(wish.app().scopes())),
                parameters);
    }

    private Reply decide(Map<String, List<String>> form) {
        Wish wish = wish(form);
        Company company =
                first(form, "company_uuid")
                        .map(companies::find)
                        .orElse(Optional.of(companies.all().getFirst()))
                        .orElseThrow(() -> new ConsentProblem("company_uuid names no company"));
        if (!ConsentPage.approved(form)) {
            return ConsentPage.back(wish.redirectUri(), form, "error", "access_denied");
        }
        Grants.Grant grant =
                grants.consent(
                        wish.app().clientId(),
                        company.uuid(),
                        company.adminUuid(),
                        wish.app().scopes());
        String code = grants.code(grant, wish.redirectUri(), first(form, "code_challenge"));
        return ConsentPage.back(wish.redirectUri(), form, "code", code);
    }

    private Reply token(Request request) {
        Optional<Map<String, String>> body = parameters(request);
        if (body.isEmpty()) {
            return refuse(400, "invalid_request", "the body must be a JSON object of texts");
        }
        Map<String, String> given = body.get();
        Optional<App> app = app(given);
        if (app.isEmpty()) {
            return refuse(401, "invalid_client", "client_id and client_secret do not match");
        }
        String clientId = app.get().clientId();
        Duration life = Duration.ofSeconds(dials.get(GustoDial.TOKEN_LIFE_SECONDS));
        return switch (given.getOrDefault("grant_type", "")) {
            case "authorization_code" ->
                    answer(
                            grants.redeem(
                                    new Grants.Exchange(
                                            given.getOrDefault("code", ""),
                                            clientId,
                                            given.getOrDefault("redirect_uri", ""),
                                            Optional.ofNullable(given.get("code_verifier"))),
                                    life));
            case "refresh_token" ->
                    answer(
                            grants.refresh(
                                    given.getOrDefault("refresh_token", ""),
                                    clientId,
                                    life,
                                    dials.on(GustoDial.ROTATE_REFRESH_TOKENS)));
            case "system_access" ->
                    issued(
                            grants.system(
                                    grants.consent(clientId, "", "", app.get().scopes()), life));
            default -> refuse(400, "unsupported_grant_type", "no such grant_type");
        };
    }

    private Reply answer(Grants.Outcome outcome) {
        return switch (outcome) {
            case Grants.Outcome.Refused refused ->
                    refuse(400, "invalid_grant", "the grant is " + refused.why());
            case Grants.Outcome.Issued issued -> issued(issued.tokens());
        };
    }

    private static Reply issued(Grants.Tokens tokens) {
        return Reply.json(
                        200,
                        Json.of("access_token", tokens.access())
                                .and("token_type", "Bearer")
                                .and("expires_in", tokens.life().toSeconds())
                                .and(
                                        "refresh_token",
                                        tokens.refresh().isEmpty() ? null : tokens.refresh())
                                .and("created_at", tokens.created().getEpochSecond())
                                .and("scope", scope(tokens.grant())))
                .with("Cache-Control", "no-store");
    }

    private Reply revoke(Request request) {
        Map<String, String> given = parameters(request).orElse(Map.of());
        if (app(given).isEmpty()) {
            return refuse(401, "invalid_client", "client_id and client_secret do not match");
        }
        grants.revoke(given.getOrDefault("token", ""));
        return Reply.json(200, Json.of());
    }

    private Reply describe(Request request) {
        Optional<Grants.Access> access =
                request.bearer()
                        .flatMap(grants::access)
                        .filter(known -> !known.expired(clock.instant()));
        if (access.isEmpty()) {
            return refuse(401, "invalid_token", "The access token is invalid");
        }
        Grants.Grant grant = access.get().grant();
        boolean system = grant.tenant().isEmpty();
        return Reply.json(
                200,
                Json.of("scope", scope(grant))
                        .and(
                                "resource",
                                Json.of("type", system ? "Oauth::Application" : "Company")
                                        .and("uuid", system ? grant.clientId() : grant.tenant()))
                        .and(
                                "resource_owner",
                                system
                                        ? null
                                        : Json.of("type", "CompanyAdmin")
                                                .and("uuid", grant.user())));
    }

    private Optional<Map<String, String>> parameters(Request request) {
        if (request.hasMediaType("application/x-www-form-urlencoded")
                && dials.on(GustoDial.FORM_TOKEN_REQUESTS)) {
            Map<String, String> form = new LinkedHashMap<>();
            request.form().forEach((name, values) -> form.put(name, values.getFirst()));
            return Optional.of(form);
        }
        if (!request.hasMediaType("application/json")) {
            return Optional.empty();
        }
        Optional<Map<String, @Nullable Object>> object = Json.object(request.body());
        if (object.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.get()
                .forEach(
                        (name, value) ->
                                Json.asText(value).ifPresent(text -> texts.put(name, text)));
        return Optional.of(texts);
    }

    private Optional<App> app(Map<String, String> given) {
        String secret = given.getOrDefault("client_secret", "");
        return Optional.ofNullable(given.get("client_id"))
                .flatMap(apps::withClientId)
                .filter(app -> app.clientSecret().equals(secret));
    }

    private static String scope(Grants.Grant grant) {
        return String.join(" ", new TreeSet<>(grant.scopes()));
    }

    private static Reply refuse(int status, String error, String why) {
        return Reply.json(status, Json.of("error", error).and("error_description", why));
    }
}
