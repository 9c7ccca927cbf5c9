package dev.tributary.integration;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.db.Jsonb;
import dev.tributary.integration.IntegratedAccount.Status;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of integrated accounts. Thread-safe; every method works in its caller's transaction. */
final class IntegratedAccountStore {
    private static final String COLUMNS =
            """
            SELECT id, environment_id, provider, tenant_id, auth, status, status_reason, api_version,
                variables, created_at, updated_at
            FROM integrated_account
            """;
    private static final int WITH_ONE_VARIABLE_MAX = 100;

    private final Ids ids;
    private final AccountEvents events;
    private final Clock clock;

    record Row(
            String id,
            String environmentId,
            String provider,
            String tenantId,
            @Nullable String auth,
            String status,
            @Nullable String statusReason,
            @Nullable String apiVersion,
            Jsonb variables,
            Instant createdAt,
            Instant updatedAt) {
        @SuppressWarnings("unchecked") // a JSON object
        IntegratedAccount account() {
            return new IntegratedAccount(
                    id,
                    environmentId,
                    provider,
                    tenantId,
                    auth,
                    Status.of(status),
                    statusReason,
                    apiVersion,
                    Json.read(variables.text(), Map.class),
                    createdAt,
                    updatedAt);
        }
    }

    IntegratedAccountStore(Ids ids, AccountEvents events, Clock clock) {
        this.ids = ids;
        this.events = events;
        this.clock = clock;
    }

    Optional<IntegratedAccount> find(Handle handle, String environmentId, String id) {
        return one(
                handle.createQuery(COLUMNS + "WHERE environment_id = :environment AND id = :id")
                        .bind("environment", environmentId)
                        .bind("id", id));
    }

    Optional<IntegratedAccount> findAnywhere(Handle handle, String id) {
        return one(handle.createQuery(COLUMNS + "WHERE id = :id").bind("id", id));
    }

