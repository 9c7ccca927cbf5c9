package dev.tributary.unified;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.call.WriteOutcome;
import dev.tributary.db.Database;
import dev.tributary.db.Jsonb;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes with an {@code Idempotency-Key}: the same key gives the stored answer again, with another
 * request it is refused, and one whose first attempt ended we do not know how is never sent again.
 * Keys are kept for a day. Thread-safe, also across servers.
 */
final class IdempotentWrites implements Once {
    private static final String HEADER = "idempotency-key";
    private static final int KEY_CHARS_MAX = 255;
    private static final Duration KEPT = Duration.ofDays(1);

    record Stored(
            String requestHash,
            @Nullable Integer status,
            @Nullable Jsonb headers,
            byte @Nullable [] body) {}

    private final Database db;
    private final Clock clock;

    IdempotentWrites(Database db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Override
    public Reply run(Ask ask, byte[] body, Function<Ask, Reply> write) {
        String key = ask.header(HEADER).orElse(null);
        if (key == null) {
            return write.apply(ask);
        }
        if (key.isBlank() || key.length() > KEY_CHARS_MAX) {
            throw Failure.invalid("Idempotency-Key must have 1 to %d characters", KEY_CHARS_MAX);
        }
        String hash = hash(ask, body);
        Stored earlier = db.write(handle -> start(handle, ask.environmentId(), key, hash));
        if (earlier != null) {
            return replay(key, hash, earlier);
        }
        try {
            Reply reply = write.apply(ask);
            finish(ask.environmentId(), key, reply);
            return reply;
        } catch (Failure failure) {
            if (!mayBeWritten(failure)) {
                forget(ask.environmentId(), key);
            }
            throw failure;
        }
    }

    private static boolean mayBeWritten(Failure failure) {
        return failure.code() == Code.WRITE_UNKNOWN
                || failure.code() == Code.INTERNAL
                || WriteOutcome.isUnknown(failure);
    }

    /** Forgets keys older than a day. */
    @Override
    public void purge() {
        Instant before = clock.instant().minus(KEPT);
        db.transact(
                handle ->
                        handle.createUpdate(
                                        "DELETE FROM idempotent_write WHERE started_at < :before")
                                .bind("before", before)
                                .execute());
    }

    private @Nullable Stored start(Handle handle, String environment, String key, String hash) {
        int inserted =
                handle.createUpdate(
                                """
                                INSERT INTO idempotent_write (environment_id, key, request_hash, started_at)
                                VALUES (:environment, :key, :hash, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("environment", environment)
                        .bind("key", key)
                        .bind("hash", hash)
                        .bind("now", clock.instant())
                        .execute();
        if (inserted == 1) {
            return null;
        }
        return handle.createQuery(
                        """
                        SELECT request_hash, status, headers, body FROM idempotent_write
                        WHERE environment_id = :environment AND key = :key
                        """)
                .bind("environment", environment)
                .bind("key", key)
                .mapTo(Stored.class)
                .one();
    }

    private static Reply replay(String key, String hash, Stored earlier) {
        if (!earlier.requestHash().equals(hash)) {
            throw new Failure(
                    Code.IDEMPOTENCY_MISMATCH,
                    "Idempotency-Key %s was used for another request".formatted(key));
        }
        if (earlier.status() == null || earlier.headers() == null || earlier.body() == null) {
            throw new Failure(
                    Code.WRITE_UNKNOWN,
                    "the first write with Idempotency-Key %s is under way or its reply was lost; none is sent with this key again"
                            .formatted(key));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Map<?, ?> stored = Json.read(earlier.headers().text(), Map.class);
        stored.forEach((name, value) -> headers.put(name.toString(), value.toString()));
        return new Reply(earlier.status(), headers, earlier.body())
                .with("idempotency-replayed", "true");
    }

    private void finish(String environment, String key, Reply reply) {
        db.transact(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE idempotent_write
                                        SET status = :status, headers = :headers, body = :body
                                        WHERE environment_id = :environment AND key = :key
                                        """)
                                .bind("status", reply.status())
                                .bind("headers", new Jsonb(Json.text(reply.headers())))
                                .bind("body", reply.bytes())
                                .bind("environment", environment)
                                .bind("key", key)
                                .execute());
    }

    private void forget(String environment, String key) {
        db.transact(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM idempotent_write
                                        WHERE environment_id = :environment AND key = :key
                                        """)
                                .bind("environment", environment)
                                .bind("key", key)
                                .execute());
    }

    private static String hash(Ask ask, byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(
                    (ask.method() + " " + ask.path() + "?" + ask.rawQuery() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
