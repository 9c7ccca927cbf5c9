package dev.tributary.integration;

import dev.tributary.Secret;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rows of link tokens. Thread-safe; every method works in its caller's transaction. */
final class LinkTokenStore {
    private static final String COLUMNS =
            """
            SELECT token_hash, environment_id, provider, tenant_id, auth, redirect_uri,
                integrated_account_id, expires_at, used_at, browser_hash, code_verifier,
                started_at, typed, secrets
            FROM link_token
            """;
    private static final Duration KEPT = Duration.ofDays(30);

    private final Clock clock;

    /** A link and, where one was started, its authorisation. */
    record Row(
            byte[] tokenHash,
            String environmentId,
            String provider,
            String tenantId,
            @Nullable String auth,
            @Nullable String redirectUri,
            @Nullable String integratedAccountId,
            Instant expiresAt,
            @Nullable Instant usedAt,
            byte @Nullable [] browserHash,
            byte @Nullable [] codeVerifier,
            @Nullable Instant startedAt,
            @Nullable Jsonb typed,
            byte @Nullable [] secrets) {}

    /** What a link is made for. */
    record Draft(
            String environmentId,
            String provider,
            String tenantId,
            String auth,
            @Nullable String redirectUri,
            @Nullable String integratedAccountId,
            String createdBy,
            Instant expiresAt) {}

    LinkTokenStore(Clock clock) {
        this.clock = clock;
    }

    void insert(Handle handle, Secret token, Draft draft) {
        Instant now = clock.instant();
        handle.createUpdate("DELETE FROM link_token WHERE expires_at < :old")
                .bind("old", now.minus(KEPT))
                .execute();
        handle.createUpdate(
                        """
                        INSERT INTO link_token
                            (token_hash, environment_id, provider, tenant_id, auth,
                             redirect_uri, integrated_account_id, created_by, created_at,
                             expires_at)
                        VALUES
                            (:hash, :environmentId, :provider, :tenantId, :auth,
                             :redirectUri, :integratedAccountId, :createdBy, :now,
                             :expiresAt)
                        """)
                .bind("environmentId", draft.environmentId)
                .bind("provider", draft.provider)
                .bind("tenantId", draft.tenantId)
                .bind("auth", draft.auth)
                .bind("redirectUri", draft.redirectUri)
                .bind("integratedAccountId", draft.integratedAccountId)
                .bind("createdBy", draft.createdBy)
                .bind("expiresAt", draft.expiresAt)
                .bind("hash", Sha256.of(token))
                .bind("now", now)
                .execute();
    }

    Optional<Row> byToken(Handle handle, Secret token) {
        return handle.createQuery(COLUMNS + "WHERE token_hash = :hash")
                .bind("hash", Sha256.of(token))
                .mapTo(Row.class)
                .findOne();
    }

    Optional<Row> byState(Handle handle, Secret state) {
        return handle.createQuery(COLUMNS + "WHERE state_hash = :hash")
                .bind("hash", Sha256.of(state))
                .mapTo(Row.class)
                .findOne();
    }

    /**
     * An authorisation under way.
     *
     * @param codeVerifier sealed; null: none
     * @param typed what the customer typed in before
     * @param secrets the same for what nobody may see, sealed; null: nothing
     */
    record Start(
            String integratedAccountId,
            Secret state,
            Secret browser,
            byte @Nullable [] codeVerifier,
            Jsonb typed,
            byte @Nullable [] secrets) {}

    /** Binds one authorisation to the link; one started earlier through it is forgotten. */
    void start(Handle handle, Row link, Start start) {
        handle.createUpdate(
                        """
                        UPDATE link_token
                        SET integrated_account_id = :account, state_hash = :state,
                            browser_hash = :browser, code_verifier = :verifier, typed = :typed,
                            secrets = :secrets, started_at = :now
                        WHERE token_hash = :hash
                        """)
                .bind("account", start.integratedAccountId)
                .bind("state", Sha256.of(start.state))
                .bind("browser", Sha256.of(start.browser))
                .bind("verifier", start.codeVerifier)
                .bind("typed", start.typed)
                .bind("secrets", start.secrets)
                .bind("now", clock.instant())
                .bind("hash", link.tokenHash)
                .execute();
    }

    /** Uses the link up; false when somebody else was faster. */
    boolean use(Handle handle, Row link) {
        return handle.createUpdate(
                                """
                                UPDATE link_token
                                SET used_at = :now, code_verifier = NULL, secrets = NULL
                                WHERE token_hash = :hash AND used_at IS NULL
                                """)
                        .bind("now", clock.instant())
                        .bind("hash", link.tokenHash)
                        .execute()
                > 0;
    }

    /** A link that was used in vain is good again, for as long as it would have been. */
    void reopen(Handle handle, Row link) {
        handle.createUpdate("UPDATE link_token SET used_at = NULL WHERE token_hash = :hash")
                .bind("hash", link.tokenHash)
                .execute();
    }

    /** Forgets the authorisation, not the link: the customer may start again. */
    void forgetState(Handle handle, Row link) {
        handle.createUpdate(
                        """
                        UPDATE link_token
                        SET state_hash = NULL, browser_hash = NULL, code_verifier = NULL,
                            secrets = NULL
                        WHERE token_hash = :hash
                        """)
                .bind("hash", link.tokenHash)
                .execute();
    }
}
