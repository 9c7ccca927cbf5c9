package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Secret;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The keys with which a user's programs call us, per environment. Thread-safe. */
public final class ApiKeys {
    private final Database db;
    private final Ids ids;
    private final Clock clock;
    private final RandomGenerator secure;

    public record ApiKey(
            String id,
            String environmentId,
            String name,
            List<String> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            Instant createdAt) {
        public ApiKey {
            scopes = List.copyOf(scopes);
        }
    }

    /** A key just made: the only moment at which its text is known. */
    record Made(ApiKey key, Secret text) {}

    /** What is needed to check a key. */
    record Known(
            String id,
            String environmentId,
            byte[] secretHash,
            List<String> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant expiresAt,
            boolean revoked) {}

    /**
     * A key to be.
     *
     * @param requestsPerMinute null: as many as the server lets anybody
     */
    record Draft(
            String name,
            List<String> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant expiresAt) {}

    ApiKeys(Database db, Ids ids, Clock clock, RandomGenerator secure) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.secure = secure;
    }

    Made create(Handle handle, String environmentId, Draft draft) {
        return insert(handle, environmentId, draft, null);
    }

    /**
     * @param lineage null: the first of its own
     */
    Made insert(Handle handle, String environmentId, Draft draft, @Nullable String lineage) {
        KeyText text = KeyText.random(secure);
        ApiKey key =
                new ApiKey(
                        ids.next("key"),
                        environmentId,
                        draft.name,
                        draft.scopes,
                        draft.requestsPerMinute,
                        draft.expiresAt,
                        null,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        handle.createUpdate(
                        """
                        INSERT INTO api_key
                            (id, environment_id, name, lookup, secret_hash, scopes,
                             requests_per_minute, expires_at, created_at, lineage)
                        VALUES
                            (:id, :environmentId, :name, :lookup, :hash, :scopeArray,
                             :requestsPerMinute, :expiresAt, :createdAt, :lineage)
                        """)
                .bindMethods(key)
                .bind("lookup", text.lookup())
                .bind("hash", Sha256.of(text.secret()))
                .bindArray("scopeArray", String.class, draft.scopes)
                .bind("lineage", lineage == null ? key.id() : lineage)
                .execute();
        return new Made(key, text.text());
    }

    public List<ApiKey> list(String environmentId) {
        return db.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, environment_id, name, scopes,
                                            requests_per_minute, expires_at, last_used_at,
                                            created_at
                                        FROM api_key
                                        WHERE environment_id = :environment AND revoked_at IS NULL
                                        ORDER BY id LIMIT 1000
                                        """)
                                .bind("environment", environmentId)
                                .mapTo(ApiKey.class)
                                .list());
    }

    /**
     * @throws Failure {@code not_found} when there is no such key or it is revoked already
     */
    void revoke(Handle handle, String environmentId, String id) {
        int rows =
                handle.createUpdate(
                                """
                                UPDATE api_key SET revoked_at = :now
                                WHERE environment_id = :environment AND id = :id
                                    AND revoked_at IS NULL
                                """)
                        .bind("environment", environmentId)
                        .bind("id", id)
                        .bind("now", clock.instant())
                        .execute();
        if (rows == 0) {
            throw Failure.notFound("API key", id);
        }
    }

    Optional<Known> find(String lookup) {
        return known("lookup", lookup);
    }

    Optional<Known> byId(String id) {
        return known("id", id);
    }

    private Optional<Known> known(String column, String value) {
        return db.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, environment_id, secret_hash, scopes,
                                            requests_per_minute, expires_at,
                                            revoked_at IS NOT NULL AS revoked
                                        FROM api_key WHERE %s = :value
                                        """
                                                .formatted(column))
                                .bind("value", value)
                                .mapTo(Known.class)
                                .findOne());
    }

    /** Notes when keys were used last; away from the requests, many at once. */
    void used(Map<String, Instant> uses) {
        var entries = List.copyOf(uses.entrySet());
        db.transact(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE api_key k
                                        SET last_used_at = greatest(k.last_used_at, u.at)
                                        FROM unnest(:ids, :times) AS u (id, at)
                                        WHERE k.id = u.id
                                        """)
                                .bindArray(
                                        "ids",
                                        String.class,
                                        entries.stream().map(Map.Entry::getKey).toList())
                                .bindArray(
                                        "times",
                                        Instant.class,
                                        entries.stream().map(Map.Entry::getValue).toList())
                                .execute());
    }
}
