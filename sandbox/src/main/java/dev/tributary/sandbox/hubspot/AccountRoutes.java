package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The account itself and the people who work in it: read only. */
final class AccountRoutes {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 100;

    private final Gate gate;

    AccountRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        List<String> users = List.of("settings.users.read", "crm.objects.users.read");
        Gate.Needs list = Gate.Needs.anyScope(users, "limit", "after");
        routes.add(
                        "GET",
                        "/account-info/v3/details",
                        gate.guard(Gate.Needs.scope("oauth"), this::details))
                .add("GET", "/settings/v3/users", gate.guard(list, this::users))
                // The provider's own client library calls it with a slash at the end.
                .add("GET", "/settings/v3/users/", gate.guard(list, this::users))
                .add(
                        "GET",
                        "/settings/v3/users/{user}",
                        gate.guard(Gate.Needs.anyScope(users, "idProperty"), this::user));
    }

    private Reply details(Call call) {
        return Reply.json(
                200,
                Json.of("portalId", Long.parseLong(call.portal().id()))
                        .and("accountType", "STANDARD")
                        .and("timeZone", "UTC")
                        .and("companyCurrency", "USD")
                        .and(
                                "additionalCurrencies",
                                call.portal().currencies().stream()
                                        .filter(code -> !code.equals("USD"))
                                        .toList())
                        .and("utcOffset", "+00:00")
                        .and("utcOffsetMilliseconds", 0)
                        .and("uiDomain", "app.hubspot.com")
                        .and("dataHostingLocation", "na1"));
    }

    private Reply users(Call call) {
        int limit = call.whole("limit", LIMIT_DEFAULT, 1, LIMIT_MAX);
        int after = call.whole("after", 0, 0, 1_000_000_000);
        List<Owner> rest =
                call.portal().owners().all().stream()
                        .filter(owner -> !owner.archived())
                        .filter(owner -> Long.parseLong(owner.userId()) > after)
                        .toList();
        List<Owner> page = rest.subList(0, Math.min(limit, rest.size()));
        Map<String, @Nullable Object> body =
                Json.of("results", page.stream().map(AccountRoutes::view).toList());
        if (rest.size() > limit) {
            body.put("paging", Json.of("next", Json.of("after", page.getLast().userId())));
        }
        return Reply.json(200, body);
    }

    private Reply user(Call call) {
        String idProperty = call.request().query("idProperty").orElse("USER_ID");
        if (!idProperty.equals("USER_ID") && !idProperty.equals("EMAIL")) {
            throw HubSpotProblem.invalid("idProperty must be USER_ID or EMAIL");
        }
        String id = call.path().get("user");
        return Reply.json(
                200,
                view(
                        call.portal().owners().all().stream()
                                .filter(owner -> !owner.archived())
                                .filter(
                                        owner ->
                                                idProperty.equals("EMAIL")
                                                        ? owner.email().equalsIgnoreCase(id)
                                                        : owner.userId().equals(id))
                                .findFirst()
                                .orElseThrow(HubSpotProblem::noSuchObject)));
    }

    private static Map<String, @Nullable Object> view(Owner owner) {
        return Json.of("id", owner.userId())
                .and("email", owner.email())
                .and("firstName", owner.firstName())
                .and("lastName", owner.lastName())
                .and("roleIds", List.of())
                .and("superAdmin", false);
    }
}
