package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import java.util.List;

/** List, get, create, update and delete of what API v2 has. */
final class ItemRoutes {
    private final Gate gate;

    ItemRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        ItemType.V2.forEach(type -> addTo(routes, type));
        routes.add(
                "GET",
                "/api/v2/deals/archived",
                gate.guard(
                        Gate.Needs.any(
                                ItemType.DEAL.readScopes(),
                                Cost.ARCHIVE,
                                Listing.parameters(ItemType.DEAL)),
                        call -> list(call, ItemType.DEAL, true)));
    }

    private void addTo(Routes routes, ItemType type) {
        String all = "/api/v2/" + type.plural();
        String one = all + "/{id}";
        boolean few = type == ItemType.PIPELINE || type == ItemType.STAGE;
        Gate.Needs write = Gate.Needs.any(type.writeScopes(), Cost.WRITE);
        routes.add(
                        "GET",
                        all,
                        gate.guard(
                                Gate.Needs.any(
                                        type.readScopes(),
                                        few ? Cost.SHORT_LIST : Cost.LIST,
                                        Listing.parameters(type)),
                                call -> list(call, type, false)))
                .add(
                        "GET",
                        one,
                        gate.guard(
                                Gate.Needs.any(type.readScopes(), Cost.GET, parameters(type)),
                                call -> get(call, type)))
                .add("POST", all, gate.guard(write, call -> create(call, type)))
                .add("PATCH", one, gate.guard(write, call -> update(call, type)))
                .add(
                        "DELETE",
                        one,
                        gate.guard(
                                Gate.Needs.any(type.writeScopes(), Cost.DELETE),
                                call -> delete(call, type)));
    }

    private static String[] parameters(ItemType type) {
        return switch (type) {
            case PERSON, ORGANIZATION, DEAL ->
                    new String[] {
                        "include_fields", "custom_fields", "include_option_labels", "include_labels"
                    };
            case ACTIVITY -> new String[] {"include_fields"};
            case PRODUCT, PIPELINE, STAGE, USER, LINE_ITEM, LEAD, NOTE -> new String[0];
        };
    }

    private static Reply list(Call call, ItemType type, boolean archived) {
        ItemView view = ItemView.of(call, type);
        Listing listing = new Listing(call, type);
        return page(listing.page(call.items().everything(type), listing.asked(archived)), view);
    }

    static Reply page(Listing.Page page, ItemView view) {
        return page(page.items().stream().map(view::show).toList(), page.next().orElse(""));
    }

    /**
     * @param next empty at the end
     */
    static Reply page(List<?> data, String next) {
        return Reply.json(
                200,
                Json.of("success", true)
                        .and("data", data)
                        .and(
                                "additional_data",
                                Json.of("next_cursor", next.isEmpty() ? null : next)));
    }

    private static Reply get(Call call, ItemType type) {
        return Call.ok(ItemView.of(call, type).show(call.item(type)));
    }

    private static Reply create(Call call, ItemType type) {
        return Call.ok(show(call, call.items().create(type, call.body(), call.caller().author())));
    }

    private static Reply update(Call call, ItemType type) {
        return Call.ok(
                show(
                        call,
                        call.items()
                                .update(
                                        type,
                                        call.live(type).number(),
                                        call.body(),
                                        call.caller().author())));
    }

    private static Object show(Call call, Item item) {
        return ItemView.plain(call.company(), call.dials()).show(item);
    }

    private static Reply delete(Call call, ItemType type) {
        Item gone = call.items().delete(type, call.live(type).number(), call.caller().author());
        return Call.ok(Json.of("id", gone.id()));
    }
}
