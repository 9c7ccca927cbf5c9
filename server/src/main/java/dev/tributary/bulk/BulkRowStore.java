package dev.tributary.bulk;

import dev.tributary.Json;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The records of bulk jobs. Every method works in its caller's transaction. */
final class BulkRowStore {

    /** A record to write: first as it was given, then as it is sent. */
    record Given(int n, Jsonb given) {
        @SuppressWarnings("unchecked") // JSON objects have text keys
        Map<String, @Nullable Object> tree() {
            return Json.read(given.text(), Map.class);
        }
    }

    /** How many records have come to which end. */
    record Count(@Nullable Outcome outcome, int rows) {}

    /** What a part's records fill already. */
    record Filled(int part, int rows, long bytes) {}

    void give(Handle handle, BulkJob job, List<Given> rows) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO bulk_row (environment_id, job_id, n, given)
                        VALUES (:environment, :job, :n, :given)
                        """);
        for (Given row : rows) {
            batch.bind("environment", job.environmentId())
                    .bind("job", job.id())
                    .bind("n", row.n())
                    .bind("given", row.given())
                    .add();
        }
        batch.execute();
    }

    /** Records to write from number {@code from} on. */
    List<Given> given(Handle handle, BulkJob job, int from, int limit) {
        return handle.createQuery(
                        """
                        SELECT n, given FROM bulk_row
                        WHERE environment_id = :environment AND job_id = :job AND n >= :from
                        ORDER BY n LIMIT :limit
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("from", from)
                .bind("limit", limit)
                .mapTo(Given.class)
                .list();
    }

    /** The last part about a variant, which has records; part -1 when there is none. */
    Filled filled(Handle handle, BulkJob job, @Nullable String variant) {
        return handle.createQuery(
                        """
                        SELECT part, count(*) AS rows, sum(octet_length(given::text)) AS bytes
                        FROM bulk_row WHERE environment_id = :environment AND job_id = :job
                            AND part = (SELECT max(n) FROM bulk_part WHERE job_id = :job
                                AND variant IS NOT DISTINCT FROM :variant::text)
                        GROUP BY part
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("variant", variant)
                .mapTo(Filled.class)
                .findOne()
                .orElse(new Filled(-1, 0, 0));
    }

    /** A record as it is sent, in its part. */
    void prepare(Handle handle, BulkJob job, int n, int part, Jsonb row) {
        handle.createUpdate(
                        """
                        UPDATE bulk_row SET part = :part, given = :given
                        WHERE environment_id = :environment AND job_id = :job AND n = :n
                        """)
                .bind("part", part)
                .bind("given", row)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("n", n)
                .execute();
    }

    /** A part's records of which nothing is known yet, as they are sent. */
    List<Given> left(Handle handle, BulkJob job, int part) {
        return handle.createQuery(
                        """
                        SELECT n, given FROM bulk_row WHERE environment_id = :environment
                            AND job_id = :job AND part = :part AND outcome IS NULL ORDER BY n
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("part", part)
                .mapTo(Given.class)
                .list();
    }

    /** What became of records to write; what they say is not needed any more. */
    void settle(Handle handle, BulkJob job, List<BulkRow> rows) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        UPDATE bulk_row SET given = NULL, outcome = :outcome, record_id = :id,
                            error = :error
                        WHERE environment_id = :environment AND job_id = :job AND n = :n
                            AND outcome IS NULL
                        """);
        for (BulkRow row : rows) {
            batch.bind("outcome", row.outcome() == null ? null : row.outcome().text())
                    .bind("id", row.recordId())
                    .bindByType("error", row.error(), Jsonb.class)
                    .bind("environment", job.environmentId())
                    .bind("job", job.id())
                    .bind("n", row.n())
                    .add();
        }
        if (!rows.isEmpty()) {
            batch.execute();
        }
    }

    /**
     * The same end for all records of which nothing is known yet.
     *
     * @param part null: those that are in no part
     */
    int settleRest(
            Handle handle, BulkJob job, @Nullable Integer part, Outcome outcome, Jsonb error) {
        return handle.createUpdate(
                        """
                        UPDATE bulk_row SET given = NULL, outcome = :outcome, error = :error
                        WHERE environment_id = :environment AND job_id = :job
                            AND part IS NOT DISTINCT FROM :part::integer AND outcome IS NULL
                        """)
                .bind("outcome", outcome.text())
                .bind("error", error)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("part", part)
                .execute();
    }

    /** Records that were read, behind those that are there; their number then. */
    void append(Handle handle, BulkJob job, int part, int from, List<BulkRow> rows) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO bulk_row (environment_id, job_id, n, part, outcome, record_id,
                            record, remote, error)
                        VALUES (:environment, :job, :n, :part, :outcome, :id, :record, :remote, :error)
                        """);
        int n = from;
        for (BulkRow row : rows) {
            batch.bind("environment", job.environmentId())
                    .bind("job", job.id())
                    .bind("n", n++)
                    .bind("part", part)
                    .bind("outcome", row.outcome() == null ? null : row.outcome().text())
                    .bind("id", row.recordId())
                    .bindByType("record", row.record(), Jsonb.class)
                    .bindByType("remote", row.remote(), Jsonb.class)
                    .bindByType("error", row.error(), Jsonb.class)
                    .add();
        }
        if (!rows.isEmpty()) {
            batch.execute();
        }
    }

    /** The number that the next record read gets. */
    int next(Handle handle, BulkJob job) {
        return handle.createQuery(
                        """
                        SELECT coalesce(max(n) + 1, 0) FROM bulk_row
                        WHERE environment_id = :environment AND job_id = :job
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .mapTo(Integer.class)
                .one();
    }

    Map<Outcome, Integer> counts(Handle handle, BulkJob job) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        handle.createQuery(
                        """
                        SELECT outcome, count(*) AS rows FROM bulk_row
                        WHERE environment_id = :environment AND job_id = :job
                            AND outcome IS NOT NULL
                        GROUP BY outcome
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .mapTo(Count.class)
                .forEach(
                        count -> {
                            if (count.outcome() != null) {
                                counts.put(count.outcome(), count.rows());
                            }
                        });
        return counts;
    }

    /** Records that have come to an end, from number {@code from} on. */
    List<BulkRow> ended(Handle handle, BulkJob job, List<Outcome> outcomes, int from, int limit) {
        return handle.createQuery(
                        """
                        SELECT n, outcome, record_id, record, remote, error FROM bulk_row
                        WHERE environment_id = :environment AND job_id = :job AND n >= :from
                            AND outcome = ANY(:outcomes)
                        ORDER BY n LIMIT :limit
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("from", from)
                .bindArray("outcomes", String.class, outcomes.stream().map(Outcome::text).toList())
                .bind("limit", limit)
                .mapTo(BulkRow.class)
                .list();
    }

    /** Forgets records of jobs that ended before {@code before}, some at a time; how many. */
    int purge(Handle handle, Instant before, int limit) {
        return handle.createUpdate(
                        """
                        DELETE FROM bulk_row WHERE ctid = ANY(ARRAY(
                            SELECT r.ctid FROM bulk_row r JOIN bulk_job j ON j.id = r.job_id
                            WHERE j.finished_at < :before LIMIT :limit))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }
}
