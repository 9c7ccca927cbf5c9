package dev.tributary.sandbox.salesforce;

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
import java.util.function.Supplier;

/** The page on which a person lets an app into an org. */
final class AuthorizeRoutes {
    private final Apps apps;
    private final Supplier<List<Org>> choice;
    private final Grants grants;

    /**
     * @param choice the orgs that can be entered here, the usual one first
     */
    AuthorizeRoutes(Apps apps, Supplier<List<Org>> choice, Grants grants) {
        this.apps = apps;
        this.choice = choice;
        this.grants = grants;
    }

    void addTo(Routes routes) {
        ConsentPage.serve(routes, "/services/oauth2/authorize", this::ask, this::decide);
    }

    /** A valid wish to be let in. */
    private record Wish(App app, String redirectUri, Set<String> scopes) {}

    private Wish wish(Map<String, List<String>> parameters) {
        App app =
                first(parameters, "client_id")
                        .flatMap(apps::find)
                        .orElseThrow(
                                () ->
                                        new ConsentProblem(
                                                "invalid_client_id: client identifier invalid"));
        String redirectUri = first(parameters, "redirect_uri").orElse("");
        if (!app.redirectUris().contains(redirectUri)) {
            throw new ConsentProblem(
                    "redirect_uri_mismatch: redirect_uri must match configuration");
        }
        if (!first(parameters, "response_type").equals(Optional.of("code"))) {
            throw new ConsentProblem("unsupported_response_type: response type must be code");
        }
        Set<String> scopes = scopes(first(parameters, "scope").orElse(""), app);
        if (!app.scopes().containsAll(scopes)) {
            throw new ConsentProblem("invalid_scope: the requested scope is not allowed");
        }
        boolean plain =
                parameters.containsKey("code_challenge")
                        && !first(parameters, "code_challenge_method")
                                .orElse("S256")
                                .equals("S256");
        if (plain) {
            throw new ConsentProblem("invalid_request: code_challenge_method must be S256");
        }
        return new Wish(app, redirectUri, scopes);
    }

    private Reply ask(Map<String, List<String>> parameters) {
        Wish wish = wish(parameters);
        return ConsentPage.ask(
                "Salesforce",
                "org_id",
                choice.get().stream()
                        .map(org -> new ConsentPage.Account(org.id(), org.name()))
                        .toList(),
                List.copyOf(new TreeSet<>(wish.scopes())),
                parameters);
    }

    private Reply decide(Map<String, List<String>> form) {
        Wish wish = wish(form);
        Optional<String> wanted = first(form, "org_id").flatMap(RecordId::normal);
        Optional<Org> org =
                choice.get().stream()
                        .filter(each -> wanted.map(each.id()::equals).orElse(true))
                        .findFirst();
        if (org.isEmpty() || (form.containsKey("org_id") && wanted.isEmpty())) {
            throw new ConsentProblem("org_id names no org that can be entered here");
        }
        String user =
                first(form, "username")
                        .map(name -> userId(org.get(), name))
                        .orElse(Optional.of(org.get().adminId()))
                        .orElseThrow(
                                () ->
                                        new ConsentProblem(
                                                "username names no active user of the org"));
        if (!ConsentPage.approved(form)) {
            return ConsentPage.back(
                    wish.redirectUri(),
                    form,
                    "error",
                    "access_denied",
                    "error_description",
                    "end-user denied authorization");
        }
        Grants.Grant grant =
                grants.consent(wish.app().clientId(), org.get().id(), user, wish.scopes());
        String code = grants.code(grant, wish.redirectUri(), first(form, "code_challenge"));
        return ConsentPage.back(wish.redirectUri(), form, "code", code);
    }

    private static Optional<String> userId(Org org, String username) {
        return org.all("User").stream()
                .filter(user -> user.text("Username").orElse("").equalsIgnoreCase(username))
                .filter(user -> Boolean.TRUE.equals(user.get("IsActive")))
                .map(SObject::id)
                .findFirst();
    }

    /** Without a wish the app gets all it may have. */
    private static Set<String> scopes(String text, App app) {
        Set<String> scopes = new LinkedHashSet<>();
        for (String scope : text.split("\\s+")) {
            if (!scope.isEmpty()) {
                scopes.add(scope.equals("offline_access") ? "refresh_token" : scope);
            }
        }
        return scopes.isEmpty() ? app.scopes() : scopes;
    }
}
