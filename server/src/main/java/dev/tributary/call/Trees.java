package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading the plain trees that providers answer with. */
final class Trees {
    private Trees() {}

    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new Failure(
                Code.UPSTREAM_INVALID,
                "%s should be an object but is %s".formatted(what, kind(value)));
    }

    /** A list as it is, nothing as an empty one, a single value as a list of it. */
    static List<@Nullable Object> list(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> new ArrayList<@Nullable Object>(list);
            default -> List.of(value);
        };
    }

    /** {@code extra} laid over {@code base}: objects merge by key, everything else replaces. */
    static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> base, Map<String, @Nullable Object> extra) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
        extra.forEach(
                (key, value) -> {
                    Object present = merged.get(key);
                    merged.put(
                            key,
                            present instanceof Map<?, ?> && value instanceof Map<?, ?>
                                    ? merge(object(present, key), object(value, key))
                                    : value);
                });
        return merged;
    }

    /** What stands at a dotted path; null: nothing. */
    static @Nullable Object at(@Nullable Object tree, String path) {
        Object value = tree;
        for (String name : path.split("\\.")) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = map.get(name);
        }
        return value;
    }

    /** As a query parameter or header shows it: text as it is, decimals without an exponent. */
    static String text(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.toPlainString();
            case Map<?, ?> map -> Json.text(map);
            default -> value.toString();
        };
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "missing";
            case List<?> _ -> "an array";
            case Map<?, ?> _ -> "an object";
            case String _ -> "text";
            case Number _ -> "a number";
            case Boolean _ -> "a boolean";
            default -> value.getClass().getSimpleName();
        };
    }
}
