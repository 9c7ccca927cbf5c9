package dev.tributary.sandbox.hubspot;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The newest versions of a portal's records, by type and id. Its user locks. */
final class Records {
    private final Map<ObjectType, NavigableMap<Long, CrmRecord>> byType = new HashMap<>();
    private final Map<Long, Long> survivors = new HashMap<>();

    void put(CrmRecord record) {
        of(record.type()).put(record.id(), record);
    }

    void remove(CrmRecord record) {
        of(record.type()).remove(record.id());
    }

    /** Removes a record whose id from now on stands for another's. */
    void merge(CrmRecord record, long survivor) {
        remove(record);
        survivors.put(record.id(), survivor);
    }

    /** The record that has taken in the one with an id. */
    Optional<CrmRecord> survivor(ObjectType type, long id) {
        Long survivor = survivors.get(id);
        return survivor == null ? Optional.empty() : find(type, survivor);
    }

    Optional<CrmRecord> find(ObjectType type, long id) {
        return Optional.ofNullable(of(type).get(id));
    }

    List<CrmRecord> live(ObjectType type) {
        return of(type).values().stream().filter(record -> !record.archived()).toList();
    }

    List<CrmRecord> page(ObjectType type, long after, int limit, boolean archived) {
        return of(type).tailMap(after, false).values().stream()
                .filter(record -> record.archived() == archived)
                .limit(limit)
                .toList();
    }

    List<CrmRecord> asOf(ObjectType type, Instant instant) {
        return of(type).values().stream()
                .flatMap(record -> record.asOf(instant).stream())
                .filter(record -> !record.archived())
                .toList();
    }

    private NavigableMap<Long, CrmRecord> of(ObjectType type) {
        return byType.computeIfAbsent(type, unseen -> new TreeMap<>());
    }
}
