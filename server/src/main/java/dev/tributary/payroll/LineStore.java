package dev.tributary.payroll;

import dev.tributary.payroll.PayoutLine.Status;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Payout lines. Whatever is learnt about a send is written only if the line has not been sent again
 * since: the number of attempts is the fence.
 */
final class LineStore {
    private static final String SELECT =
            """
            SELECT environment_id, id, run_id, period, person_id, person_name, employee_id,
                   earning_type, currency, amount, upper(status) AS status, reason, destination,
                   seen, version, wanted, attempts, failures, doubtful, refused, closed, rows_max,
                   unknowns, conflicts, cycle, next_at, paid_at
              FROM payout_line WHERE environment_id = :environment AND run_id = :run
            """;

    List<PayoutLine> ofRun(Handle handle, PayoutRun run) {
        return handle.createQuery(SELECT + " ORDER BY id")
                .bind("environment", run.environmentId())
                .bind("run", run.id())
                .mapTo(PayoutLine.class)
                .list();
    }

    Optional<PayoutLine> find(Handle handle, PayoutRun run, String id) {
        return handle.createQuery(SELECT + " AND id = :id FOR UPDATE")
                .bind("environment", run.environmentId())
                .bind("run", run.id())
                .bind("id", id)
                .mapTo(PayoutLine.class)
                .findOne();
    }

