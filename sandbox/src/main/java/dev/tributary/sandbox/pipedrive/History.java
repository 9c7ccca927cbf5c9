package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who changed which field of a record, and when: what the changelog shows. */
final class History {
    private final Map<String, List<Entry>> entries = new HashMap<>();

    /** One field, changed once; values as text, empty for none. */
    record Entry(String field, String oldValue, String newValue, Instant at, Author author) {}

    synchronized void created(Item item, Instant at, Author author) {
        add(item, new Entry("add_time", "", Times.v1(Times.seconds(at)), at, author));
    }

    synchronized void deleted(Item item, Instant at, Author author) {
        add(item, new Entry("active", "1", "0", at, author));
    }

    synchronized void changed(Item before, Item after, Instant at, Author author) {
        differences(before.values(), after.values())
                .forEach((field, values) -> add(after, entry(field, values, at, author)));
        differences(before.custom(), after.custom())
                .forEach((field, values) -> add(after, entry(field, values, at, author)));
    }

    /** Newest first. */
    synchronized List<Entry> of(Item item) {
        return entries.getOrDefault(key(item), List.of()).reversed();
    }

    private static Entry entry(String field, Difference values, Instant at, Author author) {
        return new Entry(field, text(values.before()), text(values.after()), at, author);
    }

    /** What a field held, and what it holds now. */
    record Difference(@Nullable Object before, @Nullable Object after) {}

    /** What differs, by name, but for the time of the change itself. */
    static Map<String, Difference> differences(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(after.keySet());
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(names::add);
        for (String name : names) {
            @Nullable Object old = before.get(name);
            @Nullable Object now = after.get(name);
            if (!name.equals("update_time") && !Objects.equals(old, now)) {
                differences.put(name, new Difference(old, now));
            }
        }
        return differences;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Map<?, ?> map -> Json.text(map);
            case List<?> list -> String.join(",", list.stream().map(one -> text(one)).toList());
            default -> value.toString();
        };
    }

    private void add(Item item, Entry entry) {
        entries.computeIfAbsent(key(item), unseen -> new ArrayList<>()).add(entry);
    }

    private static String key(Item item) {
        return item.type() + " " + item.number();
    }
}
