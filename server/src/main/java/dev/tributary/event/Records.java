package dev.tributary.event;

import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The synced store: every record in its present version. Thread-safe. */
public final class Records {
    private static final int FETCH_SIZE = 1_000;
    private static final String COLUMNS =
            """
            SELECT r.environment_id, r.integrated_account_id, r.model, r.resource, r.record_id,
                r.version, v.data, r.deleted_at, r.updated_at
            FROM record r JOIN record_version v USING
                (integrated_account_id, model, resource, record_id, version)
            """;

    private record Row(
            String environmentId,
            String integratedAccountId,
            String model,
            String resource,
            String recordId,
            long version,
            Jsonb data,
            @Nullable Instant deletedAt,
            Instant updatedAt) {
        StoredRecord stored() {
            return new StoredRecord(
                    environmentId,
                    integratedAccountId,
                    model,
                    resource,
                    recordId,
                    version,
                    RecordLog.object(data),
                    deletedAt,
                    updatedAt);
        }
    }

    /** A record, deleted or not; empty when it was never seen. */
    public Optional<StoredRecord> find(
            Handle handle,
            String environmentId,
            String integratedAccountId,
            String model,
            String resource,
            String recordId) {
        return handle.createQuery(
                        COLUMNS
                                + """
                                WHERE r.environment_id = :environment
                                    AND r.integrated_account_id = :account AND r.model = :model
                                    AND r.resource = :resource AND r.record_id = :record
                                """)
                .bind("environment", environmentId)
                .bind("account", integratedAccountId)
                .bind("model", model)
                .bind("resource", resource)
                .bind("record", recordId)
                .mapTo(Row.class)
                .map(Row::stored)
                .findOne();
    }

    /** Those of the records that were ever seen, deleted or not; ids pair with accounts. */
    public List<StoredRecord> findAll(
            Handle handle,
            String environmentId,
            String model,
            String resource,
            List<String> integratedAccountIds,
            List<String> recordIds) {
        return handle.createQuery(
                        """
                        SELECT s.* FROM unnest(:accounts, :records) AS k (account, record)
                         CROSS JOIN LATERAL (
                        """
                                + COLUMNS
                                + """
                                WHERE r.environment_id = :environment
                                    AND r.integrated_account_id = k.account AND r.model = :model
                                    AND r.resource = :resource AND r.record_id = k.record
                                OFFSET 0) AS s
                                """)
                .bind("environment", environmentId)
                .bindArray("accounts", String.class, integratedAccountIds)
                .bind("model", model)
                .bind("resource", resource)
                .bindArray("records", String.class, recordIds)
                .mapTo(Row.class)
                .map(Row::stored)
                .list();
    }

    /**
     * Every record of a resource, deleted ones too, by integrated account and id. Streams when the
     * handle is in a transaction.
     */
    public void iterate(
            Handle handle,
            String environmentId,
            String model,
            String resource,
            Consumer<StoredRecord> consumer) {
        try (Query query =
                handle.createQuery(
                        COLUMNS
                                + """
                                WHERE r.environment_id = :environment AND r.model = :model
                                    AND r.resource = :resource
                                ORDER BY r.integrated_account_id, r.record_id
                                """)) {
            query.bind("environment", environmentId)
                    .bind("model", model)
                    .bind("resource", resource)
                    .setFetchSize(FETCH_SIZE)
                    .mapTo(Row.class)
                    .map(Row::stored)
                    .useStream(stream -> stream.forEach(consumer));
        }
    }
}
