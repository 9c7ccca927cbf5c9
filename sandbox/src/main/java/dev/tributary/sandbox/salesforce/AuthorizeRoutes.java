package dev.tributary.sandbox.salesforce;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.ConsentPage;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The page on which a person lets an app into an org. */
final class AuthorizeRoutes {
    private static final String PATH = "/services/oauth2/authorize";

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
        routes.add("GET", PATH, (request, path) -> ask(request.query()))
                .add("POST", PATH, (request, path) -> decide(request.form()));
    }

    /** A valid wish to be let in, or the reason why it is not. */
    private sealed interface Wish {
        record Valid(App app, String redirectUri, Set<String> scopes, Optional<String> state)
                implements Wish {}

        record Invalid(String why) implements Wish {}
    }

    private Wish wish(Map<String, List<String>> parameters) {
        Optional<App> app = first(parameters, "client_id").flatMap(apps::find);
        if (app.isEmpty()) {
            return new Wish.Invalid("invalid_client_id: client identifier invalid");
        }
        String redirectUri = first(parameters, "redirect_uri").orElse("");
        if (!app.get().redirectUris().contains(redirectUri)) {
            return new Wish.Invalid("redirect_uri_mismatch: redirect_uri must match configuration");
        }
        if (!first(parameters, "response_type").equals(Optional.of("code"))) {
            return new Wish.Invalid("unsupported_response_type: response type must be code");
        }
        Set<String> scopes = scopes(first(parameters, "scope").orElse(""), app.get());
        if (!app.get().scopes().containsAll(scopes)) {
            return new Wish.Invalid("invalid_scope: the requested scope is not allowed");
        }
        boolean plain =
                parameters.containsKey("code_challenge")
                        && !first(parameters, "code_challenge_method")
                                .orElse("S256")
                                .equals("S256");
        if (plain) {
            return new Wish.Invalid("invalid_request: code_challenge_method must be S256");
        }
        return new Wish.Valid(app.get(), redirectUri, scopes, first(parameters, "state"));
    }

    private Reply ask(Map<String, List<String>> parameters) {
        return switch (wish(parameters)) {
            case Wish.Invalid invalid -> ConsentPage.refuse(invalid.why());
            case Wish.Valid valid ->
                    ConsentPage.ask(
                            "Salesforce",
                            "org_id",
                            choice.get().stream()
                                    .map(org -> new ConsentPage.Account(org.id(), org.name()))
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
        Optional<String> wanted = first(form, "org_id").flatMap(RecordId::normal);
        Optional<Org> org =
                choice.get().stream()
                        .filter(each -> wanted.map(each.id()::equals).orElse(true))
                        .findFirst();
        if (org.isEmpty() || (form.containsKey("org_id") && wanted.isEmpty())) {
            return ConsentPage.refuse("org_id names no org that can be entered here");
        }
        Optional<String> user =
                first(form, "username")
                        .map(name -> userId(org.get(), name))
                        .orElse(Optional.of(org.get().adminId()));
        if (user.isEmpty()) {
            return ConsentPage.refuse("username names no active user of the org");
        }
        Map<String, String> answer = new LinkedHashMap<>();
        if (first(form, "decision").orElse("approve").equals("approve")) {
            Grants.Grant grant =
                    grants.consent(
                            valid.app().clientId(), org.get().id(), user.get(), valid.scopes());
            answer.put(
                    "code", grants.code(grant, valid.redirectUri(), first(form, "code_challenge")));
        } else {
            answer.put("error", "access_denied");
            answer.put("error_description", "end-user denied authorization");
        }
        valid.state().ifPresent(state -> answer.put("state", state));
        return ConsentPage.back(valid.redirectUri(), answer);
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
