package dev.tributary.event;

import dev.tributary.call.Fetched;
import dev.tributary.event.DirtyStore.Mark;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The store's side of walking over a provider's records: filling it quietly, and finding what differs
 * from it. Every method works in its caller's transaction. Thread-safe.
 */
public final class Sweeps {
    private final DirtyStore dirty;
    private final VersionStore versions;
    private final Clock clock;
    private final Runnable wake;

    Sweeps(DirtyStore dirty, VersionStore versions, Clock clock, Runnable wake) {
        this.dirty = dirty;
        this.versions = versions;
        this.clock = clock;
        this.wake = wake;
    }

    /**
     * Stores records that are not there yet as version 1, without record events. What came through
     * the pipeline meanwhile stays. Answers how many were new.
     */
    public int fill(Handle handle, AccountResource of, List<Fetched> records) {
        return versions.fill(handle, of, unique(records), clock.instant());
    }

    /**
     * Marks those records that are new or differ from the store, for the pipeline to fetch: the sweep
     * itself changes nothing. Answers how many.
     */
    public int compare(Handle handle, AccountResource of, List<Fetched> records) {
        Map<String, Fetched> present = unique(records);
        Map<String, byte[]> stored = versions.hashes(handle, of, present.keySet());
        Instant now = clock.instant();
        List<Mark> marks = new ArrayList<>();
        present.forEach(
                (id, record) -> {
                    if (!Arrays.equals(stored.get(id), Canonical.of(record.data()).hash())) {
                        marks.add(new Mark(of, id, "sweep", List.of(), null));
                    }
                });
        if (!marks.isEmpty()) {
            dirty.mark(handle, marks, now, now);
        }
        return marks.size();
    }

    /** How many records of a resource were marked up to {@code marked} and are still under way. */
    public long underWay(Handle handle, AccountResource of, Instant marked) {
        return dirty.underWay(handle, of, marked);
    }

    /** To be called after a commit that marked. */
    public void marked() {
        wake.run();
    }

    private static Map<String, Fetched> unique(List<Fetched> records) {
        Map<String, Fetched> unique = new LinkedHashMap<>();
        records.forEach(record -> unique.put(record.id(), record));
        return unique;
    }
}
