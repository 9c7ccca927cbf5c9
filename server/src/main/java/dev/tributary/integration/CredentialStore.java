package dev.tributary.integration;

import dev.tributary.connector.Scheme;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of credentials and the lease that makes a refresh happen once. The lease is counted on
 * the database's clock, the only one that all servers share; its fence makes a holder that slept
 * through its lease harmless. Thread-safe.
 */
final class CredentialStore {
    private static final String COLUMNS =
            """
            SELECT integrated_account_id, environment_id, scheme, access, refresh,
                refresh_fingerprint, secrets, obtained_at, expires_at, refresh_due_at, rotates, version, fence,
                coalesce(lease_until > clock_timestamp(), false) AS leased,
                attempt_of, retry_at, retry_reason, failures
            FROM credential
            """;

    private final Database db;
    private final Clock clock;

    /** A stored credential; {@code access}, {@code refresh} and {@code secrets} are sealed. */
    record Row(
            String integratedAccountId,
            String environmentId,
            String scheme,
            byte @Nullable [] access,
            byte @Nullable [] refresh,
            byte @Nullable [] refreshFingerprint,
            byte @Nullable [] secrets,
            Instant obtainedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant refreshDueAt,
            boolean rotates,
            long version,
            long fence,
            boolean leased,
            byte @Nullable [] attemptOf,
            @Nullable Instant retryAt,
            @Nullable String retryReason,
            int failures) {}

    /** A credential about to be stored, sealed. */
    record Sealed(
            byte @Nullable [] access,
            byte @Nullable [] refresh,
            byte @Nullable [] refreshFingerprint,
            byte @Nullable [] secrets,
            @Nullable Instant expiresAt,
            @Nullable Instant refreshDueAt,
            boolean rotates) {}

    /** Which credential is due. */
    record Due(String environmentId, String integratedAccountId, String scheme) {}

