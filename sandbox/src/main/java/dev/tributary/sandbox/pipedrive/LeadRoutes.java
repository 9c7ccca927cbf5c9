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
import java.util.function.Predicate;

/** Leads and their labels, in API v1. */
final class LeadRoutes {
    private static final List<String> COLORS =
            List.of(
                    "blue",
                    "brown",
                    "dark-gray",
                    "gray",
                    "green",
                    "orange",
                    "pink",
                    "purple",
                    "red",
                    "yellow");
    private static final List<String> SORTABLE =
            List.of(
                    "id",
                    "title",
                    "owner_id",
                    "creator_id",
                    "was_seen",
                    "expected_close_date",
                    "next_activity_id",
                    "add_time",
                    "update_time");

    private final Gate gate;
    private final Clock clock;

    LeadRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        Set<String> read = ItemType.LEAD.readScopes();
        Set<String> write = ItemType.LEAD.writeScopes();
        Gate.Needs writes = Gate.Needs.any(write, Cost.WRITE);
        Gate.Needs deletes = Gate.Needs.any(write, Cost.DELETE);
        Gate.Needs lists =
                Gate.Needs.any(
                        read,
                        Cost.LIST,
                        "limit",
                        "start",
                        "owner_id",
                        "person_id",
                        "organization_id",
                        "filter_id",
                        "updated_since",
                        "sort");
        String leads = "/api/v1/leads";
        String labels = "/api/v1/leadLabels";
        routes.add("GET", leads, gate.guard(lists, call -> list(call, false)))
                .add("GET", leads + "/archived", gate.guard(lists, call -> list(call, true)))
                .add(
                        "GET",
                        leads + "/{id}",
                        gate.guard(Gate.Needs.any(read, Cost.GET), call -> show(call, lead(call))))
                .add("POST", leads, gate.guard(writes, LeadRoutes::create))
                .add("PATCH", leads + "/{id}", gate.guard(writes, LeadRoutes::update))
                .add("DELETE", leads + "/{id}", gate.guard(deletes, LeadRoutes::delete))
                .add("GET", labels, gate.guard(Gate.Needs.any(read, Cost.LIST), LeadRoutes::labels))
                .add("POST", labels, gate.guard(writes, this::addLabel))
                .add("PATCH", labels + "/{id}", gate.guard(writes, this::changeLabel))
                .add("DELETE", labels + "/{id}", gate.guard(deletes, LeadRoutes::deleteLabel));
    }

    private static Reply show(Call call, Item lead) {
        return Call.ok(new V1View(call.company(), call.caller().userId()).show(lead));
    }

    private static Item lead(Call call) {
        String id = call.path().get("id");
        if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw PipedriveProblem.invalid("id", "Expected a UUID");
        }
        return call.items().lead(id).orElseThrow(() -> PipedriveProblem.notFound(ItemType.LEAD));
    }

    private static Reply list(Call call, boolean archived) {
        List<Predicate<Item>> all = new ArrayList<>();
        all.add(lead -> lead.flag("is_archived") == archived);
        if (call.query("filter_id").isPresent()) {
            Filters.Filter filter =
                    Listing.filter(call, ItemType.LEAD, call.number("filter_id").orElseThrow());
            all.add(lead -> filter.conditions().hold(call.company(), lead));
        } else {
            for (String reference : List.of("owner_id", "person_id", "organization_id")) {
                call.number(reference)
                        .ifPresent(id -> all.add(lead -> lead.reference(reference) == id));
            }
        }
        Sorting.updatedSince(call).ifPresent(all::add);
        List<Item> leads =
                call.items().all(ItemType.LEAD).stream()
                        .filter(lead -> all.stream().allMatch(one -> one.test(lead)))
                        .sorted(Sorting.by(call, SORTABLE))
                        .toList();
        V1View view = new V1View(call.company(), call.caller().userId());
        return Window.of(call).show(leads, view::show);
    }

    private static Reply create(Call call) {
        Item lead = call.items().create(ItemType.LEAD, call.body(), call.caller().author());
        return Reply.json(
                201,
                Json.of("success", true)
                        .and(
                                "data",
                                new V1View(call.company(), call.caller().userId()).show(lead)));
    }

    private static Reply update(Call call) {
        return show(
                call,
                call.items()
                        .update(
                                ItemType.LEAD,
                                lead(call).number(),
                                call.body(),
                                call.caller().author()));
    }

    private static Reply delete(Call call) {
        Item gone = call.items().delete(ItemType.LEAD, lead(call).number(), call.caller().author());
        return Call.ok(Json.of("id", gone.id()));
    }

    private static Reply labels(Call call) {
        return Call.ok(call.company().leadLabels().all().stream().map(LeadRoutes::view).toList());
    }

    private Reply addLabel(Call call) {
        Map<String, @Nullable Object> body = call.body(Set.of("name", "color"));
        LeadLabels.Label label =
                call.company()
                        .leadLabels()
                        .add(Call.text(body, "name"), color(body), clock.instant());
        return Call.ok(view(label));
    }

    private Reply changeLabel(Call call) {
        Map<String, @Nullable Object> body = call.body(Set.of("name", "color"));
        LeadLabels.Label old = label(call);
        LeadLabels.Label changed =
                new LeadLabels.Label(
                        old.id(),
                        body.containsKey("name") ? Call.text(body, "name") : old.name(),
                        body.containsKey("color") ? color(body) : old.color(),
                        old.added(),
                        clock.instant());
        call.company().leadLabels().replace(changed);
        return Call.ok(view(changed));
    }

    private static Reply deleteLabel(Call call) {
        LeadLabels.Label label = label(call);
        call.company().leadLabels().remove(label.id());
        return Call.ok(Json.of("id", label.id()));
    }

    private static LeadLabels.Label label(Call call) {
        return call.company()
                .leadLabels()
                .find(call.path().get("id"))
                .orElseThrow(() -> PipedriveProblem.notFound("Lead label"));
    }

    private static String color(Map<String, @Nullable Object> body) {
        String color = Call.text(body, "color");
        if (!COLORS.contains(color)) {
            throw PipedriveProblem.invalid("color", "must be one of " + String.join(", ", COLORS));
        }
        return color;
    }

    private static Map<String, @Nullable Object> view(LeadLabels.Label label) {
        return Json.of("id", label.id())
                .and("name", label.name())
                .and("color", label.color())
                .and("add_time", Times.millis(label.added()))
                .and("update_time", Times.millis(label.updated()));
    }
}
