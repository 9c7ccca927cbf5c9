package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a webhook sends of a change, in version 2.0 and in version 1.0. */
final class Payload {
    private final Dice dice;
    private final Dials<PipedriveDial> dials;

    Payload(Dice dice, Dials<PipedriveDial> dials) {
        this.dice = dice;
        this.dials = dials;
    }

    Map<String, @Nullable Object> of(
            Subscriptions.Subscription subscription, Change change, String identity) {
        return subscription.version().equals("1.0")
                ? first(subscription, change)
                : second(subscription, change, identity);
    }

    /** The body of one attempt. */
    static Map<String, @Nullable Object> attempt(Delivery delivery) {
        Json.Fields sent = Json.of();
        sent.putAll(delivery.body());
        if (sent.containsKey("event")) {
            return sent.and("retry", delivery.attempt() - 1);
        }
        Json.Fields meta = Json.of();
        Json.asObject(sent.get("meta")).ifPresent(meta::putAll);
        return sent.and("meta", meta.and("attempt", delivery.attempt()));
    }

    private Map<String, @Nullable Object> second(
            Subscriptions.Subscription subscription, Change change, String identity) {
        Company company = change.company();
        Item item = change.item();
        Json.Fields meta =
                Json.of("action", change.action().wire())
                        .and("entity", item.type().singular())
                        .and("entity_id", item.id().toString())
                        .and("company_id", Long.toString(company.id()))
                        .and("correlation_id", uuid("correlation " + identity))
                        .and("id", uuid("event " + identity))
                        .and("is_bulk_edit", false)
                        .and("timestamp", Times.millis(change.at()))
                        .and("type", subscription.application() ? "application" : "general")
                        .and("user_id", Long.toString(change.author().userId()))
                        .and("version", "2.0")
                        .and("webhook_id", Long.toString(subscription.id()))
                        .and("webhook_owner_id", Long.toString(subscription.ownerId()))
                        .and("change_source", change.author().source())
                        .and("host", company.domain());
        if (item.type() != ItemType.USER) {
            meta.and("permitted_user_ids", everybody(company));
        }
        change.mergedTo().ifPresent(id -> meta.and("merged_to_id", Long.toString(id)));
        change.mergedFrom().ifPresent(id -> meta.and("merged_from_id", Long.toString(id)));
        return Json.of("data", change.after().map(after -> data(company, after)).orElse(null))
                .and("previous", previous(company, change))
                .and("meta", meta);
    }

    private String uuid(String identity) {
        return dice.uuid(identity).toString();
    }

    private static List<String> everybody(Company company) {
        return company.items().all(ItemType.USER).stream()
                .map(user -> user.id().toString())
                .toList();
    }

    /** Nothing of a creation, all of a deletion, else what has changed. */
    private @Nullable Object previous(Company company, Change change) {
        Optional<Item> before = change.before();
        if (before.isEmpty()) {
            return null;
        }
        Map<String, @Nullable Object> old = data(company, before.get());
        if (change.after().isEmpty()) {
            return old;
        }
        Map<String, @Nullable Object> now = data(company, change.after().get());
        Json.Fields changed = Json.of();
        old.forEach(
                (code, value) -> {
                    if (!code.equals("custom_fields") && !Objects.equals(value, now.get(code))) {
                        changed.and(code, value);
                    }
                });
        Json.Fields custom = Json.of();
        Map<String, @Nullable Object> oldCustom =
                Json.asObject(old.get("custom_fields")).orElse(Map.of());
        History.differences(before.get().custom(), change.after().get().custom())
                .forEach((key, values) -> custom.and(key, oldCustom.get(key)));
        if (!custom.isEmpty()) {
            changed.and("custom_fields", custom);
        }
        return changed;
    }

    private Map<String, @Nullable Object> data(Company company, Item item) {
        Map<String, @Nullable Object> data = ItemView.plain(company, dials).show(item);
        if (ItemType.CUSTOMIZABLE.contains(item.type()) || item.type() == ItemType.LEAD) {
            data.put("custom_fields", custom(company, item));
        }
        return data;
    }

    /** Custom values travel with their type here, and in parts. */
    private static Map<String, @Nullable Object> custom(Company company, Item item) {
        Json.Fields shown = Json.of();
        for (Field field : company.fields().custom(item.type())) {
            Object value = item.custom().get(field.code());
            if (value != null) {
                shown.and(field.code(), typed(field, value));
            }
        }
        return shown;
    }

    private static Object typed(Field field, Object value) {
        Json.Fields typed = Json.of("type", field.type().wire());
        return switch (field.type()) {
            case ENUM, USER, ORG, PEOPLE -> typed.and("id", value);
            case SET ->
                    typed.and(
                            "values",
                            Json.asList(value).orElseThrow().stream()
                                    .map(id -> Json.of("id", id))
                                    .toList());
            case DATERANGE, TIMERANGE -> {
                Map<String, @Nullable Object> parts = Json.asObject(value).orElseThrow();
                typed.putAll(parts);
                typed.remove("value");
                yield typed.and("from", parts.get("value"));
            }
            case MONETARY, TIME, ADDRESS -> {
                typed.putAll(Json.asObject(value).orElseThrow());
                yield typed;
            }
            default -> typed.and("value", value);
        };
    }

    private static Map<String, @Nullable Object> first(
            Subscriptions.Subscription subscription, Change change) {
        Company company = change.company();
        Item item = change.item();
        V1View view = new V1View(company, subscription.userId());
        Json.Fields meta =
                Json.of("v", 1)
                        .and("action", change.action().v1())
                        .and("object", item.type().singular())
                        .and("id", item.id())
                        .and("company_id", company.id())
                        .and("user_id", change.author().userId())
                        .and("host", company.domain())
                        .and("timestamp", change.at().getEpochSecond())
                        .and("timestamp_micro", change.at().toEpochMilli() * 1000)
                        .and("permitted_user_ids", List.of("*"))
                        .and("trans_pending", false)
                        .and("is_bulk_update", false)
                        .and("change_source", change.author().source())
                        .and("webhook_id", Long.toString(subscription.id()));
        return Json.of("v", 1)
                .and("meta", meta)
                .and("current", change.after().map(view::show).orElse(null))
                .and("previous", change.before().map(view::show).orElse(null))
                .and("event", change.action().v1() + "." + item.type().singular());
    }
}
