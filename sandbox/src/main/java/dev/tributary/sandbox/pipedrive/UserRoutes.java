package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The users of a company, and what API v1 knows without records: currencies, activity types. */
final class UserRoutes {
    private final Gate gate;

    UserRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        Set<String> read = ItemType.USER.readScopes();
        routes.add(
                        "GET",
                        "/api/v1/users",
                        gate.guard(Gate.Needs.any(read, Cost.LIST), call -> all(call)))
                .add(
                        "GET",
                        "/api/v1/users/find",
                        gate.guard(
                                Gate.Needs.any(read, Cost.SEARCH, "term", "search_by_email"),
                                UserRoutes::search))
                .add(
                        "GET",
                        "/api/v1/users/me",
                        gate.guard(Gate.Needs.any(Set.of(), Cost.GET), UserRoutes::me))
                .add(
                        "GET",
                        "/api/v1/users/{id}",
                        gate.guard(
                                Gate.Needs.any(read, Cost.GET),
                                call -> Call.ok(view(call).show(call.live(ItemType.USER)))))
                .add(
                        "GET",
                        "/api/v1/currencies",
                        gate.guard(
                                Gate.Needs.any(Set.of(), Cost.LIST, "term"),
                                UserRoutes::currencies))
                .add(
                        "GET",
                        "/api/v1/activityTypes",
                        gate.guard(
                                Gate.Needs.any(
                                        Set.of("activities:read", "activities:full", "admin"),
                                        Cost.LIST),
                                UserRoutes::activityTypes));
    }

    private static V1View view(Call call) {
        return new V1View(call.company(), call.caller().userId());
    }

    private static Reply all(Call call) {
        return Call.ok(call.items().all(ItemType.USER).stream().map(view(call)::show).toList());
    }

    private static Reply search(Call call) {
        String term = call.query("term").orElse("").toLowerCase(Locale.ROOT);
        if (term.isEmpty()) {
            throw PipedriveProblem.invalid("term", "is required");
        }
        boolean byEmail = call.query("search_by_email").orElse("0").equals("1");
        return Call.ok(
                call.items().all(ItemType.USER).stream()
                        .filter(
                                user ->
                                        contains(user, "email", term)
                                                || (!byEmail && contains(user, "name", term)))
                        .map(view(call)::show)
                        .toList());
    }

    private static boolean contains(Item user, String field, String term) {
        return user.text(field).toLowerCase(Locale.ROOT).contains(term);
    }

    private static Reply me(Call call) {
        Company company = call.company();
        Item user =
                call.items()
                        .live(ItemType.USER, call.caller().userId())
                        .orElseThrow(PipedriveProblem::unauthorized);
        Map<String, @Nullable Object> me = view(call).show(user);
        me.put("company_id", company.id());
        me.put("company_name", company.name());
        me.put("company_domain", company.domain());
        me.put("company_country", "EE");
        me.put("company_industry", null);
        me.put("language", Json.of("language_code", "en").and("country_code", "US"));
        return Call.ok(me);
    }

    private static Reply currencies(Call call) {
        String term = call.query("term").orElse("").toLowerCase(Locale.ROOT);
        List<?> found =
                Currencies.all().stream()
                        .filter(
                                one ->
                                        (one.getCurrencyCode() + one.getDisplayName(Locale.ROOT))
                                                .toLowerCase(Locale.ROOT)
                                                .contains(term))
                        .map(
                                one ->
                                        Json.of("id", one.getNumericCode())
                                                .and("code", one.getCurrencyCode())
                                                .and("name", one.getDisplayName(Locale.ENGLISH))
                                                .and(
                                                        "decimal_points",
                                                        one.getDefaultFractionDigits())
                                                .and("symbol", one.getSymbol(Locale.ENGLISH))
                                                .and("active_flag", true)
                                                .and("is_custom_flag", false))
                        .toList();
        return Call.ok(found);
    }

    private static Reply activityTypes(Call call) {
        List<String> keys = Values.activityTypes().stream().sorted().toList();
        return Call.ok(
                keys.stream()
                        .map(
                                key ->
                                        Json.of("id", keys.indexOf(key) + 1)
                                                .and("order_nr", keys.indexOf(key) + 1)
                                                .and(
                                                        "name",
                                                        key.substring(0, 1).toUpperCase(Locale.ROOT)
                                                                + key.substring(1))
                                                .and("key_string", key)
                                                .and("icon_key", key)
                                                .and("active_flag", true)
                                                .and("is_custom_flag", false))
                        .toList());
    }
}
