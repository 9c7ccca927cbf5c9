package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record as it is or was. Immutable.
 *
 * @param number counts up in the order of creation; the id but for leads, whose id is a UUID
 * @param values of standard fields by code, as API v2 shows them; unset ones are absent
 * @param custom values of the company's own fields by key, in the same way
 * @param changedAt when it became this, to the millisecond
 * @param changes how many changes have led here; with the number they name one event
 * @param before what it was until then, as long as that is remembered
 */
public record Item(
        ItemType type,
        long number,
        boolean deleted,
        Map<String, @Nullable Object> values,
        Map<String, @Nullable Object> custom,
        Instant changedAt,
        long changes,
        @Nullable Item before) {

    public Item {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }

    /** A number, or a UUID for leads. */
    public Object id() {
        return type == ItemType.LEAD ? text("id") : number;
    }

    public @Nullable Object value(String code) {
        return values.get(code);
    }

    /** Empty when unset. */
    String text(String code) {
        return values.get(code) instanceof String text ? text : "";
    }

    /** 0 when unset. */
    long reference(String code) {
        return reference(values, code);
    }

    /** The number that some values hold; 0 when unset. */
    static long reference(Map<String, @Nullable Object> values, String code) {
        return values.get(code) instanceof Number number ? number.longValue() : 0;
    }

    boolean flag(String code) {
        return Boolean.TRUE.equals(values.get(code));
    }

    /** What this was at some time; empty when it was not there yet. */
    Optional<Item> asOf(Instant instant) {
        Item item = this;
        while (item != null && item.changedAt.isAfter(instant)) {
            item = item.before;
        }
        return Optional.ofNullable(item);
    }

    /** Without what it was before some time: nobody asks for that. */
    Item forgetting(Instant instant) {
        Item kept = before == null || !changedAt.isAfter(instant) ? null : before;
        return new Item(type, number, deleted, values, custom, changedAt, changes, kept);
    }
}
