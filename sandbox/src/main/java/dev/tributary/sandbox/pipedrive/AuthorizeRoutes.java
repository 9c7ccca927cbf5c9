package dev.tributary.sandbox.pipedrive;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.ConsentPage;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The page on which a person lets an app into a company; its scopes are those of the app. */
final class AuthorizeRoutes {
    private final Apps apps;
    private final Companies companies;
    private final Grants grants;

    AuthorizeRoutes(Apps apps, Companies companies, Grants grants) {
        this.apps = apps;
        this.companies = companies;
        this.grants = grants;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/oauth/authorize", (request, path) -> ask(request.query()))
                .add("POST", "/oauth/authorize", (request, path) -> decide(request.form()));
    }

    /** Why an app cannot be let in, or nothing. */
    private Optional<String> refusal(Map<String, List<String>> parameters) {
        Optional<App> app = app(parameters);
        if (app.isEmpty()) {
            return Optional.of("client_id names no app");
        }
        return app.get().redirectUris().contains(redirectUri(parameters))
                ? Optional.empty()
                : Optional.of("redirect_uri is not registered for the app");
    }

    private Reply ask(Map<String, List<String>> parameters) {
        Optional<String> refusal = refusal(parameters);
        if (refusal.isPresent()) {
            return ConsentPage.refuse(refusal.get());
        }
        return ConsentPage.ask(
                "Pipedrive",
                "company_id",
                companies.all().stream()
                        .map(
                                company ->
                                        new ConsentPage.Account(
                                                Long.toString(company.id()), company.name()))
                        .toList(),
                List.copyOf(new TreeSet<>(app(parameters).orElseThrow().scopes())),
                parameters);
    }

    private Reply decide(Map<String, List<String>> form) {
        Optional<String> refusal = refusal(form);
        if (refusal.isPresent()) {
            return ConsentPage.refuse(refusal.get());
        }
        Optional<Company> company =
                first(form, "company_id")
                        .map(id -> id.matches("\\d{1,15}") ? Long.parseLong(id) : 0)
                        .map(companies::find)
                        .orElse(Optional.of(companies.all().getFirst()));
        if (company.isEmpty()) {
            return ConsentPage.refuse("company_id names no company");
        }
        Map<String, String> answer = new LinkedHashMap<>();
        if (first(form, "decision").orElse("approve").equals("approve")) {
            App app = app(form).orElseThrow();
            Grants.Grant grant =
                    grants.consent(
                            app.clientId(),
                            Long.toString(company.get().id()),
                            Long.toString(company.get().adminId()),
                            app.scopes());
            answer.put("code", grants.code(grant, redirectUri(form), Optional.empty()));
        } else {
            answer.put("error", "user_denied");
        }
        first(form, "state").ifPresent(state -> answer.put("state", state));
        return ConsentPage.back(redirectUri(form), answer);
    }

    private Optional<App> app(Map<String, List<String>> parameters) {
        return first(parameters, "client_id").flatMap(apps::withClientId);
    }

    private static String redirectUri(Map<String, List<String>> parameters) {
        return first(parameters, "redirect_uri").orElse("");
    }
}
