package dev.tributary.sandbox.hubspot;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.ConsentPage;
import dev.tributary.sandbox.ConsentProblem;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The page on which a person lets an app into a portal. */
final class AuthorizeRoutes {
    private final Apps apps;
    private final Portals portals;
    private final Grants grants;

    AuthorizeRoutes(Apps apps, Portals portals, Grants grants) {
        this.apps = apps;
        this.portals = portals;
        this.grants = grants;
    }

    void addTo(Routes routes) {
        ConsentPage.serve(routes, "/oauth/authorize", this::ask, this::decide);
    }

    /** A valid wish to be let in. */
    private record Wish(App app, String redirectUri, Set<String> scopes) {}

    private Wish wish(Map<String, List<String>> parameters) {
        App app =
                first(parameters, "client_id")
                        .flatMap(apps::withClientId)
                        .orElseThrow(() -> new ConsentProblem("client_id names no app"));
        String redirectUri = first(parameters, "redirect_uri").orElse("");
        if (!app.redirectUris().contains(redirectUri)) {
            throw new ConsentProblem("redirect_uri is not registered for the app");
        }
        Set<String> scopes = scopes(first(parameters, "scope").orElse(""));
        if (scopes.isEmpty()) {
            throw new ConsentProblem("scope is missing");
        }
        if (!app.scopes().containsAll(scopes)) {
            throw new ConsentProblem("scope asks for more than the app is registered for");
        }
        scopes(first(parameters, "optional_scope").orElse("")).stream()
                .filter(app.scopes()::contains)
                .forEach(scopes::add);
        boolean plainChallenge =
                parameters.containsKey("code_challenge")
                        && !first(parameters, "code_challenge_method").equals(Optional.of("S256"));
        if (plainChallenge) {
            throw new ConsentProblem("code_challenge_method must be S256");
        }
        return new Wish(app, redirectUri, scopes);
    }

    private Reply ask(Map<String, List<String>> parameters) {
        Wish wish = wish(parameters);
        return ConsentPage.ask(
                "HubSpot",
                "portal_id",
                portals.all().stream()
                        .map(portal -> new ConsentPage.Account(portal.id(), portal.name()))
                        .toList(),
                List.copyOf(new TreeSet<>(wish.scopes())),
                parameters);
    }

    private Reply decide(Map<String, List<String>> form) {
        Wish wish = wish(form);
        Portal portal =
                first(form, "portal_id")
                        .map(portals::find)
                        .orElse(Optional.of(portals.all().getFirst()))
                        .orElseThrow(() -> new ConsentProblem("portal_id names no portal"));
        if (!ConsentPage.approved(form)) {
            return ConsentPage.back(
                    wish.redirectUri(),
                    form,
                    "error",
                    "access_denied",
                    "error_description",
                    "the person said no");
        }
        Grants.Grant grant =
                grants.consent(wish.app().clientId(), portal.id(), portal.userId(), wish.scopes());
        String code = grants.code(grant, wish.redirectUri(), first(form, "code_challenge"));
        return ConsentPage.back(wish.redirectUri(), form, "code", code);
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
}
