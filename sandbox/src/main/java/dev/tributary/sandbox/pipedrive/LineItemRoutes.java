package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products attached to deals. */
final class LineItemRoutes {
    private static final String[] LIST = {"cursor", "limit", "sort_by", "sort_direction"};
    private static final int BULK_MAX = 100;

    private final Gate gate;

    LineItemRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String ofDeal = "/api/v2/deals/{id}/products";
        String one = ofDeal + "/{line}";
        ItemType type = ItemType.LINE_ITEM;
        Gate.Needs read = Gate.Needs.any(type.readScopes(), Cost.LIST, LIST);
        Gate.Needs write = Gate.Needs.any(type.writeScopes(), Cost.WRITE);
        Gate.Needs delete = Gate.Needs.any(type.writeScopes(), Cost.DELETE, "ids");
        routes.add("GET", ofDeal, gate.guard(read, LineItemRoutes::ofDeal))
                .add(
                        "GET",
                        "/api/v2/deals/products",
                        gate.guard(
                                Gate.Needs.any(
                                        type.readScopes(),
                                        Cost.LIST,
                                        "deal_ids",
                                        "cursor",
                                        "limit",
                                        "sort_by",
                                        "sort_direction"),
                                LineItemRoutes::ofDeals))
                .add("POST", ofDeal, gate.guard(write, call -> add(call)))
                .add("POST", ofDeal + "/bulk", gate.guard(write, LineItemRoutes::addMany))
                .add("PATCH", one, gate.guard(write, LineItemRoutes::update))
                .add("DELETE", one, gate.guard(delete, LineItemRoutes::remove))
                .add("DELETE", ofDeal, gate.guard(delete, LineItemRoutes::removeMany));
    }

    private static Reply ofDeal(Call call) {
        long deal = call.live(ItemType.DEAL).number();
        return list(call, List.of(Long.toString(deal)));
    }

    private static Reply ofDeals(Call call) {
        List<String> deals = call.request().queryList("deal_ids");
        if (deals.isEmpty() || deals.size() > BULK_MAX) {
            throw PipedriveProblem.invalid("deal_ids", "must be 1 to " + BULK_MAX + " integers");
        }
        return list(call, deals);
    }

    private static Reply list(Call call, List<String> deals) {
        Listing.Page page =
                new Listing(call, ItemType.LINE_ITEM)
                        .page(
                                call.items().all(ItemType.LINE_ITEM),
                                item -> deals.contains(Long.toString(item.reference("deal_id"))));
        return ItemRoutes.page(page, ItemView.plain(call.company(), call.dials()));
    }

    private static Reply add(Call call) {
        return Call.ok(show(call, add(call, call.live(ItemType.DEAL), call.body())));
    }

    private static Reply addMany(Call call) {
        Item deal = call.live(ItemType.DEAL);
        List<@Nullable Object> given =
                Json.asList(call.body().get("data"))
                        .filter(list -> !list.isEmpty() && list.size() <= BULK_MAX)
                        .orElseThrow(
                                () ->
                                        PipedriveProblem.invalid(
                                                "data", "must be 1 to " + BULK_MAX + " items"));
        List<Object> added = new ArrayList<>();
        for (Object one : given) {
            Map<String, @Nullable Object> body =
                    Json.asObject(one)
                            .orElseThrow(
                                    () -> PipedriveProblem.invalid("data", "Expected 'object'"));
            added.add(show(call, add(call, deal, body)));
        }
        return Call.ok(added);
    }

    private static Item add(Call call, Item deal, Map<String, @Nullable Object> body) {
        long order =
                1
                        + call.items().all(ItemType.LINE_ITEM).stream()
                                .filter(item -> item.reference("deal_id") == deal.number())
                                .count();
        return call.items()
                .create(
                        ItemType.LINE_ITEM,
                        body,
                        Json.of("deal_id", deal.number()).and("order_nr", order),
                        call.caller().author());
    }

    private static Reply update(Call call) {
        return Call.ok(
                show(
                        call,
                        call.items()
                                .update(
                                        ItemType.LINE_ITEM,
                                        line(call).number(),
                                        call.body(),
                                        call.caller().author())));
    }

    private static Reply remove(Call call) {
        Item gone =
                call.items()
                        .delete(ItemType.LINE_ITEM, line(call).number(), call.caller().author());
        return Call.ok(Json.of("id", gone.number()));
    }

    /** Those named by ids, or all of them. */
    private static Reply removeMany(Call call) {
        Item deal = call.live(ItemType.DEAL);
        List<String> ids = call.request().queryList("ids");
        List<Long> gone = new ArrayList<>();
        for (Item item : call.items().all(ItemType.LINE_ITEM)) {
            boolean named = ids.isEmpty() || ids.contains(Long.toString(item.number()));
            if (item.reference("deal_id") == deal.number() && named) {
                call.items().delete(ItemType.LINE_ITEM, item.number(), call.caller().author());
                gone.add(item.number());
            }
        }
        return Reply.json(
                200,
                Json.of("success", true)
                        .and("data", Json.of("ids", gone))
                        .and("additional_data", Json.of("more_items_in_collection", false)));
    }

    private static Item line(Call call) {
        long deal = call.live(ItemType.DEAL).number();
        Optional<Item> line =
                call.items()
                        .live(ItemType.LINE_ITEM, call.id("line"))
                        .filter(item -> item.reference("deal_id") == deal);
        return line.orElseThrow(() -> PipedriveProblem.notFound("Deal product"));
    }

    private static Object show(Call call, Item item) {
        return ItemView.plain(call.company(), call.dials()).show(item);
    }
}
