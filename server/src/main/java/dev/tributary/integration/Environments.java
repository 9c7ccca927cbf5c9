package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The isolated spaces of one user: nothing in one is visible in another. Thread-safe. */
public final class Environments {
    private final Database db;
    private final Ids ids;
    private final Clock clock;

    public record Environment(String id, String name, Instant createdAt) {}

    Environments(Database db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @throws Failure {@code conflict} when the name is taken
     */
    Environment create(Handle handle, String name) {
        Environment made =
                new Environment(
                        ids.next("env"), name, clock.instant().truncatedTo(ChronoUnit.MICROS));
        int rows =
                handle.createUpdate(
                                """
                                INSERT INTO environment (id, name, created_at)
                                VALUES (:id, :name, :createdAt)
                                ON CONFLICT (name) DO NOTHING
                                """)
                        .bindMethods(made)
                        .execute();
        if (rows == 0) {
            throw new Failure(
                    Code.CONFLICT, "there is an environment named '%s' already".formatted(name));
        }
        return made;
    }

    public List<Environment> list() {
        return db.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, name, created_at FROM environment
                                        ORDER BY id LIMIT 1000
                                        """)
                                .mapTo(Environment.class)
                                .list());
    }

    /**
     * @throws Failure {@code not_found}
     */
    public Environment require(String id) {
        return db.read(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT id, name, created_at FROM environment
                                                WHERE id = :id
                                                """)
                                        .bind("id", id)
                                        .mapTo(Environment.class)
                                        .findOne())
                .orElseThrow(() -> Failure.notFound("environment", id));
    }
}