    /** The one of this tenant at this provider; made as {@code connecting} if there is none yet. */
    IntegratedAccount ofTenant(
            Handle handle, String environmentId, String provider, String tenantId) {
        String id = ids.next("ia");
        int made =
                handle.createUpdate(
                                """
                                INSERT INTO integrated_account
                                    (id, environment_id, provider, tenant_id, status,
                                     created_at, updated_at)
                                VALUES (:id, :environment, :provider, :tenant, 'connecting', :now, :now)
                                ON CONFLICT (environment_id, provider, tenant_id) DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("environment", environmentId)
                        .bind("provider", provider)
                        .bind("tenant", tenantId)
                        .bind("now", clock.instant())
                        .execute();
        if (made > 0) {
            events.append(handle, environmentId, id, AccountEvents.CREATED, null, Map.of());
        }
        return one(handle.createQuery(
                                COLUMNS
                                        + """
                                        WHERE environment_id = :environment
                                            AND provider = :provider AND tenant_id = :tenant
                                        """)
                        .bind("environment", environmentId)
                        .bind("provider", provider)
                        .bind("tenant", tenantId))
                .orElseThrow();
    }

    /** The one that a link is about. */
    IntegratedAccount of(Handle handle, LinkTokenStore.Row link) {
        String chosen = link.integratedAccountId();
        return chosen == null
                ? ofTenant(handle, link.environmentId(), link.provider(), link.tenantId())
                : find(handle, link.environmentId(), chosen).orElseThrow();
    }

    List<IntegratedAccount> list(
            Handle handle, String environmentId, IntegratedAccounts.Filter filter) {
        return handle.createQuery(
                        COLUMNS
                                + """
                                WHERE environment_id = :environment
                                    AND (:provider::text IS NULL OR provider = :provider)
                                    AND (:tenant::text IS NULL OR tenant_id = :tenant)
                                    AND (:after::text IS NULL OR id > :after)
                                ORDER BY id LIMIT :limit
                                """)
                .bind("environment", environmentId)
                .bind("provider", filter.provider())
                .bind("tenant", filter.tenantId())
                .bind("after", filter.after())
                .bind("limit", filter.limit())
                .mapTo(Row.class)
                .map(Row::account)
                .list();
    }

    /** Those not disabled whose variables contain one of two documents. */
    List<IntegratedAccount> withVariable(
            Handle handle, String environmentId, String provider, List<Jsonb> either) {
        return handle.createQuery(
                        COLUMNS
                                + """
                                WHERE environment_id = :environment AND provider = :provider
                                    AND status <> 'disabled'
                                    AND (variables @> :one OR variables @> :other)
                                ORDER BY id LIMIT :limit
                                """)
                .bind("environment", environmentId)
                .bind("provider", provider)
                .bind("one", either.getFirst())
                .bind("other", either.getLast())
                .bind("limit", WITH_ONE_VARIABLE_MAX)
                .mapTo(Row.class)
                .map(Row::account)
                .list();
    }

    /** Moves to a status; a disabled one only comes back by connecting. False: nothing moved. */
    boolean move(
            Handle handle, String environmentId, String id, Status to, @Nullable String reason) {
        Optional<String> before =
                handle.createQuery(
                                """
                                SELECT status FROM integrated_account
                                WHERE environment_id = :environment AND id = :id FOR UPDATE
                                """)
                        .bind("environment", environmentId)
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne();
        boolean disabled = before.filter(Status.DISABLED.text()::equals).isPresent();
        if (before.isEmpty() || (disabled && to != Status.ACTIVE)) {
            return false;
        }
        handle.createUpdate(
                        """
                        UPDATE integrated_account
                        SET status = :status, status_reason = :reason, updated_at = :now
                        WHERE environment_id = :environment AND id = :id
                        """)
                .bind("environment", environmentId)
                .bind("id", id)
                .bind("status", to.text())
                .bind("reason", reason)
                .bind("now", clock.instant())
                .execute();
        // Connecting again is news also for one that has been active all the time.
        if (to == Status.ACTIVE || !before.get().equals(to.text())) {
            events.append(handle, environmentId, id, AccountEvents.of(to), reason, Map.of());
        }
        return true;
    }

    /** Why connecting did not succeed; whatever worked before goes on working. */
    void explain(Handle handle, String environmentId, String id, String reason) {
        handle.createUpdate(
                        """
                        UPDATE integrated_account SET status_reason = :reason, updated_at = :now
                        WHERE environment_id = :environment AND id = :id
                        """)
                .bind("environment", environmentId)
                .bind("id", id)
                .bind("reason", reason)
                .bind("now", clock.instant())
                .execute();
        events.append(handle, environmentId, id, AccountEvents.CONNECTION_FAILED, reason, Map.of());
    }

    /** A disabled account that is being connected again is on its way back. */
    void connecting(Handle handle, IntegratedAccount account) {
        handle.createUpdate(
                        """
                        UPDATE integrated_account SET status = 'connecting', updated_at = :now
                        WHERE environment_id = :environment AND id = :id AND status <> 'active'
                        """)
                .bind("environment", account.environmentId())
                .bind("id", account.id())
                .bind("now", clock.instant())
                .execute();
    }

    /** By which scheme it is let in from now on. */
    void connectedBy(Handle handle, IntegratedAccount account, String scheme) {
        handle.createUpdate(
                        """
                        UPDATE integrated_account SET auth = :auth, updated_at = :now
                        WHERE environment_id = :environment AND id = :id
                            AND auth IS DISTINCT FROM :auth
                        """)
                .bind("environment", account.environmentId())
                .bind("id", account.id())
                .bind("auth", scheme)
                .bind("now", clock.instant())
                .execute();
    }

    /** Puts back what a connection that failed has changed. */
    void restore(Handle handle, IntegratedAccount former) {
        handle.createUpdate(
                        """
                        UPDATE integrated_account
                        SET auth = :auth, variables = :variables, updated_at = :now
                        WHERE environment_id = :environment AND id = :id
                        """)
                .bind("environment", former.environmentId())
                .bind("id", former.id())
                .bind("auth", former.auth())
                .bind("variables", new Jsonb(Json.text(former.variables())))
                .bind("now", clock.instant())
                .execute();
    }

    /** Lays variables over the present ones; null takes one away. */
    void change(Handle handle, IntegratedAccount account, Map<String, @Nullable Object> variables) {
        handle.createUpdate(
                        """
                        UPDATE integrated_account
                        SET variables = jsonb_strip_nulls(variables || :more), updated_at = :now
                        WHERE environment_id = :environment AND id = :id
                        """)
                .bind("environment", account.environmentId())
                .bind("id", account.id())
                .bind("more", new Jsonb(Json.text(variables)))
                .bind("now", clock.instant())
                .execute();
    }

    /** Lays variables over the present ones; what did not change writes nothing. */
    void keep(Handle handle, IntegratedAccount account, Map<String, ?> variables) {
        if (variables.isEmpty()) {
            return;
        }
        handle.createUpdate(
                        """
                        UPDATE integrated_account
                        SET variables = variables || :more, updated_at = :now
                        WHERE environment_id = :environment AND id = :id
                            AND NOT variables @> :more
                        """)
                .bind("environment", account.environmentId())
                .bind("id", account.id())
                .bind("more", new Jsonb(Json.text(variables)))
                .bind("now", clock.instant())
                .execute();
    }

    /**
     * @param version null: the connector's usual one
     */
    void callBy(Handle handle, IntegratedAccount account, @Nullable String version) {
        handle.createUpdate(
                        """
                        UPDATE integrated_account SET api_version = :version, updated_at = :now
                        WHERE environment_id = :environment AND id = :id
                        """)
                .bind("environment", account.environmentId())
                .bind("id", account.id())
                .bind("version", version)
                .bind("now", clock.instant())
                .execute();
    }

    private static Optional<IntegratedAccount> one(Query query) {
        return query.mapTo(Row.class).map(Row::account).findOne();
    }
}
