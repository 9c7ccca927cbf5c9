package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The records of one object, to be found by id, by modification and by key fields. */
final class Table {
    private final NavigableMap<String, SObject> records = new TreeMap<>();
    private final NavigableSet<Stamped> stamps =
            new TreeSet<>(Comparator.comparing(Stamped::at).thenComparing(Stamped::id));
    private final Map<String, Map<String, NavigableSet<String>>> keys = new HashMap<>();

    private record Stamped(Instant at, String id) {}

    @Nullable SObject find(String id) {
        return records.get(id);
    }

    /** In the order of the ids, deleted ones too. */
    Collection<SObject> all() {
        return records.values();
    }

    /** Those modified then or later. */
    List<SObject> since(Instant from) {
        return stamps.tailSet(new Stamped(from, ""), true).stream()
                .map(stamped -> records.get(stamped.id()))
                .toList();
    }

    /** The standing records with this value, compared without case. */
    Set<String> withKey(Field field, String value) {
        return keys.computeIfAbsent(field.name(), this::index)
                .getOrDefault(value.toLowerCase(Locale.ROOT), new TreeSet<>());
    }

    private Map<String, NavigableSet<String>> index(String field) {
        Map<String, NavigableSet<String>> index = new HashMap<>();
        records.values().forEach(record -> enter(index, field, record));
        return index;
    }

    private static void enter(
            Map<String, NavigableSet<String>> index, String field, SObject record) {
        Object value = record.get(field);
        if (value != null && !record.deleted()) {
            index.computeIfAbsent(key(value), unseen -> new TreeSet<>()).add(record.id());
        }
    }

    private static void leave(
            Map<String, NavigableSet<String>> index, String field, SObject record) {
        Object value = record.get(field);
        NavigableSet<String> holders = value == null ? null : index.get(key(value));
        if (holders != null) {
            holders.remove(record.id());
        }
    }

    static String key(Object value) {
        return Values.plain(value).toLowerCase(Locale.ROOT);
    }

    /** Returns what stood there before. */
    @Nullable SObject put(SObject record) {
        SObject before = remove(record.id());
        records.put(record.id(), record);
        stamps.add(new Stamped(record.stamp(), record.id()));
        keys.forEach((field, index) -> enter(index, field, record));
        return before;
    }

    @Nullable SObject remove(String id) {
        SObject before = records.remove(id);
        if (before != null) {
            stamps.remove(new Stamped(before.stamp(), id));
            keys.forEach((field, index) -> leave(index, field, before));
        }
        return before;
    }
}