    /** Allocations by key, of one line. */
    Map<String, BigDecimal> allocations(Handle handle, PayoutLine line) {
        record Row(String key, BigDecimal amount) {}
        Map<String, BigDecimal> allocations = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        SELECT key, amount FROM payout_allocation
                         WHERE environment_id = :environment AND line_id = :line ORDER BY key
                        """)
                .bind("environment", line.environmentId())
                .bind("line", line.id())
                .mapTo(Row.class)
                .forEach(row -> allocations.put(row.key(), row.amount()));
        return allocations;
    }

    void insert(Handle handle, PayoutLine line, Map<String, BigDecimal> allocations) {
        handle.createUpdate(
                        """
                        INSERT INTO payout_line (environment_id, id, run_id, period, person_id,
                               person_name, employee_id, earning_type, currency, amount, status,
                               rows_max, next_at)
                        VALUES (:environment, :id, :run, :period, :person, :name, :employee, :type,
                               :currency, :amount, :status, :rowsMax, :nextAt)
                        """)
                .bind("environment", line.environmentId())
                .bind("id", line.id())
                .bind("run", line.runId())
                .bind("period", line.period())
                .bind("person", line.personId())
                .bind("name", line.personName())
                .bind("employee", line.employeeId())
                .bind("type", line.earningType())
                .bind("currency", line.currency())
                .bind("amount", line.amount())
                .bind("status", text(line.status()))
                .bind("rowsMax", line.rowsMax())
                .bind("nextAt", line.nextAt())
                .execute();
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO payout_allocation (environment_id, line_id, key, amount)
                        VALUES (:environment, :line, :key, :amount)
                        """);
        allocations.forEach(
                (key, amount) ->
                        batch.bind("environment", line.environmentId())
                                .bind("line", line.id())
                                .bind("key", key)
                                .bind("amount", amount)
                                .add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Stores what is about to be sent; false when somebody else sent the line in between. */
    boolean intend(Handle handle, PayoutLine line, String destination, NextStep.Send send) {
        boolean moved = line.refused() && !Objects.equals(send.version(), line.version());
        return handle.createUpdate(
                                """
                                UPDATE payout_line
                                   SET status = 'sending', destination = :destination,
                                       seen = :seen, version = :version, wanted = :wanted,
                                       doubtful = :doubtful, refused = false, reason = NULL,
                                       conflicts = conflicts + :moved, unknowns = unknowns + :lost,
                                       attempts = attempts + 1
                                 WHERE environment_id = :environment AND id = :id
                                   AND attempts = :attempts
                                   AND status IN ('planned', 'sending', 'unknown')
                                """)
                        .bind("destination", destination)
                        .bind("seen", send.seen())
                        .bind("version", send.version())
                        .bind("wanted", send.wanted())
                        .bind("doubtful", send.doubtful())
                        .bind("moved", moved ? 1 : 0)
                        .bind("lost", line.status() == Status.SENDING ? 1 : 0)
                        .bind("environment", line.environmentId())
                        .bind("id", line.id())
                        .bind("attempts", line.attempts())
                        .execute()
                == 1;
    }

    /** Writes news of the attempt; false when the line was sent again since, or is decided. */
    boolean learn(Handle handle, PayoutLine line, int attempt, News news) {
        return handle.createUpdate(
                                """
                                UPDATE payout_line SET status = :status, reason = :reason,
                                       refused = :refused, closed = :closed,
                                       unknowns = unknowns + :lost, rows_max = :rowsMax,
                                       failures = :failures, next_at = :nextAt
                                 WHERE environment_id = :environment AND id = :id
                                   AND attempts = :attempt
                                   AND status IN ('planned', 'sending', 'unknown')
                                """)
                        .bind("status", text(news.status()))
                        .bind("reason", news.reason())
                        .bind("refused", news.refused())
                        .bind("closed", news.closed())
                        .bind("lost", news.lost() ? 1 : 0)
                        .bind("rowsMax", news.rowsMax())
                        .bind("failures", news.failures())
                        .bind("nextAt", news.nextAt())
                        .bind("environment", line.environmentId())
                        .bind("id", line.id())
                        .bind("attempt", attempt)
                        .execute()
                == 1;
    }

    /** Makes a decided line ready to be sent from the beginning: nothing of it is written. */
    void replan(Handle handle, PayoutLine line, int cycle, Instant now) {
        handle.createUpdate(
                        """
                        UPDATE payout_line
                           SET status = 'planned', reason = NULL, destination = NULL,
                               seen = NULL, version = NULL, wanted = NULL, doubtful = false,
                               refused = false, closed = false, failures = 0, cycle = :cycle,
                               next_at = :now
                         WHERE environment_id = :environment AND id = :id
                        """)
                .bind("cycle", cycle)
                .bind("now", now)
                .bind("environment", line.environmentId())
                .bind("id", line.id())
                .execute();
    }

    /** A decision about a line that is not being sent. */
    void decide(Handle handle, PayoutLine line, Status status, @Nullable String reason) {
        handle.createUpdate(
                        """
                        UPDATE payout_line SET status = :status, reason = :reason
                         WHERE environment_id = :environment AND id = :id
                        """)
                .bind("status", text(status))
                .bind("reason", reason)
                .bind("environment", line.environmentId())
                .bind("id", line.id())
                .execute();
    }

    /** What the line's cell should hold: runs that came later have added to it. */
    BigDecimal lastWanted(Handle handle, PayoutRun run, PayoutLine line) {
        return handle.createQuery(
                        """
                        SELECT l.wanted FROM payout_line l
                          JOIN payout_run r
                            ON r.environment_id = l.environment_id AND r.id = l.run_id
                         WHERE l.environment_id = :environment
                           AND r.integrated_account_id = :account
                           AND l.destination = :destination AND l.employee_id = :employee
                           AND l.earning_type = :type AND l.currency = :currency
                           AND l.status = 'confirmed'
                         ORDER BY l.wanted DESC LIMIT 1
                        """)
                .bind("environment", run.environmentId())
                .bind("account", run.integratedAccountId())
                .bind("destination", line.destination())
                .bind("employee", line.employeeId())
                .bind("type", line.earningType())
                .bind("currency", line.currency())
                .mapTo(BigDecimal.class)
                .one();
    }

    /** A confirmed line that payroll does not hold any more; it may go out again. */
    void takeBack(Handle handle, PayoutLine line, String reason) {
        replan(handle, line, line.cycle() + 1, line.nextAt());
        decide(handle, line, Status.REJECTED, reason);
    }

    void hurry(Handle handle, PayoutRun run, Instant now) {
        handle.createUpdate(
                        """
                        UPDATE payout_line SET next_at = :now, failures = 0
                         WHERE environment_id = :environment AND run_id = :run
                           AND status IN ('planned', 'sending', 'unknown')
                        """)
                .bind("now", now)
                .bind("environment", run.environmentId())
                .bind("run", run.id())
                .execute();
    }

    void paid(Handle handle, Collection<PayoutLine> lines, Instant now) {
        for (PayoutLine line : lines) {
            handle.createUpdate(
                            """
                            UPDATE payout_line SET paid_at = :now
                             WHERE environment_id = :environment AND id = :id
                            """)
                    .bind("now", now)
                    .bind("environment", line.environmentId())
                    .bind("id", line.id())
                    .execute();
        }
    }

    private static String text(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
