package dev.tributary.payroll;

import dev.tributary.payroll.PayoutRun.Status;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Payout runs, and who is sending which. */
final class RunStore {
    private static final String COLUMNS =
            """
            environment_id, id, period, integrated_account_id, earning_type,
            upper(status) AS status, destination, reason, created_by, created_at, sent_at,
            settled_at
            """;

    Optional<PayoutRun> find(Handle handle, String environmentId, String id) {
        return query(handle, environmentId, id, "");
    }

    /** As {@link #find}, holding the lock until the transaction ends. */
    Optional<PayoutRun> lock(Handle handle, String environmentId, String id) {
        return query(handle, environmentId, id, " FOR UPDATE");
    }

    private static Optional<PayoutRun> query(
            Handle handle, String environmentId, String id, String lock) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM payout_run WHERE environment_id = :environment"
                                + " AND id = :id"
                                + lock)
                .bind("environment", environmentId)
                .bind("id", id)
                .mapTo(PayoutRun.class)
                .findOne();
    }

    List<PayoutRun> list(Handle handle, String environmentId) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM payout_run WHERE environment_id = :environment"
                                + " ORDER BY period, id")
                .bind("environment", environmentId)
                .mapTo(PayoutRun.class)
                .list();
    }

    Optional<PayoutRun> of(
            Handle handle, String environmentId, String period, String account, String type) {
        return list(handle, environmentId).stream()
                .filter(
                        run ->
                                run.period().equals(period)
                                        && run.integratedAccountId().equals(account)
                                        && run.earningType().equals(type))
                .findFirst();
    }

    void insert(Handle handle, PayoutRun run) {
        handle.createUpdate(
                        """
                        INSERT INTO payout_run (environment_id, id, period, integrated_account_id,
                               earning_type, status, created_by, created_at)
                        VALUES (:environment, :id, :period, :account, :type, 'planned', :by, :at)
                        """)
                .bind("environment", run.environmentId())
                .bind("id", run.id())
                .bind("period", run.period())
                .bind("account", run.integratedAccountId())
                .bind("type", run.earningType())
                .bind("by", run.createdBy())
                .bind("at", run.createdAt())
                .execute();
    }

    void become(Handle handle, PayoutRun run, Status status, @Nullable String reason, Instant now) {
        handle.createUpdate(
                        """
                        UPDATE payout_run SET status = :status, reason = :reason,
                               claim = NULL, claimed_until = NULL,
                               sent_at = CASE WHEN :status = 'sent' THEN :now ELSE sent_at END,
                               settled_at = CASE :status WHEN 'settled' THEN :now
                                                         ELSE settled_at END
                         WHERE environment_id = :environment AND id = :id
                        """)
                .bind("status", status.name().toLowerCase(Locale.ROOT))
                .bind("reason", reason)
                .bind("now", now)
                .bind("environment", run.environmentId())
                .bind("id", run.id())
                .execute();
    }

    void goTo(Handle handle, PayoutRun run, @Nullable String destination) {
        handle.createUpdate(
                        """
                        UPDATE payout_run SET destination = :destination
                         WHERE environment_id = :environment AND id = :id
                        """)
                .bind("destination", destination)
                .bind("environment", run.environmentId())
                .bind("id", run.id())
                .execute();
    }

    /**
     * Takes the oldest run that is to be sent and that nobody sends, one per integrated account. A
     * claim that runs out does no harm: two that send the same line at once each find the other.
     */
    Optional<PayoutRun> claim(Handle handle, String claim, Instant now, Duration lease) {
        return handle.createQuery(
                        """
                        UPDATE payout_run SET claim = :claim, claimed_until = :until
                         WHERE (environment_id, id) = (
                            SELECT environment_id, id FROM payout_run r
                             WHERE status = 'sending'
                               AND (claimed_until IS NULL OR claimed_until < :now)
                               AND NOT EXISTS (
                                    SELECT FROM payout_run earlier
                                     WHERE earlier.environment_id = r.environment_id
                                       AND earlier.integrated_account_id = r.integrated_account_id
                                       AND earlier.status = 'sending'
                                       AND (earlier.period, earlier.id) < (r.period, r.id))
                               AND :now >= (
                                    SELECT coalesce(min(next_at), :now) FROM payout_line l
                                     WHERE l.environment_id = r.environment_id AND l.run_id = r.id
                                       AND l.status IN ('planned', 'sending', 'unknown'))
                             ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING
                        """
                                + COLUMNS)
                .bind("claim", claim)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .mapTo(PayoutRun.class)
                .findOne();
    }

    /** Goes on holding a claim; false when it was lost. */
    boolean hold(Handle handle, PayoutRun run, String claim, Instant until) {
        return handle.createUpdate(
                                """
                                UPDATE payout_run SET claimed_until = :until
                                 WHERE environment_id = :environment AND id = :id
                                   AND claim = :claim
                                """)
                        .bind("until", until)
                        .bind("environment", run.environmentId())
                        .bind("id", run.id())
                        .bind("claim", claim)
                        .execute()
                == 1;
    }

    void release(Handle handle, PayoutRun run, String claim) {
        handle.createUpdate(
                        """
                        UPDATE payout_run SET claim = NULL, claimed_until = NULL
                         WHERE environment_id = :environment AND id = :id AND claim = :claim
                        """)
                .bind("environment", run.environmentId())
                .bind("id", run.id())
                .bind("claim", claim)
                .execute();
    }
}
