package dev.tributary.integration;

import dev.tributary.Secret;
import dev.tributary.db.Database;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The key that makes environments: the configured one, or one that the first server to start makes
 * and prints. Only its hash is kept. Thread-safe.
 */
final class AdminKey {
    private static final String PREFIX = "trb_admin_";

    private final byte[] hash;

    private AdminKey(byte[] hash) {
        this.hash = hash;
    }

    static AdminKey of(Secret configured) {
        return new AdminKey(Sha256.of(configured));
    }

    /** A key that was just made is handed to {@code announce}, to be shown this one time. */
    static AdminKey keptOrMade(
            Database db, Clock clock, RandomGenerator secure, Consumer<Secret> announce) {
        Secret made = new RandomText(secure).next(PREFIX);
        boolean first =
                db.write(
                        handle ->
                                handle.createUpdate(
                                                        """
                                                        INSERT INTO admin_key
                                                            (secret_hash, created_at)
                                                        VALUES (:hash, :now)
                                                        ON CONFLICT (only_row) DO NOTHING
                                                        """)
                                                .bind("hash", Sha256.of(made))
                                                .bind("now", clock.instant())
                                                .execute()
                                        > 0);
        if (first) {
            announce.accept(made);
        }
        Optional<byte[]> hash =
                db.read(
                        handle ->
                                handle.createQuery("SELECT secret_hash FROM admin_key")
                                        .mapTo(byte[].class)
                                        .findOne());
        return new AdminKey(hash.orElseThrow());
    }

    /** In constant time. */
    boolean is(byte[] hashPresented) {
        return Sha256.equal(hash, hashPresented);
    }
}
