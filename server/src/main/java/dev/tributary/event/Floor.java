package dev.tributary.event;

import dev.tributary.event.DirtyStore.Due;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * From where on to look for due rows. Rows that are done leave dead entries behind, and while any
 * snapshot is held open nobody can remove them: looking from the beginning would walk over all of
 * them each time. No row is ready before the earliest one seen, save those of a transaction that
 * took long to commit; a look from the beginning every few seconds finds these. Used by one thread.
 */
final class Floor {
    private static final Duration COMMITS_WITHIN = Duration.ofSeconds(2);
    private static final Duration WHOLE_EVERY = Duration.ofSeconds(5);

    private Instant floor = Instant.EPOCH;
    private Instant wholeAt = Instant.EPOCH;

    /** Where to look from now: usually not far back, at times from the beginning. */
    Instant at(Instant now) {
        if (now.isBefore(wholeAt)) {
            return floor;
        }
        wholeAt = now.plus(WHOLE_EVERY);
        return Instant.EPOCH;
    }

    /** What such a look found. */
    void found(List<Due> due, Instant from, Instant now) {
        Instant recent = now.minus(COMMITS_WITHIN);
        if (!due.isEmpty()) {
            Instant earliest = due.getFirst().earliest();
            floor = earliest.isBefore(recent) ? earliest : recent;
        } else if (from.equals(Instant.EPOCH)) {
            floor = recent;
        }
    }
}
