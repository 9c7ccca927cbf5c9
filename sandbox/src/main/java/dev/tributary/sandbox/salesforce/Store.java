package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All records of one org, with a journal that can be undone up to a mark. Used under the org's
 * lock.
 */
final class Store {
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Deque<Change> journal = new ArrayDeque<>();
    private final List<Tombstone> erased = new ArrayList<>();

    private final String instance;

    /**
     * @param instance the part of ids that is this org's own
     */
    Store(String instance) {
        this.instance = instance;
    }

    private record Change(String type, String id, @Nullable SObject before) {}

    /** What is left of a record that not even the recycle bin has. */
    record Tombstone(String type, String id, Instant at) {}

    Table table(Entity entity) {
        return tables.computeIfAbsent(entity.name(), unseen -> new Table());
    }

    Optional<SObject> find(Entity entity, String id) {
        return Optional.ofNullable(table(entity).find(id));
    }

    /** A record that is not in the recycle bin. */
    Optional<SObject> standing(Entity entity, String id) {
        return find(entity, id).filter(record -> !record.deleted());
    }

    String nextId(String prefix) {
        return RecordId.of(prefix, instance, numbers.merge(prefix, 1L, Long::sum));
    }

    void put(Entity entity, SObject record) {
        SObject before = table(entity).put(record);
        journal.push(new Change(entity.name(), record.id(), before));
    }

    void erase(Entity entity, String id, Instant at) {
        SObject before = table(entity).remove(id);
        if (before != null) {
            journal.push(new Change(entity.name(), id, before));
            erased.add(new Tombstone(entity.name(), id, at));
        }
    }

    List<Tombstone> erased(Entity entity) {
        return erased.stream().filter(stone -> stone.type().equals(entity.name())).toList();
    }

    int mark() {
        return journal.size();
    }

    void undo(int mark) {
        while (journal.size() > mark) {
            Change change = journal.pop();
            Table table = tables.computeIfAbsent(change.type(), unseen -> new Table());
            if (change.before() == null) {
                table.remove(change.id());
            } else {
                table.put(change.before());
                erased.removeIf(stone -> stone.id().equals(change.id()));
            }
        }
    }

    /** From here on nothing that has been done can be undone. */
    void settle() {
        journal.clear();
    }
}
