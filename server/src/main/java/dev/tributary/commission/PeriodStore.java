package dev.tributary.commission;

import dev.tributary.commission.Period.Status;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Periods by environment; one that nothing happened to yet is open and has no row. */
final class PeriodStore {
    private static final String COLUMNS =
            "period, upper(status) AS status, closed_by, closed_at, approved_by, approved_at,"
                    + " paid_at";

    /** Periods that are not open, in order. */
    List<Period> list(Handle handle, String environmentId) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM commission_period WHERE environment_id = :environment"
                                + " ORDER BY period")
                .bind("environment", environmentId)
                .mapTo(Period.class)
                .list();
    }

    Optional<Period> find(Handle handle, String environmentId, YearMonth period) {
        return find(handle, environmentId, period, "");
    }

    /** As {@link #find}, holding the lock until the transaction ends. */
    Optional<Period> lock(Handle handle, String environmentId, YearMonth period) {
        return find(handle, environmentId, period, " FOR UPDATE");
    }

    private static Optional<Period> find(
            Handle handle, String environmentId, YearMonth period, String lock) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM commission_period"
                                + " WHERE environment_id = :environment AND period = :period"
                                + lock)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .mapTo(Period.class)
                .findOne();
    }

    /** The first period that something landed in and that is still open. */
    Optional<YearMonth> firstOpen(Handle handle, Head head) {
        String closedTo = head.closedTo();
        return handle.createQuery(
                        """
                        SELECT min(period) FROM ledger_transaction
                         WHERE environment_id = :environment AND period > :closedTo
                        """)
                .bind("environment", head.environmentId())
                .bind("closedTo", closedTo == null ? "" : closedTo)
                .mapTo(String.class)
                .findOne()
                .map(YearMonth::parse);
    }

    void beginClosing(Handle handle, String environmentId, YearMonth period, String by) {
        handle.createUpdate(
                        """
                        INSERT INTO commission_period (environment_id, period, status, closed_by)
                        VALUES (:environment, :period, 'closing', :by)
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .bind("by", by)
                .execute();
    }

    /** From one status to the next; false when it is not in the first any more. */
    boolean advance(
            Handle handle,
            String environmentId,
            YearMonth period,
            Status from,
            Status to,
            String by,
            Instant now) {
        return handle.createUpdate(
                                """
                                UPDATE commission_period SET status = :to,
                                       closed_at = CASE :to WHEN 'closed' THEN :now
                                                            ELSE closed_at END,
                                       approved_by = CASE :to WHEN 'approved' THEN :by
                                                              ELSE approved_by END,
                                       approved_at = CASE :to WHEN 'approved' THEN :now
                                                              ELSE approved_at END,
                                       paid_at = CASE :to WHEN 'paid' THEN :now ELSE paid_at END
                                 WHERE environment_id = :environment AND period = :period
                                   AND status = :from
                                """)
                        .bind("environment", environmentId)
                        .bind("period", period.toString())
                        .bind("from", text(from))
                        .bind("to", text(to))
                        .bind("by", by)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static String text(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
