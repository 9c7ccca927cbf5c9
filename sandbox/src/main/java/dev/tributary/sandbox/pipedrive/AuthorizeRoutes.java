package dev.tributary.sandbox.pipedrive;

import static dev.tributary.sandbox.Request.first;

import dev.tributary.sandbox.ConsentPage;
import dev.tributary.sandbox.ConsentProblem;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

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
        ConsentPage.serve(routes, "/oauth/authorize", this::ask, this::decide);
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
        return new Wish(app, redirectUri);
    }

    private Reply ask(Map<String, List<String>> parameters) {
        Wish wish = wish(parameters);
        return ConsentPage.ask(
                "Pipedrive",
                "company_id",
                companies.all().stream()
                        .map(
                                company ->
                                        new ConsentPage.Account(
                                                Long.toString(company.id()), company.name()))
                        .toList(),
                List.copyOf(new TreeSet<>(wish.app().scopes())),
                parameters);
    }

    private Reply decide(Map<String, List<String>> form) {
        Wish wish = wish(form);
        Company company =
                first(form, "company_id")
                        .map(id -> id.matches("\\d{1,15}") ? Long.parseLong(id) : 0)
                        .map(companies::find)
                        .orElse(Optional.of(companies.all().getFirst()))
                        .orElseThrow(() -> new ConsentProblem("company_id names no company"));
        if (!ConsentPage.approved(form)) {
            return ConsentPage.back(wish.redirectUri(), form, "error", "user_denied");
        }
        Grants.Grant grant =
                grants.consent(
                        wish.app().clientId(),
                        Long.toString(company.id()),
                        Long.toString(company.adminId()),
                        wish.app().scopes());
        String code = grants.code(grant, wish.redirectUri(), Optional.empty());
        return ConsentPage.back(wish.redirectUri(), form, "code", code);
    }
}
