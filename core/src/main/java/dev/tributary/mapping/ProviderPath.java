package dev.tributary.mapping;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.value.Name;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A dotted path into a provider's record, such as {@code properties.dealname}; a name that holds a
 * dot itself stands in backticks. Taken apart once.
 */
final class ProviderPath {
    private final String text;
    private final List<String> names;
    private final Name[] steps;

    private ProviderPath(String text, List<String> names) {
        this.text = text;
        this.names = List.copyOf(names);
        this.steps = names.stream().map(Name::new).toArray(Name[]::new);
    }

    /**
     * @throws IllegalArgumentException for an empty name or an unclosed backtick
     */
    static ProviderPath parse(String text) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            boolean quoted = at < text.length() && text.charAt(at) == '`';
            int from = quoted ? at + 1 : at;
            int end = text.indexOf(quoted ? '`' : '.', from);
            if (quoted && end < 0) {
                throw new IllegalArgumentException("'" + text + "' has a backtick without its end");
            }
            end = end < 0 ? text.length() : end;
            if (end == from) {
                throw new IllegalArgumentException("'" + text + "' has an empty name");
            }
            names.add(text.substring(from, end));
            at = (quoted ? end + 1 : end) + 1;
        }
        return new ProviderPath(text, names);
    }

    String text() {
        return text;
    }

    List<String> names() {
        return names;
    }

    /** A path of these names as it is written. */
    static String text(List<String> names) {
        return names.stream()
                .map(name -> name.contains(".") ? "`" + name + "`" : name)
                .collect(Collectors.joining("."));
    }

    /** What stands there; null when nothing does. */
    @Nullable Object of(Map<String, @Nullable Object> record) {
        Object value = record;
        for (Name step : steps) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = step.of(map);
        }
        return value == Jsonata.UNDEFINED ? null : value;
    }

    void put(Map<String, @Nullable Object> body, @Nullable Object value) {
        Map<String, @Nullable Object> at = body;
        for (String name : names.subList(0, names.size() - 1)) {
            at = Trees.object(at.computeIfAbsent(name, absent -> new LinkedHashMap<>()));
        }
        at.put(names.getLast(), value);
    }

    /** This path from below {@code parent}; null when it does not go through it. */
    @Nullable String below(ProviderPath parent) {
        int size = parent.names.size();
        if (names.size() <= size || !names.subList(0, size).equals(parent.names)) {
            return null;
        }
        return String.join(".", names.subList(size, names.size()));
    }
}
