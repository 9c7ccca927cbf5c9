package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Gives a key a successor that may do the same. Both work until the old one's time is over, so that
 * programs can be moved one by one; there are never more than two. Thread-safe.
 */
final class RotateKey {
    private final ApiKeys keys;
    private final Clock clock;

    /** A row of the key's lineage that still works. */
    private record Live(
            String id,
            String name,
            List<String> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant expiresAt,
            Instant createdAt,
            String lineage) {

        /** For as long as this one was made for, when nobody says otherwise. */
        @Nullable Instant successorEnds(Instant now) {
            return expiresAt == null ? null : now.plus(Duration.between(createdAt, expiresAt));
        }
    }

    RotateKey(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param overlap how long the old key still works, if it does not end before
     * @param expiresAt when the new one ends; null: as the old one would, were it made now
     * @throws Failure {@code not_found} for a key that does not work any more, {@code conflict}
     *     when it has a successor or a predecessor that still works
     */
    ApiKeys.Made rotate(
            Handle handle,
            String environmentId,
            String id,
            Duration overlap,
            @Nullable Instant expiresAt) {
        Instant now = clock.instant();
        Live old = lock(handle, environmentId, id, now);
        List<String> others = others(handle, environmentId, old, now);
        if (!others.isEmpty()) {
            throw new Failure(
                    Code.CONFLICT,
                    "%s works beside %s still: revoke it or wait until it has ended"
                            .formatted(others.getFirst(), id));
        }
        var made =
                keys.insert(
                        handle,
                        environmentId,
                        new ApiKeys.Draft(
                                old.name,
                                old.scopes,
                                old.requestsPerMinute,
                                expiresAt == null ? old.successorEnds(now) : expiresAt),
                        old.lineage);
        handle.createUpdate(
                        """
                        UPDATE api_key SET expires_at = least(expires_at, :end)
                        WHERE environment_id = :environment AND id = :id
                        """)
                .bind("end", now.plus(overlap))
                .bind("environment", environmentId)
                .bind("id", id)
                .execute();
        return made;
    }

    private static Live lock(Handle handle, String environmentId, String id, Instant now) {
        return handle.createQuery(
                        """
                        SELECT id, name, scopes, requests_per_minute, expires_at, created_at, lineage
                        FROM api_key
                        WHERE environment_id = :environment AND id = :id AND revoked_at IS NULL
                            AND (expires_at IS NULL OR expires_at > :now)
                        FOR UPDATE
                        """)
                .bind("environment", environmentId)
                .bind("id", id)
                .bind("now", now)
                .mapTo(Live.class)
                .findOne()
                .orElseThrow(() -> Failure.notFound("API key that still works", id));
    }

    private static List<String> others(Handle handle, String environmentId, Live old, Instant now) {
        return handle.createQuery(
                        """
                        SELECT id FROM api_key
                        WHERE environment_id = :environment AND lineage = :lineage AND id <> :id
                            AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
                        """)
                .bind("environment", environmentId)
                .bind("lineage", old.lineage)
                .bind("id", old.id)
                .bind("now", now)
                .mapTo(String.class)
                .list();
    }
}
