package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two records made one: the one named in the body stays, and takes over what it lacks and what
 * hangs on the one named in the path.
 */
final class MergeRoutes {
    private static final List<ItemType> HANGING =
            List.of(
                    ItemType.ACTIVITY,
                    ItemType.NOTE,
                    ItemType.LINE_ITEM,
                    ItemType.DEAL,
                    ItemType.PERSON,
                    ItemType.LEAD);

    private final Gate gate;

    MergeRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        for (ItemType type : List.of(ItemType.DEAL, ItemType.PERSON, ItemType.ORGANIZATION)) {
            routes.add(
                    "PUT",
                    "/api/v1/" + type.plural() + "/{id}/merge",
                    gate.guard(
                            Gate.Needs.any(type.writeScopes(), Cost.SEARCH),
                            call -> merge(call, type)));
        }
    }

    private static Reply merge(Call call, ItemType type) {
        Item goes = call.live(type);
        Map<String, @Nullable Object> body = call.body(Set.of("merge_with_id"));
        long staysId;
        try {
            staysId =
                    new Values(call.company())
                            .reference(type, Values.present(body.get("merge_with_id")));
        } catch (Values.Refused refused) {
            throw PipedriveProblem.invalid("merge_with_id", refused.getMessage() + "");
        }
        if (staysId == goes.number()) {
            throw PipedriveProblem.invalid("merge_with_id", "must be another record");
        }
        Item stays = call.items().live(type, staysId).orElseThrow();
        Item merged = merge(call, goes, stays);
        if (type == ItemType.ORGANIZATION) {
            return Call.ok(Json.of("id", merged.id()));
        }
        Map<String, @Nullable Object> shown =
                new V1View(call.company(), call.caller().userId()).show(merged);
        shown.put("merge_what_id", goes.number());
        return Call.ok(shown);
    }

    private static Item merge(Call call, Item goes, Item stays) {
        Author author = call.caller().author();
        moveWhatHangs(call, goes, stays, author);
        Write missing =
                new Write(
                        missing(goes.values(), stays.values()),
                        missing(goes.custom(), stays.custom()));
        Item current = call.items().live(stays.type(), stays.number()).orElseThrow();
        Item merged = call.items().update(current, missing, author, Optional.of(goes.number()));
        call.items().remove(goes, author, Optional.of(stays.number()));
        return merged;
    }

    private static Map<String, @Nullable Object> missing(
            Map<String, @Nullable Object> from, Map<String, @Nullable Object> to) {
        Map<String, @Nullable Object> missing = new LinkedHashMap<>();
        from.forEach(
                (code, value) -> {
                    boolean time = code.endsWith("_time");
                    boolean empty = to.get(code) == null || List.of().equals(to.get(code));
                    if (empty && !time && !code.equals("lost_reason")) {
                        missing.put(code, value);
                    }
                });
        return missing;
    }

    private static void moveWhatHangs(Call call, Item goes, Item stays, Author author) {
        for (ItemType type : HANGING) {
            for (Item item : call.items().all(type)) {
                if (item.number() == goes.number() && type == goes.type()) {
                    continue;
                }
                if (Asked.refersTo(item, goes)) {
                    Map<String, @Nullable Object> moved = new LinkedHashMap<>();
                    moved.put(reference(item, goes), stays.number());
                    call.items().update(item, new Write(moved, Map.of()), author, Optional.empty());
                }
            }
        }
    }

    private static String reference(Item item, Item to) {
        return switch (to.type()) {
            case DEAL -> "deal_id";
            case PERSON -> "person_id";
            case ORGANIZATION -> item.type() == ItemType.LEAD ? "organization_id" : "org_id";
            case USER, ACTIVITY, PRODUCT, PIPELINE, STAGE, LINE_ITEM, LEAD, NOTE ->
                    throw new IllegalStateException(to.type() + " is not merged");
        };
    }
}
