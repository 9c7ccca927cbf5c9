package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stored filters, whose ids lists take as filter_id. */
final class FilterRoutes {
    private static final Set<String> WRITE =
            Set.of("deals:full", "activities:full", "contacts:full");
    private static final Set<String> READ =
            Set.of(
                    "deals:read",
                    "deals:full",
                    "activities:read",
                    "activities:full",
                    "contacts:read",
                    "contacts:full");

    private final Gate gate;
    private final Clock clock;

    FilterRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        String all = "/api/v1/filters";
        String one = all + "/{id}";
        Gate.Needs write = Gate.Needs.any(WRITE, Cost.WRITE, "include_field_code");
        routes.add(
                        "GET",
                        all,
                        gate.guard(Gate.Needs.any(READ, Cost.LIST, "type"), FilterRoutes::list))
                .add("POST", all, gate.guard(write, this::create))
                .add(
                        "DELETE",
                        all,
                        gate.guard(
                                Gate.Needs.any(WRITE, Cost.DELETE, "ids"),
                                FilterRoutes::deleteMany))
                .add(
                        "GET",
                        one,
                        gate.guard(
                                Gate.Needs.any(READ, Cost.GET, "include_field_code"),
                                call -> Call.ok(view(filter(call), true))))
                .add("PUT", one, gate.guard(write, this::update))
                .add(
                        "DELETE",
                        one,
                        gate.guard(Gate.Needs.any(WRITE, Cost.DELETE), FilterRoutes::delete));
    }

    private static Reply list(Call call) {
        String type = call.query("type").orElse("");
        if (!type.isEmpty() && ItemType.filtered(type).isEmpty()) {
            throw PipedriveProblem.invalid("type", "there is none such");
        }
        return Call.ok(
                call.company().filters().all().stream()
                        .filter(one -> type.isEmpty() || one.type().filterType().equals(type))
                        .map(one -> view(one, false))
                        .toList());
    }

    private Reply create(Call call) {
        Map<String, @Nullable Object> body = call.body(Set.of("name", "conditions", "type"));
        ItemType type =
                ItemType.filtered(Call.text(body, "type"))
                        .orElseThrow(() -> PipedriveProblem.invalid("type", "there is none such"));
        Map<String, @Nullable Object> conditions = conditions(body);
        Filters.Filter filter =
                call.company()
                        .filters()
                        .add(
                                Call.text(body, "name"),
                                type,
                                conditions,
                                Conditions.parse(call.company(), type, conditions),
                                call.caller().userId(),
                                clock.instant());
        return Call.ok(Json.of("id", filter.id()));
    }

    private Reply update(Call call) {
        Map<String, @Nullable Object> body = call.body(Set.of("name", "conditions"));
        Filters.Filter old = filter(call);
        Map<String, @Nullable Object> conditions = conditions(body);
        call.company()
                .filters()
                .replace(
                        new Filters.Filter(
                                old.id(),
                                body.containsKey("name") ? Call.text(body, "name") : old.name(),
                                old.type(),
                                conditions,
                                Conditions.parse(call.company(), old.type(), conditions),
                                old.userId(),
                                old.added(),
                                clock.instant()));
        return Call.ok(Json.of("id", old.id()));
    }

    private static Map<String, @Nullable Object> conditions(Map<String, @Nullable Object> body) {
        return Json.asObject(body.get("conditions"))
                .orElseThrow(() -> PipedriveProblem.invalid("conditions", "Expected 'object'"));
    }

    private static Reply delete(Call call) {
        Filters.Filter filter = filter(call);
        call.company().filters().remove(filter.id());
        return Call.ok(Json.of("id", filter.id()));
    }

    private static Reply deleteMany(Call call) {
        List<Long> gone = new ArrayList<>();
        for (String id : call.request().queryList("ids")) {
            if (id.matches("\\d{1,15}") && call.company().filters().remove(Long.parseLong(id))) {
                gone.add(Long.parseLong(id));
            }
        }
        return Call.ok(Json.of("id", gone));
    }

    private static Filters.Filter filter(Call call) {
        return call.company()
                .filters()
                .find(call.id("id"))
                .orElseThrow(() -> PipedriveProblem.notFound("Filter"));
    }

    private static Map<String, @Nullable Object> view(Filters.Filter filter, boolean whole) {
        Json.Fields shown =
                Json.of("id", filter.id())
                        .and("name", filter.name())
                        .and("active_flag", true)
                        .and("type", filter.type().filterType())
                        .and("temporary_flag", null)
                        .and("user_id", filter.userId())
                        .and("add_time", Times.v1(Times.seconds(filter.added())))
                        .and("update_time", Times.v1(Times.seconds(filter.updated())))
                        .and("visible_to", "1")
                        .and("custom_view_id", null);
        return whole ? shown.and("conditions", filter.given()) : shown;
    }
}
