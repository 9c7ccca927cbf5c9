package dev.tributary.commission;

import org.jdbi.v3.core.Handle;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** Heads by environment; the row's lock is what makes bookings serial. */
final class HeadStore {
    List<String> environments(Handle handle) {
        return handle.createQuery("SELECT environment_id FROM commission_head ORDER BY 1")
                .mapTo(String.class)
                .list();
    }

    /** Empty while the environment has no plan. */
    Optional<Head> find(Handle handle, String environmentId) {
        return query(handle, environmentId, "");
    }

    /** As {@link #find}, holding the lock until the transaction ends. */
    Optional<Head> lock(Handle handle, String environmentId) {
        return query(handle, environmentId, "FOR UPDATE");
    }

    private static Optional<Head> query(Handle handle, String environmentId, String lock) {
        return handle.createQuery(
                        """
                        SELECT environment_id, read_to, numbered_to, closed_to
                          FROM commission_head WHERE environment_id = :environment
                        """
                                + lock)
                .bind("environment", environmentId)
                .mapTo(Head.class)
                .findOne();
    }

    /** Begins to follow the log after a sequence; does nothing when it is followed already. */
    void begin(Handle handle, String environmentId, long readTo) {
        handle.createUpdate(
                        """
                        INSERT INTO commission_head (environment_id, read_to)
                        VALUES (:environment, :readTo) ON CONFLICT DO NOTHING
                        """)
                .bind("environment", environmentId)
                .bind("readTo", readTo)
                .execute();
    }

    void read(Handle handle, String environmentId, long readTo) {
        handle.createUpdate(
                        """
                        UPDATE commission_head SET read_to = :readTo
                         WHERE environment_id = :environment
                        """)
                .bind("environment", environmentId)
                .bind("readTo", readTo)
                .execute();
    }

    /** Takes the next numbers of the ledger and answers the first of them. */
    long number(Handle handle, String environmentId, int count) {
        return handle.createQuery(
                        """
                        UPDATE commission_head SET numbered_to = numbered_to + :count
                         WHERE environment_id = :environment
                        RETURNING numbered_to - :count + 1
                        """)
                .bind("environment", environmentId)
                .bind("count", count)
                .mapTo(Long.class)
                .one();
    }

    void close(Handle handle, String environmentId, YearMonth period) {
        handle.createUpdate(
                        """
                        UPDATE commission_head SET closed_to = :period
                         WHERE environment_id = :environment
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .execute();
    }
}
