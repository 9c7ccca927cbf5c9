package dev.tributary.bulk;

import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** The rows of a bulk job's parts. Every method works in its caller's transaction. */
final class BulkPartStore {
    List<BulkPart> of(Handle handle, BulkJob job) {
        return handle.createQuery(
                        """
                        SELECT n, variant, state, upstream_job, creating_since, lost_creates, looked_at,
                            fetching, position, pages, strangers, error
                        FROM bulk_part WHERE environment_id = :environment AND job_id = :job
                        ORDER BY n
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .mapTo(BulkPart.class)
                .list();
    }

    void add(Handle handle, BulkJob job, int n, @Nullable String variant) {
        handle.createUpdate(
                        """
                        INSERT INTO bulk_part (environment_id, job_id, n, variant, state)
                        VALUES (:environment, :job, :n, :variant, 'planned')
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("n", n)
                .bind("variant", variant)
                .execute();
    }

    /** The number that the next part gets. */
    int next(Handle handle, BulkJob job) {
        return handle.createQuery(
                        """
                        SELECT coalesce(max(n) + 1, 0) FROM bulk_part
                        WHERE environment_id = :environment AND job_id = :job
                        """)
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .mapTo(Integer.class)
                .one();
    }

    void save(Handle handle, BulkJob job, BulkPart part) {
        handle.createUpdate(
                        """
                        UPDATE bulk_part SET state = :state, upstream_job = :upstream,
                            creating_since = :since, lost_creates = :lost, looked_at = :looked,
                            fetching = :fetching, position = :position, pages = :pages,
                            strangers = :strangers, error = :error
                        WHERE environment_id = :environment AND job_id = :job AND n = :n
                        """)
                .bind("state", part.state().text())
                .bind("upstream", part.upstreamJob())
                .bind("since", part.creatingSince())
                .bind("lost", part.lostCreates())
                .bind("looked", part.lookedAt())
                .bind("fetching", part.fetching())
                .bindByType("position", part.position(), Jsonb.class)
                .bind("pages", part.pages())
                .bind("strangers", part.strangers())
                .bind("error", part.error())
                .bind("environment", job.environmentId())
                .bind("job", job.id())
                .bind("n", part.n())
                .execute();
    }
}
