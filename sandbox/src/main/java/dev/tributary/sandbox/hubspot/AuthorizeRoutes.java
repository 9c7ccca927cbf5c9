package dev.tributary.sandbox.hubspot;

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
        routes.add("GET", "/oauth/authorize", (request, path) -> ask(request.query()))
                .add("POST", "/oauth/authorize", (request, path) -> decide(request.form()));
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
                        && !first(parameters, "code_challenge_method").equals(Optional.of("S256"));
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
                    "code", grants.code(grant, valid.redirectUri(), first(form, "code_challenge")));
        } else {
            answer.put("error", "access_denied");
            answer.put("error_description", "the person said no");
        }
        valid.state().ifPresent(state -> answer.put("state", state));
        return ConsentPage.back(valid.redirectUri(), answer);
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
