package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The optional fields of a record: most of them count what hangs on it. */
final class Asked {
    private Asked() {}

    static @Nullable Object value(Company company, Item item, String code) {
        Items items = company.items();
        List<Item> activities =
                items.all(ItemType.ACTIVITY).stream()
                        .filter(activity -> refersTo(activity, item))
                        .toList();
        return switch (code) {
            case "next_activity_id" -> first(activities, false);
            case "last_activity_id" -> first(activities, true);
            case "activities_count" -> activities.size();
            case "done_activities_count" -> count(activities, one -> one.flag("done"));
            case "undone_activities_count" -> count(activities, one -> !one.flag("done"));
            case "notes_count" -> count(items.all(ItemType.NOTE), one -> refersTo(one, item));
            case "people_count" -> count(items.all(ItemType.PERSON), one -> refersTo(one, item));
            case "products_count" ->
                    count(items.all(ItemType.LINE_ITEM), one -> refersTo(one, item));
            case "participants_count" -> item.reference("person_id") == 0 ? 0L : 1L;
            case "open_deals_count" -> deals(items, item, "open");
            case "won_deals_count" -> deals(items, item, "won");
            case "lost_deals_count" -> deals(items, item, "lost");
            case "closed_deals_count" -> deals(items, item, "won") + deals(items, item, "lost");
            case "files_count", "followers_count", "email_messages_count" -> 0;
            default -> item.value(code);
        };
    }

    private static long deals(Items items, Item item, String status) {
        return count(
                items.all(ItemType.DEAL),
                deal -> refersTo(deal, item) && deal.text("status").equals(status));
    }

    private static long count(List<Item> items, Predicate<Item> which) {
        return items.stream().filter(which).count();
    }

    private static @Nullable Object first(List<Item> activities, boolean done) {
        return activities.stream()
                .filter(activity -> activity.flag("done") == done)
                .min(Comparator.comparing(activity -> activity.text("due_date")))
                .map(Item::number)
                .orElse(null);
    }

    /** Whether one record names another. */
    static boolean refersTo(Item from, Item to) {
        return switch (to.type()) {
            case DEAL -> from.reference("deal_id") == to.number();
            case PERSON -> from.reference("person_id") == to.number();
            case ORGANIZATION ->
                    from.reference("org_id") == to.number()
                            || from.reference("organization_id") == to.number();
            case LEAD -> from.text("lead_id").equals(to.id());
            case USER, ACTIVITY, PRODUCT, PIPELINE, STAGE, LINE_ITEM, NOTE -> false;
        };
    }
}
