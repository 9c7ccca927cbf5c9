package dev.tributary.sandbox.hubspot;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The lists of records that one portal keeps. Safe for use by many threads. */
public final class CrmLists {
    private final Clock clock;
    private final Map<String, CrmList> lists = new LinkedHashMap<>();
    private final Map<String, NavigableMap<Long, Instant>> members = new LinkedHashMap<>();

    /** How a list comes by its records. Rules of dynamic ones are not emulated. */
    public enum Processing {
        MANUAL,
        DYNAMIC,
        SNAPSHOT
    }

    /** A list without its records. */
    public record CrmList(
            String id, String name, ObjectType type, Processing processing, Instant createdAt) {}

    CrmLists(Clock clock) {
        this.clock = clock;
    }

    /**
     * @throws HubSpotProblem 400 when the type has a list of that name
     */
    public synchronized CrmList add(String name, ObjectType type, Processing processing) {
        if (named(type, name).isPresent()) {
            throw HubSpotProblem.invalid(
                    "there is a list of %s named '%s' already".formatted(type.plural(), name));
        }
        CrmList list =
                new CrmList(Integer.toString(lists.size() + 1), name, type, processing, now());
        lists.put(list.id(), list);
        members.put(list.id(), new TreeMap<>());
        return list;
    }

    /** False when the record was in the list. */
    public synchronized boolean include(CrmList list, long record) {
        return of(list).putIfAbsent(record, now()) == null;
    }

    /** False when the record was not in the list. */
    public synchronized boolean exclude(CrmList list, long record) {
        return of(list).remove(record) != null;
    }

    public synchronized Optional<CrmList> find(String id) {
        return Optional.ofNullable(lists.get(id));
    }

    synchronized Optional<CrmList> named(ObjectType type, String name) {
        return lists.values().stream()
                .filter(list -> list.type().equals(type) && list.name().equals(name))
                .findFirst();
    }

    public synchronized List<CrmList> all() {
        return List.copyOf(lists.values());
    }

    /** Record ids with the moment they came in. */
    synchronized NavigableMap<Long, Instant> members(CrmList list) {
        return new TreeMap<>(of(list));
    }

    private NavigableMap<Long, Instant> of(CrmList list) {
        return members.computeIfAbsent(list.id(), unseen -> new TreeMap<>());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