    CredentialStore(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Optional<Row> find(IntegratedAccount account, String scheme) {
        return db.read(handle -> find(handle, account, scheme, ""));
    }

    Optional<Row> find(Handle handle, IntegratedAccount account, String scheme) {
        return find(handle, account, scheme, "");
    }

    /** Also takes the row's lock; for short transactions that decide on what they see. */
    Optional<Row> lock(Handle handle, IntegratedAccount account, String scheme) {
        return find(handle, account, scheme, " FOR UPDATE");
    }

    private static Optional<Row> find(
            Handle handle, IntegratedAccount account, String scheme, String locking) {
        return handle.createQuery(
                        COLUMNS
                                + "WHERE integrated_account_id = :id"
                                + " AND environment_id = :environment AND scheme = :scheme"
                                + locking)
                .bind("id", account.id())
                .bind("environment", account.environmentId())
                .bind("scheme", scheme)
                .mapTo(Row.class)
                .findOne();
    }

    /** Starts the lease and records the attempt that it is for; the new fence. */
    long lease(Handle handle, Row row, Duration life) {
        return handle.createQuery(
                        """
                        UPDATE credential
                        SET fence = fence + 1,
                            lease_until = clock_timestamp() + :millis * interval '1 millisecond',
                            attempt_of = refresh_fingerprint, attempted_at = :now
                        WHERE integrated_account_id = :id AND scheme = :scheme
                        RETURNING fence
                        """)
                .bind("id", row.integratedAccountId())
                .bind("scheme", row.scheme())
                .bind("millis", life.toMillis())
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .one();
    }

    /** Stores what a refresh gave; false when the lease had passed to somebody else. */
    boolean refreshed(Handle handle, Row row, long fence, Sealed sealed) {
        Update update =
                handle.createUpdate(
                        """
                        UPDATE credential
                        SET access = :access, refresh = :refresh,
                            refresh_fingerprint = :refreshFingerprint, secrets = :secrets,
                            obtained_at = :now,
                            expires_at = :expiresAt, refresh_due_at = :refreshDueAt,
                            rotates = :rotates, version = version + 1,
                            lease_until = NULL, attempt_of = NULL,
                            failures = 0, retry_at = NULL, retry_reason = NULL
                        WHERE integrated_account_id = :id AND scheme = :scheme
                            AND fence = :fence
                        """);
        return bind(update, sealed)
                        .bind("id", row.integratedAccountId())
                        .bind("scheme", row.scheme())
                        .bind("fence", fence)
                        .execute()
                > 0;
    }

    /** Ends an attempt that certainly changed nothing; it may be tried again at {@code retryAt}. */
    boolean failed(Row row, long fence, Instant retryAt, String reason) {
        return db.write(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE credential
                                                SET lease_until = NULL, attempt_of = NULL,
                                                    failures = failures + 1, retry_at = :retryAt,
                                                    retry_reason = :reason,
                                                    refresh_due_at = :retryAt
                                                WHERE integrated_account_id = :id
                                                    AND scheme = :scheme AND fence = :fence
                                                """)
                                        .bind("id", row.integratedAccountId())
                                        .bind("scheme", row.scheme())
                                        .bind("fence", fence)
                                        .bind("retryAt", retryAt)
                                        .bind("reason", reason)
                                        .execute())
                > 0;
    }

    /** Burns the refresh token, so that it can never be sent again; false when fenced off. */
    boolean burn(Handle handle, Row row, long fence) {
        return handle.createUpdate(
                                """
                                UPDATE credential
                                SET refresh = NULL, refresh_fingerprint = NULL,
                                    refresh_due_at = NULL, lease_until = NULL, attempt_of = NULL,
                                    version = version + 1, fence = fence + 1
                                WHERE integrated_account_id = :id AND scheme = :scheme
                                    AND fence = :fence
                                """)
                        .bind("id", row.integratedAccountId())
                        .bind("scheme", row.scheme())
                        .bind("fence", fence)
                        .execute()
                > 0;
    }

    /** What connecting gave; a refresh under way for the former credential is fenced off. */
    void connected(Handle handle, IntegratedAccount account, String scheme, Sealed sealed) {
        Update update =
                handle.createUpdate(
                        """
                        INSERT INTO credential
                            (integrated_account_id, environment_id, scheme, access, refresh,
                             refresh_fingerprint, secrets, obtained_at, expires_at,
                             refresh_due_at, rotates, version)
                        VALUES
                            (:id, :environment, :scheme, :access, :refresh,
                             :refreshFingerprint, :secrets, :now, :expiresAt, :refreshDueAt,
                             :rotates, 1)
                        ON CONFLICT (integrated_account_id, scheme) DO UPDATE
                        SET access = excluded.access, refresh = excluded.refresh,
                            refresh_fingerprint = excluded.refresh_fingerprint,
                            secrets = excluded.secrets,
                            obtained_at = excluded.obtained_at,
                            expires_at = excluded.expires_at,
                            refresh_due_at = excluded.refresh_due_at,
                            rotates = excluded.rotates,
                            version = credential.version + 1, fence = credential.fence + 1,
                            lease_until = NULL, attempt_of = NULL,
                            failures = 0, retry_at = NULL, retry_reason = NULL
                        """);
        bind(update, sealed)
                .bind("id", account.id())
                .bind("environment", account.environmentId())
                .bind("scheme", scheme)
                .execute();
    }

    /**
     * Puts back what connecting again has replaced, if the replacement is still untouched.
     *
     * @param former null: there was none of this scheme
     */
    void restore(Handle handle, Row replacement, @Nullable Row former) {
        boolean current =
                handle.createUpdate(
                                        """
                                        DELETE FROM credential
                                        WHERE integrated_account_id = :id AND scheme = :scheme
                                            AND version = :version
                                        """)
                                .bind("id", replacement.integratedAccountId())
                                .bind("scheme", replacement.scheme())
                                .bind("version", replacement.version())
                                .execute()
                        > 0;
        if (!current || former == null) {
            return;
        }
        handle.createUpdate(
                        """
                        INSERT INTO credential
                            (integrated_account_id, environment_id, scheme, access, refresh,
                             refresh_fingerprint, secrets, obtained_at, expires_at,
                             refresh_due_at, rotates, version, fence)
                        VALUES
                            (:id, :environment, :scheme, :access, :refresh,
                             :fingerprint, :secrets, :obtainedAt, :expiresAt,
                             :dueAt, :rotates, :version, :fence)
                        """)
                .bind("id", former.integratedAccountId())
                .bind("environment", former.environmentId())
                .bind("scheme", former.scheme())
                .bind("access", former.access())
                .bind("refresh", former.refresh())
                .bind("fingerprint", former.refreshFingerprint())
                .bind("secrets", former.secrets())
                .bind("obtainedAt", former.obtainedAt())
                .bind("expiresAt", former.expiresAt())
                .bind("dueAt", former.refreshDueAt())
                .bind("rotates", former.rotates())
                .bind("version", replacement.version() + 1)
                .bind("fence", replacement.fence() + 1)
                .execute();
    }

    /** Forgets all credentials but this one, which took the place of the others, and some. */
    void keepOnly(Handle handle, IntegratedAccount account, String scheme, Set<String> beside) {
        handle.createUpdate(
                        """
                        DELETE FROM credential
                        WHERE integrated_account_id = :id AND scheme <> :scheme
                            AND NOT scheme = ANY(:beside)
                        """)
                .bind("id", account.id())
                .bind("scheme", scheme)
                .bindByType("beside", beside.toArray(String[]::new), String[].class)
                .execute();
    }

    private Update bind(Update update, Sealed sealed) {
        return update.bind("access", sealed.access)
                .bind("refresh", sealed.refresh)
                .bind("refreshFingerprint", sealed.refreshFingerprint)
                .bind("secrets", sealed.secrets)
                .bind("expiresAt", sealed.expiresAt)
                .bind("refreshDueAt", sealed.refreshDueAt)
                .bind("rotates", sealed.rotates)
                .bind("now", clock.instant());
    }

    /** A session that is used lives on; false: it has ended or been replaced. */
    boolean used(IntegratedAccount account, Scheme scheme, long version, Instant until) {
        return db.write(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE credential SET expires_at = :until
                                                WHERE integrated_account_id = :id
                                                    AND scheme = :scheme AND version = :version
                                                    AND expires_at > :now
                                                """)
                                        .bind("id", account.id())
                                        .bind("scheme", scheme.name())
                                        .bind("version", version)
                                        .bind("until", until)
                                        .bind("now", clock.instant())
                                        .execute())
                > 0;
    }

    void destroy(Handle handle, String environmentId, String accountId) {
        handle.createUpdate(
                        """
                        DELETE FROM credential
                        WHERE integrated_account_id = :id AND environment_id = :environment
                        """)
                .bind("id", accountId)
                .bind("environment", environmentId)
                .execute();
    }

    /** Active accounts whose refresh is due, or whose last attempt was left without an outcome. */
    List<Due> due(int limit) {
        return db.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT c.environment_id, c.integrated_account_id,
                                            c.scheme
                                        FROM credential c
                                        JOIN integrated_account a ON a.id = c.integrated_account_id
                                        WHERE a.status = 'active'
                                            AND (c.refresh_due_at <= :now
                                                OR c.attempt_of IS NOT NULL)
                                            AND (c.lease_until IS NULL
                                                OR c.lease_until <= clock_timestamp())
                                        ORDER BY c.refresh_due_at NULLS FIRST
                                        LIMIT :limit
                                        """)
                                .bind("now", clock.instant())
                                .bind("limit", limit)
                                .mapTo(Due.class)
                                .list());
    }
}
