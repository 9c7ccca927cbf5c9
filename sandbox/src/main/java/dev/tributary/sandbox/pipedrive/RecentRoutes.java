package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has changed since some time, over all kinds of records; and the changelog of one. */
final class RecentRoutes {
    private static final String ORDER = "newest first";
    private static final List<ItemType> SHOWN =
            List.of(
                    ItemType.ACTIVITY,
                    ItemType.DEAL,
                    ItemType.NOTE,
                    ItemType.PERSON,
                    ItemType.ORGANIZATION,
                    ItemType.PIPELINE,
                    ItemType.PRODUCT,
                    ItemType.STAGE,
                    ItemType.USER);
    private static final Set<String> EMPTY = Set.of("activityType", "file", "filter");

    private final Gate gate;

    RecentRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        routes.add(
                "GET",
                "/api/v1/recents",
                gate.guard(
                        Gate.Needs.any(
                                Set.of("recents:read", "search:read"),
                                Cost.LIST,
                                "since_timestamp",
                                "items",
                                "start",
                                "limit"),
                        RecentRoutes::recents));
        for (ItemType type : List.of(ItemType.DEAL, ItemType.PERSON, ItemType.ORGANIZATION)) {
            routes.add(
                    "GET",
                    "/api/v1/" + type.plural() + "/{id}/changelog",
                    gate.guard(
                            Gate.Needs.any(Set.of("recents:read"), Cost.LIST, "cursor", "limit"),
                            call -> changelog(call, type)));
        }
    }

    /** Deleted records are shown too, with active_flag false. */
    private static Reply recents(Call call) {
        String text =
                call.query("since_timestamp")
                        .orElseThrow(
                                () -> PipedriveProblem.invalid("since_timestamp", "is required"));
        Instant since =
                Times.v1Instant(text)
                        .orElseThrow(
                                () ->
                                        PipedriveProblem.invalid(
                                                "since_timestamp", "must be YYYY-MM-DD HH:MM:SS"));
        Set<String> wanted = new HashSet<>(call.request().queryList("items"));
        for (String name : wanted) {
            boolean known = SHOWN.stream().anyMatch(type -> type.singular().equals(name));
            if (!known && !EMPTY.contains(name)) {
                throw PipedriveProblem.invalid("items", "'" + name + "' is none");
            }
        }
        List<Item> found =
                SHOWN.stream()
                        .filter(type -> wanted.isEmpty() || wanted.contains(type.singular()))
                        .flatMap(type -> call.items().everything(type).stream())
                        .filter(item -> !updated(item).isBefore(since))
                        .sorted(
                                Comparator.comparing(RecentRoutes::updated)
                                        .thenComparing(Item::type)
                                        .thenComparing(Item::number))
                        .toList();
        Window window = Window.of(call);
        String last =
                found.stream()
                        .skip(window.start())
                        .limit(window.limit())
                        .map(item -> Times.v1(item.text("update_time")))
                        .reduce("", (one, next) -> next);
        V1View view = new V1View(call.company(), call.caller().userId());
        return window.show(
                found,
                item ->
                        Json.of("item", item.type().singular())
                                .and("id", item.id())
                                .and("data", view.show(item)),
                Json.of("since_timestamp", text).and("last_timestamp_on_page", last));
    }

    private static Instant updated(Item item) {
        return Instant.parse(item.text("update_time"));
    }

    private static Reply changelog(Call call, ItemType type) {
        Item item = call.item(type);
        List<History.Entry> all = call.items().history().of(item);
        int limit = (int) call.numberOr("limit", 100, 1, 500);
        int start = Cursor.of(call, ORDER).map(Cursor::number).orElse(0L).intValue();
        int end = Math.min(all.size(), start + limit);
        List<Map<String, @Nullable Object>> page =
                all.subList(Math.min(start, end), end).stream().map(RecentRoutes::view).toList();
        return ItemRoutes.page(page, end < all.size() ? new Cursor(ORDER, "", end).text() : "");
    }

    private static Map<String, @Nullable Object> view(History.Entry entry) {
        return Json.of("field_key", entry.field())
                .and("old_value", entry.oldValue().isEmpty() ? null : entry.oldValue())
                .and("new_value", entry.newValue().isEmpty() ? null : entry.newValue())
                .and("actor_user_id", entry.author().userId())
                .and("time", Times.v1(Times.seconds(entry.at())))
                .and("change_source", entry.author().source())
                .and(
                        "change_source_user_agent",
                        entry.author().agent().isEmpty() ? null : entry.author().agent())
                .and("is_bulk_update_flag", false);
    }
}
