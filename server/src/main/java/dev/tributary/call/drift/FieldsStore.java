package dev.tributary.call.drift;

import dev.tributary.Json;
import dev.tributary.call.Target;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The fields as they were last described. Works in its caller's transaction; thread-safe. */
final class FieldsStore {
    private final Clock clock;

    /**
     * @param found path → type and unified field
     */
    record Row(String connectorVersion, boolean complete, Jsonb found, List<String> missing) {
        @SuppressWarnings("unchecked") // as it was written
        Fields fields() {
            Map<String, Fields.Field> byPath = new TreeMap<>();
            Map<String, List<@Nullable String>> read = Json.read(found.text(), Map.class);
            read.forEach(
                    (path, pair) ->
                            byPath.put(
                                    path,
                                    new Fields.Field(
                                            String.valueOf(pair.getFirst()), pair.getLast())));
            return new Fields(connectorVersion, complete, byPath, Set.copyOf(missing));
        }
    }

    FieldsStore(Clock clock) {
        this.clock = clock;
    }

    /** Nobody else writes about the same resource until the transaction ends. */
    void lock(Handle handle, Target target) {
        String name =
                "described_fields %s %s %s"
                        .formatted(
                                target.account().id(),
                                target.resource().path(),
                                target.resource().object());
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))::text")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }

    Optional<Fields> find(Handle handle, Target target) {
        return handle.createQuery(
                        """
                        SELECT connector_version, complete, found, missing FROM described_fields
                        WHERE integrated_account_id = :account AND resource = :resource
                            AND object = :object
                        """)
                .bind("account", target.account().id())
                .bind("resource", target.resource().path())
                .bind("object", target.resource().object())
                .mapTo(Row.class)
                .map(Row::fields)
                .findOne();
    }

    void keep(Handle handle, Target target, Fields fields) {
        Map<String, List<@Nullable String>> found = new TreeMap<>();
        fields.found()
                .forEach(
                        (path, field) ->
                                found.put(path, Arrays.asList(field.type(), field.unified())));
        handle.createUpdate(
                        """
                        INSERT INTO described_fields
                            (integrated_account_id, resource, object, connector_version, complete,
                             found, missing, changed_at)
                        VALUES (:account, :resource, :object, :version, :complete,
                            :found, :missing, :now)
                        ON CONFLICT (integrated_account_id, resource, object) DO UPDATE
                        SET connector_version = :version, complete = :complete, found = :found,
                            missing = :missing, changed_at = :now
                        """)
                .bind("account", target.account().id())
                .bind("resource", target.resource().path())
                .bind("object", target.resource().object())
                .bind("version", fields.connectorVersion())
                .bind("complete", fields.complete())
                .bind("found", new Jsonb(Json.text(found)))
                .bind("missing", fields.missing().toArray(String[]::new))
                .bind("now", clock.instant())
                .execute();
    }
}
