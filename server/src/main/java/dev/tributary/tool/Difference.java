package dev.tributary.tool;

import dev.tributary.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One place where what came is not what was written down.
 *
 * @param path such as {@code result[0].owner.id}
 * @param expected as JSON; null: nothing
 * @param actual as JSON; null: nothing
 */
record Difference(String path, @Nullable String expected, @Nullable String actual) {
    private static final int SHOWN_CHARS_MAX = 600;

    static Difference said(String path, String expected, String actual) {
        return new Difference(path, expected, actual);
    }

    /** All differences of two trees; numbers are equal when their values are. */
    static List<Difference> between(
            String path, @Nullable Object expected, @Nullable Object actual) {
        List<Difference> found = new ArrayList<>();
        compare(path, expected, actual, found);
        return found;
    }

    private static void compare(
            String path,
            @Nullable Object expected,
            @Nullable Object actual,
            List<Difference> found) {
        if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
            Set<Object> names = new LinkedHashSet<>(one.keySet());
            names.addAll(other.keySet());
            for (Object name : names) {
                member(path + "." + name, name, one, other, found);
            }
        } else if (expected instanceof List<?> one && actual instanceof List<?> other) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                String at = path + "[" + i + "]";
                if (i >= one.size()) {
                    found.add(new Difference(at, null, json(other.get(i))));
                } else if (i >= other.size()) {
                    found.add(new Difference(at, json(one.get(i)), null));
                } else {
                    compare(at, one.get(i), other.get(i), found);
                }
            }
        } else if (!same(expected, actual)) {
            found.add(new Difference(path, json(expected), json(actual)));
        }
    }

    private static void member(
            String path, Object name, Map<?, ?> one, Map<?, ?> other, List<Difference> found) {
        if (!one.containsKey(name)) {
            found.add(new Difference(path, null, json(other.get(name))));
        } else if (!other.containsKey(name)) {
            found.add(new Difference(path, json(one.get(name)), null));
        } else {
            compare(path, one.get(name), other.get(name), found);
        }
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return number(one).compareTo(number(other)) == 0;
        }
        return one == null ? other == null : one.equals(other);
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    private static String json(@Nullable Object value) {
        String text = value == null ? "null" : Json.text(value);
        return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
    }

    @Override
    public String toString() {
        return "%s%n      expected %s%n      got      %s"
                .formatted(path, shown(expected), shown(actual));
    }

    /** The same in one line. */
    String line() {
        return "%s: expected %s, got %s".formatted(path, shown(expected), shown(actual));
    }

    private static String shown(@Nullable String text) {
        return text == null ? "nothing" : text;
    }
}
