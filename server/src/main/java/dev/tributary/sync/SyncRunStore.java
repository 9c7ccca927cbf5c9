package dev.tributary.sync;

import dev.tributary.Ids;
import dev.tributary.sync.SyncRun.Kind;
import dev.tributary.sync.SyncRun.Part;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of sync runs. Every method works in its caller's transaction. */
final class SyncRunStore {
    private static final String PARTS =
            """
            SELECT n, model, resource, since, walked_at, cursor, pages, records, changed, walked
            FROM sync_run_part WHERE run_id = :run ORDER BY n
            """;

    private final Ids ids;
    private final Clock clock;

    SyncRunStore(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    private record Row(
            String id,
            String environmentId,
            String integratedAccountId,
            String kind,
            String status,
            @Nullable Instant since,
            int attempts,
            @Nullable String errorCode,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String claim) {
        SyncRun run(Handle handle) {
            return new SyncRun(
                    id,
                    environmentId,
                    integratedAccountId,
                    Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    status,
                    since,
                    attempts,
                    errorCode,
                    error,
                    createdAt,
                    startedAt,
                    finishedAt,
                    claim,
                    handle.createQuery(PARTS).bind("run", id).mapTo(Part.class).list());
        }
    }

    /** Paths such as {@code crm/contacts}, in the order to walk them. */
    String add(
            Handle handle,
            String environmentId,
            String integratedAccountId,
            Kind kind,
            List<String> paths,
            @Nullable Instant since) {
        String id = ids.next("run");
        handle.createUpdate(
                        """
                        INSERT INTO sync_run (id, environment_id, integrated_account_id, kind, status,
                            since, created_at, lease_until)
                        VALUES (:id, :environment, :account, :kind, 'queued', :since, :now, :now)
                        """)
                .bind("id", id)
                .bind("environment", environmentId)
                .bind("account", integratedAccountId)
                .bind("kind", kind.text())
                .bind("since", since)
                .bind("now", clock.instant())
                .execute();
        handle.createUpdate(
                        """
                        INSERT INTO sync_run_part (run_id, n, model, resource)
                        SELECT :id, n, split_part(path, '/', 1), split_part(path, '/', 2)
                        FROM unnest(:paths) WITH ORDINALITY AS e(path, n)
                        """)
                .bind("id", id)
                .bindArray("paths", String.class, paths)
                .execute();
        return id;
    }

    Optional<SyncRun> find(Handle handle, String environmentId, String id) {
        return handle.createQuery(
                        "SELECT * FROM sync_run WHERE environment_id = :environment AND id = :id")
                .bind("environment", environmentId)
                .bind("id", id)
                .mapTo(Row.class)
                .map(row -> row.run(handle))
                .findOne();
    }

    /** The newest runs of an environment; {@code account} null: of all its integrated accounts. */
    List<SyncRun> list(Handle handle, String environmentId, @Nullable String account, int limit) {
        return handle
                .createQuery(
                        """
                        SELECT * FROM sync_run WHERE environment_id = :environment
                            AND (:account::text IS NULL OR integrated_account_id = :account)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .bind("environment", environmentId)
                .bind("account", account)
                .bind("limit", limit)
                .mapTo(Row.class)
                .list()
                .stream()
                .map(row -> row.run(handle))
                .toList();
    }

    /** The longest waiting run whose integrated account has no other one under way. */
    Optional<SyncRun> claim(Handle handle, Duration lease) {
        Instant now = clock.instant();
        return handle.createQuery(
                        """
                        WITH picked AS (
                            SELECT id FROM sync_run r
                            WHERE status IN ('queued', 'running') AND lease_until <= :now
                                AND NOT EXISTS (SELECT 1 FROM sync_run o
                                    WHERE o.integrated_account_id = r.integrated_account_id
                                        AND o.status = 'running' AND o.id <> r.id)
                            ORDER BY lease_until, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        UPDATE sync_run r SET status = 'running', claim = :claim,
                            lease_until = :until, started_at = coalesce(started_at, :now)
                        FROM picked p WHERE r.id = p.id RETURNING r.*
                        """)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .bind("claim", ids.next("claim"))
                .mapTo(Row.class)
                .map(row -> row.run(handle))
                .findOne();
    }

    /** Holds it for longer; false when it is no longer this claim's. */
    boolean renew(Handle handle, SyncRun run, Duration lease) {
        return update(handle, run, "lease_until = :until", clock.instant().plus(lease));
    }

    /** Locks the run for this transaction; false when it is no longer this claim's. */
    boolean hold(Handle handle, SyncRun run) {
        return handle.createQuery(
                        """
                        SELECT 1 FROM sync_run WHERE id = :id AND claim = :claim
                            AND status = 'running' FOR UPDATE
                        """)
                .bind("id", run.id())
                .bind("claim", run.claim())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    void begin(Handle handle, SyncRun run, Part part, @Nullable Instant since) {
        handle.createUpdate(
                        """
                        UPDATE sync_run_part SET since = :since, walked_at = :now
                        WHERE run_id = :run AND n = :n
                        """)
                .bind("since", since)
                .bind("now", clock.instant())
                .bind("run", run.id())
                .bind("n", part.n())
                .execute();
    }

    /** One page is through; {@code next} null: it was the last. */
    void page(
            Handle handle,
            SyncRun run,
            Part part,
            long records,
            long changed,
            @Nullable String next) {
        handle.createUpdate(
                        """
                        UPDATE sync_run_part SET pages = pages + 1, records = records + :records,
                            changed = changed + :changed, cursor = :next,
                            walked = :next::text IS NULL
                        WHERE run_id = :run AND n = :n
                        """)
                .bind("records", records)
                .bind("changed", changed)
                .bind("next", next)
                .bind("run", run.id())
                .bind("n", part.n())
                .execute();
        handle.createUpdate("UPDATE sync_run SET attempts = 0 WHERE id = :run AND attempts > 0")
                .bind("run", run.id())
                .execute();
    }

    void complete(Handle handle, SyncRun run) {
        update(handle, run, "status = 'completed', claim = NULL, finished_at = :until", null);
    }

    void fail(Handle handle, SyncRun run, String code, String error) {
        handle.createUpdate(
                        """
                        UPDATE sync_run SET status = 'failed', claim = NULL, finished_at = :now,
                            error_code = :code, error = :error
                        WHERE id = :id AND claim = :claim AND status = 'running'
                        """)
                .bind("now", clock.instant())
                .bind("code", code)
                .bind("error", error)
                .bind("id", run.id())
                .bind("claim", run.claim())
                .execute();
    }

    /** Gives it back until later, where it stands. */
    void postpone(Handle handle, SyncRun run, Instant until) {
        update(handle, run, "claim = NULL, attempts = attempts + 1, lease_until = :until", until);
    }

    private boolean update(Handle handle, SyncRun run, String set, @Nullable Instant until) {
        return handle.createUpdate(
                                "UPDATE sync_run SET "
                                        + set
                                        + " WHERE id = :id AND claim = :claim AND status ="
                                        + " 'running'")
                        .bind("until", until == null ? clock.instant() : until)
                        .bind("id", run.id())
                        .bind("claim", run.claim())
                        .execute()
                == 1;
    }

    /**
     * When the last completed walk over a resource began; empty when there was none. A window that
     * somebody chose proves nothing about what lies before it.
     */
    Optional<Instant> certified(Handle handle, SyncRun run, Part part) {
        return handle.createQuery(
                        """
                        SELECT max(p.walked_at) FROM sync_run r JOIN sync_run_part p
                            ON p.run_id = r.id
                        WHERE r.integrated_account_id = :account AND r.status = 'completed'
                            AND r.since IS NULL AND p.model = :model AND p.resource = :resource
                        """)
                .bind("account", run.integratedAccountId())
                .bind("model", part.model())
                .bind("resource", part.resource())
                .mapTo(Instant.class)
                .findOne();
    }

    /**
     * Queues a reconciliation of everything once loaded for each active integrated account whose
     * last run is older than {@code every}. Servers may do so at the same time.
     */
    int schedule(Handle handle, Duration every) {
        record Due(String environmentId, String integratedAccountId, List<String> paths) {}
        handle.createQuery("SELECT pg_advisory_xact_lock(3101, 0)::text").mapTo(String.class).one();
        List<Due> due =
                handle.createQuery(
                                """
                                SELECT r.environment_id, r.integrated_account_id,
                                    array_agg(DISTINCT p.model || '/' || p.resource) AS paths
                                FROM sync_run r JOIN sync_run_part p ON p.run_id = r.id
                                JOIN integrated_account a ON a.id = r.integrated_account_id
                                WHERE r.kind = 'initial_load' AND r.status = 'completed'
                                    AND a.status = 'active'
                                    AND NOT EXISTS (SELECT 1 FROM sync_run o
                                        WHERE o.integrated_account_id = r.integrated_account_id
                                            AND (o.created_at > :before
                                                OR o.status IN ('queued', 'running')))
                                GROUP BY 1, 2
                                """)
                        .bind("before", clock.instant().minus(every))
                        .mapTo(Due.class)
                        .list();
        due.forEach(
                each ->
                        add(
                                handle,
                                each.environmentId,
                                each.integratedAccountId,
                                Kind.RECONCILE,
                                each.paths,
                                null));
        return due.size();
    }
}
