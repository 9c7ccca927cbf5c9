package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain trees: merging them, and taking nulls out. */
final class Trees {
    private Trees() {}

    /** {@code extra} over {@code base}: objects merge by key, everything else replaces. */
    static @Nullable Object over(@Nullable Object base, @Nullable Object extra) {
        if (!(base instanceof Map<?, ?>) || !(extra instanceof Map<?, ?>)) {
            return extra;
        }
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(object(base));
        object(extra).forEach((key, value) -> merged.put(key, over(merged.get(key), value)));
        return merged;
    }

    /** The same tree without null members and items; the very same where there are none. */
    static @Nullable Object withoutNulls(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> withoutNulls(object(map));
            case List<?> list -> withoutNulls(list);
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> withoutNulls(Map<String, @Nullable Object> map) {
        Map<String, @Nullable Object> changed = null;
        for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
            Object value = entry.getValue();
            Object kept = withoutNulls(value);
            if (kept != value || value == null) {
                changed = changed == null ? new LinkedHashMap<>(map) : changed;
                if (kept == null) {
                    changed.remove(entry.getKey());
                } else {
                    changed.put(entry.getKey(), kept);
                }
            }
        }
        return changed == null ? map : changed;
    }

    private static List<?> withoutNulls(List<?> list) {
        boolean same = true;
        List<Object> kept = new ArrayList<>(list.size());
        for (Object item : list) {
            Object stripped = withoutNulls(item);
            same &= stripped == item && item != null;
            if (stripped != null) {
                kept.add(stripped);
            }
        }
        return same ? list : kept;
    }

    /** A number or flag as text; everything else as it is. */
    static @Nullable Object leafAsText(@Nullable Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case null, default -> value;
        };
    }

    /** The same tree with a value in the place of every null member. */
    static @Nullable Object withNullsAs(@Nullable Object value, String instead) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, @Nullable Object> replaced = new LinkedHashMap<>();
        object(map)
                .forEach(
                        (key, member) ->
                                replaced.put(
                                        key,
                                        member == null ? instead : withNullsAs(member, instead)));
        return replaced;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new MappingException("expected an object, got " + value);
    }
}
