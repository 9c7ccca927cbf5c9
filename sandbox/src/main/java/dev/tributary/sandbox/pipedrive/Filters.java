package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored filters of one company. Safe for use by many threads. */
public final class Filters {
    private final List<Filter> all = new ArrayList<>();
    private long nextId = 1;

    /**
     * One filter.
     *
     * @param given the conditions as they came
     */
    record Filter(
            long id,
            String name,
            ItemType type,
            Map<String, @Nullable Object> given,
            Conditions conditions,
            long userId,
            Instant added,
            Instant updated) {}

    synchronized Filter add(
            String name,
            ItemType type,
            Map<String, @Nullable Object> given,
            Conditions conditions,
            long userId,
            Instant now) {
        Filter filter = new Filter(nextId++, name, type, given, conditions, userId, now, now);
        all.add(filter);
        return filter;
    }

    synchronized List<Filter> all() {
        return List.copyOf(all);
    }

    synchronized Optional<Filter> find(long id) {
        return all.stream().filter(filter -> filter.id() == id).findFirst();
    }

    synchronized void replace(Filter changed) {
        all.replaceAll(filter -> filter.id() == changed.id() ? changed : filter);
    }

    synchronized boolean remove(long id) {
        return all.removeIf(filter -> filter.id() == id);
    }
}
