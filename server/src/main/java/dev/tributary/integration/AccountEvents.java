package dev.tributary.integration;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.db.Jsonb;
import dev.tributary.ops.Metrics;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What becomes of integrated accounts, appended in the transaction that changes them. Reading after
 * a sequence misses nothing. Thread-safe; every method works in its caller's transaction.
 */
public final class AccountEvents {
    static final String CREATED = "integrated_account:created";
    static final String CONNECTION_FAILED = "integrated_account:connection_failed";
    static final String MISSING_SCOPE = "integrated_account:missing_scope";

    private final Ids ids;
    private final Metrics metrics;
    private final Clock clock;

    /** One event with the account it is about. */
    record Event(
            long sequence,
            String id,
            String type,
            String integratedAccountId,
            String provider,
            String tenantId,
            @Nullable String reason,
            Jsonb detail,
            Instant occurredAt) {}

    AccountEvents(Ids ids, Metrics metrics, Clock clock) {
        this.ids = ids;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The event of a status that an account has taken on. */
    static String of(IntegratedAccount.Status status) {
        return "integrated_account:" + status.text();
    }

    public void append(
            Handle handle,
            String environmentId,
            String accountId,
            String type,
            @Nullable String reason,
            Map<String, ?> detail) {
        // Numbers are taken and become visible in the same order.
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))::text")
                .bind("name", "integrated_account_event " + environmentId)
                .mapTo(String.class)
                .one();
        handle.createUpdate(
                        """
                        INSERT INTO integrated_account_event
                            (environment_id, sequence, id, type, integrated_account_id, reason,
                             detail, occurred_at)
                        SELECT :environment, coalesce(max(sequence), 0) + 1, :id, :type, :account,
                            :reason, :detail, :now
                        FROM integrated_account_event WHERE environment_id = :environment
                        """)
                .bind("environment", environmentId)
                .bind("id", ids.next("iae"))
                .bind("type", type)
                .bind("account", accountId)
                .bind("reason", reason)
                .bind("detail", new Jsonb(Json.text(detail)))
                .bind("now", clock.instant())
                .execute();
        metrics.count("integrated_account_events", "type", type);
    }

    List<Event> after(Handle handle, String environmentId, long sequence, int limit) {
        return handle.createQuery(
                        """
                        SELECT e.sequence, e.id, e.type, e.integrated_account_id, a.provider,
                            a.tenant_id, e.reason, e.detail, e.occurred_at
                        FROM integrated_account_event e
                        JOIN integrated_account a ON a.id = e.integrated_account_id
                        WHERE e.environment_id = :environment AND e.sequence > :after
                        ORDER BY e.sequence LIMIT :limit
                        """)
                .bind("environment", environmentId)
                .bind("after", sequence)
                .bind("limit", limit)
                .mapTo(Event.class)
                .list();
    }
}
