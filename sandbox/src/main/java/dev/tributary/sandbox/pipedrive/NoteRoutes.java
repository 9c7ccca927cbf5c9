package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Notes, which API v2 does not have. */
final class NoteRoutes {
    private static final String PINNED = "pinned_to_%s_flag";
    private static final List<String> PINNABLE = List.of("lead", "deal", "organization", "person");

    private static final Set<String> PARAMETERS =
            Set.of(
                    "user_id",
                    "lead_id",
                    "deal_id",
                    "person_id",
                    "org_id",
                    "start",
                    "limit",
                    "sort",
                    "start_date",
                    "end_date",
                    "updated_since",
                    "pinned_to_lead_flag",
                    "pinned_to_deal_flag",
                    "pinned_to_organization_flag",
                    "pinned_to_person_flag");
    private static final List<String> SORTABLE =
            List.of(
                    "id",
                    "user_id",
                    "deal_id",
                    "person_id",
                    "org_id",
                    "content",
                    "add_time",
                    "update_time");

    private final Gate gate;

    NoteRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        ItemType type = ItemType.NOTE;
        String all = "/api/v1/notes";
        String one = all + "/{id}";
        Gate.Needs write = Gate.Needs.any(type.writeScopes(), Cost.WRITE);
        Gate.Needs delete = Gate.Needs.any(type.writeScopes(), Cost.DELETE);
        Gate.Needs list = new Gate.Needs(type.readScopes(), Cost.LIST, PARAMETERS);
        Gate.Needs read = Gate.Needs.any(type.readScopes(), Cost.GET);
        routes.add("GET", all, gate.guard(list, NoteRoutes::list))
                .add("GET", one, gate.guard(read, call -> show(call, call.live(type))))
                .add("POST", all, gate.guard(write, NoteRoutes::create))
                .add("PUT", one, gate.guard(write, NoteRoutes::update))
                .add("DELETE", one, gate.guard(delete, NoteRoutes::delete));
    }

    private static Reply create(Call call) {
        return show(call, call.items().create(ItemType.NOTE, call.body(), call.caller().author()));
    }

    private static Reply update(Call call) {
        long number = call.live(ItemType.NOTE).number();
        return show(
                call,
                call.items().update(ItemType.NOTE, number, call.body(), call.caller().author()));
    }

    private static Reply show(Call call, Item note) {
        return Call.ok(new V1View(call.company(), call.caller().userId()).show(note));
    }

    private static Reply delete(Call call) {
        call.items()
                .delete(ItemType.NOTE, call.live(ItemType.NOTE).number(), call.caller().author());
        return Call.ok(true);
    }

    private static Reply list(Call call) {
        List<Predicate<Item>> all = new ArrayList<>();
        for (String reference : List.of("user_id", "deal_id", "person_id", "org_id")) {
            call.number(reference)
                    .ifPresent(id -> all.add(note -> note.reference(reference) == id));
        }
        call.query("lead_id").ifPresent(id -> all.add(note -> note.text("lead_id").equals(id)));
        for (String what : PINNABLE) {
            String flag = PINNED.formatted(what);
            call.number(flag).ifPresent(on -> all.add(note -> note.flag(flag) == (on == 1)));
        }
        call.query("start_date")
                .ifPresent(date -> all.add(n -> n.text("add_time").compareTo(date) >= 0));
        call.query("end_date")
                .ifPresent(
                        date ->
                                all.add(
                                        n ->
                                                n.text("add_time").substring(0, 10).compareTo(date)
                                                        <= 0));
        Sorting.updatedSince(call).ifPresent(all::add);
        List<Item> notes =
                call.items().all(ItemType.NOTE).stream()
                        .filter(note -> all.stream().allMatch(one -> one.test(note)))
                        .sorted(Sorting.by(call, SORTABLE))
                        .toList();
        V1View view = new V1View(call.company(), call.caller().userId());
        return Window.of(call).show(notes, view::show);
    }
}
