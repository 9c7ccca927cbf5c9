package dev.tributary.catalog;

import dev.tributary.Json;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of environments' own connectors. Every method works in its caller's transaction. */
final class ConnectorStore {
    private static final String COLUMNS =
            """
            SELECT environment_id, name, version, change, files, note, created_by, created_at
            FROM environment_connector c
            """;
    private static final String LAST =
            """
             AND version = (SELECT max(version) FROM environment_connector
                            WHERE environment_id = c.environment_id AND name = c.name)
            """;
    private final Clock clock;

    record Row(
            String environmentId,
            String name,
            long version,
            long change,
            @Nullable Jsonb files,
            @Nullable String note,
            String createdBy,
            Instant createdAt) {

        @SuppressWarnings("unchecked") // written as an object of texts
        @Nullable Map<String, String> texts() {
            return files == null ? null : Json.read(files.text(), Map.class);
        }

        ConnectorVersion shown() {
            return new ConnectorVersion(name, version, texts(), note, createdBy, createdAt);
        }
    }

    ConnectorStore(Clock clock) {
        this.clock = clock;
    }

    Optional<Row> current(Handle handle, String environmentId, String name) {
        return handle.createQuery(
                        COLUMNS + "WHERE environment_id = :environment AND name = :name" + LAST)
                .bind("environment", environmentId)
                .bind("name", name)
                .mapTo(Row.class)
                .findOne();
    }

    Optional<Row> version(Handle handle, String environmentId, String name, long version) {
        return handle.createQuery(
                        COLUMNS
                                + """
                                WHERE environment_id = :environment AND name = :name
                                    AND version = :version
                                """)
                .bind("environment", environmentId)
                .bind("name", name)
                .bind("version", version)
                .mapTo(Row.class)
                .findOne();
    }

    /** The newest first. */
    List<Row> versions(Handle handle, String environmentId, String name, int limit) {
        return handle.createQuery(
                        COLUMNS
                                + """
                                WHERE environment_id = :environment AND name = :name
                                ORDER BY version DESC LIMIT :limit
                                """)
                .bind("environment", environmentId)
                .bind("name", name)
                .bind("limit", limit)
                .mapTo(Row.class)
                .list();
    }

    Row ofChange(Handle handle, long change) {
        return handle.createQuery(COLUMNS + "WHERE change = :change")
                .bind("change", change)
                .mapTo(Row.class)
                .one();
    }

    /** How many of its own an environment has beside this one. */
    int others(Handle handle, String environmentId, String name) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM (
                            SELECT DISTINCT ON (name) files FROM environment_connector
                            WHERE environment_id = :environment AND name <> :name
                            ORDER BY name, version DESC) last
                        WHERE files IS NOT NULL
                        """)
                .bind("environment", environmentId)
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    Row append(
            Handle handle,
            String environmentId,
            String name,
            @Nullable Map<String, String> files,
            @Nullable String note,
            String createdBy,
            long change) {
        handle.createUpdate(
                        """
                        INSERT INTO environment_connector
                            (environment_id, name, version, change, files, note, created_by,
                             created_at)
                        SELECT :environment, :name, coalesce(max(version), 0) + 1, :change,
                            CAST(:files AS json), :note, :by, :now
                        FROM environment_connector
                        WHERE environment_id = :environment AND name = :name
                        """)
                .bind("environment", environmentId)
                .bind("name", name)
                .bind("change", change)
                .bind("files", files == null ? null : Json.text(files))
                .bind("note", note)
                .bind("by", createdBy)
                .bind("now", clock.instant())
                .execute();
        return ofChange(handle, change);
    }
}
