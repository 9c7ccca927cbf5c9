package dev.tributary.bulk;

import dev.tributary.Ids;
import dev.tributary.bulk.BulkJob.State;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of bulk jobs. Every method works in its caller's transaction. */
final class BulkJobStore {
    private static final String COLUMNS =
            """
            id, environment_id, integrated_account_id, model, resource, operation, match, filters,
            remote, request_hash, state, cancel, rows_given, prepared, error_code, error, attempts,
            created_at, started_at, finished_at, moved_at, failing_since, claim
            """;

    private static final String MOVED = "moved_at = :now, attempts = 0, failing_since = NULL";

    private final Ids ids;
    private final Clock clock;

    BulkJobStore(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds a job; false when there is one with its idempotency key already. */
    boolean add(Handle handle, BulkJob job, @Nullable String idempotencyKey) {
        return handle.createUpdate(
                                """
                                INSERT INTO bulk_job (id, environment_id, integrated_account_id, model,
                                    resource, operation, match, filters, remote, idempotency_key,
                                    request_hash, state, rows_given, created_at, moved_at, turn_at)
                                VALUES (:id, :environment, :account, :model, :resource, :operation,
                                    :match, :filters, :remote, :key, :hash, 'queued', :given, :now,
                                    :now, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", job.id())
                        .bind("environment", job.environmentId())
                        .bind("account", job.integratedAccountId())
                        .bind("model", job.model())
                        .bind("resource", job.resource())
                        .bind("operation", job.operation().text())
                        .bind("match", job.match())
                        .bind("filters", job.filters())
                        .bind("remote", job.remote())
                        .bind("key", idempotencyKey)
                        .bind("hash", job.requestHash())
                        .bind("given", job.rowsGiven())
                        .bind("now", job.createdAt())
                        .execute()
                == 1;
    }

    Optional<BulkJob> withKey(Handle handle, String environmentId, String key) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM bulk_job WHERE environment_id = :environment AND"
                                + " idempotency_key = :key")
                .bind("environment", environmentId)
                .bind("key", key)
                .mapTo(BulkJob.class)
                .findOne();
    }

    Optional<BulkJob> find(Handle handle, String environmentId, String id) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM bulk_job WHERE environment_id = :environment AND id = :id")
                .bind("environment", environmentId)
                .bind("id", id)
                .mapTo(BulkJob.class)
                .findOne();
    }

    /** The newest jobs of an environment; {@code account} null: of all its integrated accounts. */
    List<BulkJob> list(Handle handle, String environmentId, @Nullable String account, int limit) {
        return handle.createQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                FROM bulk_job WHERE environment_id = :environment
                                    AND (:account::text IS NULL OR integrated_account_id = :account)
                                ORDER BY id DESC LIMIT :limit
                                """)
                .bind("environment", environmentId)
                .bind("account", account)
                .bind("limit", limit)
                .mapTo(BulkJob.class)
                .list();
    }

    /** The job that has waited longest for its turn, if one has come. */
    Optional<BulkJob> claim(Handle handle, Duration lease) {
        Instant now = clock.instant();
        return handle.createQuery(
                        """
                        WITH picked AS (
                            SELECT id AS picked_id FROM bulk_job
                            WHERE state IN ('queued', 'running') AND turn_at <= :now
                            ORDER BY turn_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        UPDATE bulk_job SET state = 'running', claim = :claim, turn_at = :until,
                            started_at = coalesce(started_at, :now)
                        FROM picked WHERE id = picked_id RETURNING
                        """
                                + COLUMNS)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .bind("claim", ids.next("claim"))
                .mapTo(BulkJob.class)
                .findOne();
    }

    /** Holds it for longer; nothing happens when it is no longer this claim's. */
    void renew(Handle handle, BulkJob job, Duration lease) {
        update(handle, job, "turn_at = :until", Map.of("until", clock.instant().plus(lease)));
    }

    /** Locks the job for this transaction; false when it is no longer this claim's. */
    boolean hold(Handle handle, BulkJob job) {
        return handle.createQuery(
                        """
                        SELECT 1 FROM bulk_job WHERE environment_id = :environment AND id = :id
                            AND claim = :claim AND state = 'running' FOR UPDATE
                        """)
                .bind("environment", job.environmentId())
                .bind("id", job.id())
                .bind("claim", job.claim())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** It has come further. */
    void moved(Handle handle, BulkJob job) {
        update(handle, job, MOVED, Map.of("now", clock.instant()));
    }

    void prepared(Handle handle, BulkJob job, int rows) {
        update(handle, job, MOVED + ", prepared = " + rows, Map.of("now", clock.instant()));
    }

    /** Gives it back until its next turn; a wish to end it that came meanwhile comes first. */
    void postpone(Handle handle, BulkJob job, Instant until, boolean failed) {
        // A wish that this turn knew of has done what it can; one that it did not is due now.
        String soon =
                "CASE WHEN cancel AND NOT "
                        + job.cancel()
                        + " THEN :now::timestamptz ELSE :until::timestamptz END";
        String failing =
                failed
                        ? "attempts = attempts + 1, failing_since = coalesce(failing_since, :now)"
                        : "attempts = 0, failing_since = NULL";
        update(
                handle,
                job,
                "claim = NULL, turn_at = " + soon + ", " + failing,
                Map.of("until", until, "now", clock.instant()));
    }

    void finish(
            Handle handle, BulkJob job, State end, @Nullable String code, @Nullable String error) {
        handle.createUpdate(
                        """
                        UPDATE bulk_job SET state = :state, claim = NULL, finished_at = :now,
                            error_code = :code, error = :error
                        WHERE environment_id = :environment AND id = :id AND claim = :claim
                        """)
                .bind("state", end.text())
                .bind("now", clock.instant())
                .bind("code", code)
                .bind("error", error)
                .bind("environment", job.environmentId())
                .bind("id", job.id())
                .bind("claim", job.claim())
                .execute();
    }

    /** Wishes that it ends; false when it has ended already, or there is no such job. */
    boolean cancel(Handle handle, String environmentId, String id) {
        return handle.createUpdate(
                                """
                                UPDATE bulk_job SET cancel = true,
                                    turn_at = CASE WHEN claim IS NULL THEN :now ELSE turn_at END
                                WHERE environment_id = :environment AND id = :id
                                    AND state IN ('queued', 'running')
                                """)
                        .bind("now", clock.instant())
                        .bind("environment", environmentId)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private static void update(Handle handle, BulkJob job, String set, Map<String, Instant> times) {
        handle.createUpdate(
                        "UPDATE bulk_job SET "
                                + set
                                + """
                                 WHERE environment_id = :environment AND id = :id
                                    AND claim = :claim AND state = 'running'
                                """)
                .bindMap(times)
                .bind("environment", job.environmentId())
                .bind("id", job.id())
                .bind("claim", job.claim())
                .execute();
    }
}
