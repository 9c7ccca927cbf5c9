package dev.tributary.event;

import dev.tributary.Failure;
import dev.tributary.call.Fetched;
import dev.tributary.event.DirtyStore.Mark;
import dev.tributary.event.VersionStore.Filling;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The store's side of walking over a provider's records: filling it quietly, and finding what
 * differs from it. Every method works in its caller's transaction. Thread-safe.
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
     * the pipeline meanwhile stays; what cannot be stored is left to the pipeline, which parks it.
     * Answers how many were new.
     */
    public int fill(Handle handle, AccountResource of, List<Fetched> records) {
        Map<String, Filling> storable = new TreeMap<>();
        Set<String> refused = new LinkedHashSet<>();
        for (Fetched record : records) {
            try {
                storable.put(record.id(), Filling.of(record));
            } catch (Failure failure) {
                refused.add(record.id());
            }
        }
        mark(handle, of, refused);
        return versions.fill(handle, of, storable, clock.instant());
    }

    /**
     * Marks those records that are new or differ from the store, for the pipeline to fetch: the
     * sweep itself changes nothing. Answers how many.
     */
    public int compare(Handle handle, AccountResource of, List<Fetched> records) {
        List<String> ids = records.stream().map(Fetched::id).toList();
        Map<String, byte[]> stored = versions.hashes(handle, of, ids);
        Set<String> differing = new LinkedHashSet<>();
        for (Fetched record : records) {
            if (differs(record, stored.get(record.id()))) {
                differing.add(record.id());
            }
        }
        mark(handle, of, differing);
        return differing.size();
    }

    private static boolean differs(Fetched record, byte @Nullable [] stored) {
        try {
            return !Arrays.equals(stored, Canonical.of(record.data()).hash());
        } catch (Failure failure) {
            return true;
        }
    }

    private void mark(Handle handle, AccountResource of, Collection<String> records) {
        if (!records.isEmpty()) {
            Instant now = clock.instant();
            List<Mark> marks =
                    records.stream().map(id -> new Mark(of, id, "sweep", List.of(), null)).toList();
            dirty.mark(handle, marks, now, now);
        }
    }

    /** How many records of a resource were marked up to {@code marked} and are still under way. */
    public long underWay(Handle handle, AccountResource of, Instant marked) {
        return dirty.underWay(handle, of, marked);
    }

    /** To be called after a commit that marked. */
    public void marked() {
        wake.run();
    }
}
