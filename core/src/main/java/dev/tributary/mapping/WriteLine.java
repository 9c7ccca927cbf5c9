package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A line of the table that may be written; {@code words} are the provider's for ours. */
record WriteLine(FieldRule rule, List<String> names, ProviderPath to, Map<String, String> words) {
    static WriteLine of(FieldRule rule) {
        Map<String, String> words = new HashMap<>();
        rule.values().forEach((theirs, ours) -> words.putIfAbsent(ours, theirs));
        return new WriteLine(
                rule,
                ProviderPath.parse(rule.unified()).names(),
                ProviderPath.parse(rule.from()),
                words);
    }

    String unified() {
        return rule.unified();
    }

    boolean isGivenBy(Map<String, @Nullable Object> unified) {
        Object value = unified;
        for (String name : names) {
            if (value == null) {
                return true;
            }
            Map<String, @Nullable Object> at = Trees.object(value);
            if (!at.containsKey(name)) {
                return false;
            }
            value = at.get(name);
        }
        return true;
    }

    private @Nullable Object value(Map<String, @Nullable Object> unified) {
        Object value = unified;
        for (String name : names) {
            value = value == null ? null : Trees.object(value).get(name);
        }
        return value;
    }

    /** A word of ours for which the provider has none is refused. */
    void checkWord(Map<String, @Nullable Object> unified, List<String> problems) {
        if (words.isEmpty() || !isGivenBy(unified)) {
            return;
        }
        Object value = value(unified);
        if (value != null && !words.containsKey(value.toString())) {
            problems.add(
                    "'%s' cannot be '%s' at this provider, only one of %s"
                            .formatted(
                                    unified(),
                                    value,
                                    String.join(", ", new TreeSet<>(words.keySet()))));
        }
    }

    /** Writes what is given of it. */
    void put(Map<String, @Nullable Object> unified, Map<String, @Nullable Object> body) {
        if (!isGivenBy(unified)) {
            return;
        }
        Object value = value(unified);
        if (!words.isEmpty() && value != null) {
            value = words.get(value.toString());
        }
        to.put(body, rule.asNumber() && value instanceof String text ? number(text) : value);
    }

    /** Text that is no number goes as it is: the provider will say so. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException other) {
            return text;
        }
    }
}
