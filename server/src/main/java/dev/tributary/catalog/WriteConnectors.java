package dev.tributary.catalog;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.catalog.ConnectorStore.Row;
import dev.tributary.db.Database;
import dev.tributary.document.Problem;
import dev.tributary.document.Problems;
import dev.tributary.ops.AuditLog;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Environments' own connectors and their versions: checked like those of a folder, in force here
 * when the write returns, and on every other server soon after. Thread-safe.
 */
public final class WriteConnectors {
    private static final int FILES_MAX = 200;
    private static final int FILE_BYTES_MAX = 200_000;
    private static final int BYTES_MAX = 1_000_000;
    private static final int CONNECTORS_MAX = 50;
    private static final int VERSIONS_MAX = 200;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,39}");
    private static final Pattern PATH =
            Pattern.compile(
                    "connector\\.yaml|[a-z][a-z0-9_]{0,39}/[A-Za-z0-9][\\w.-]{0,99}\\.yaml");

    private final Database db;
    private final FollowChanges follow;
    private final Bundled bundled;
    private final OwnConnectors own;
    private final CheckLayers check;
    private final ConnectorStore store;
    private final AuditLog audit;

    WriteConnectors(
            Database db,
            FollowChanges follow,
            Bundled bundled,
            OwnConnectors own,
            CheckLayers check,
            ConnectorStore store,
            AuditLog audit) {
        this.db = db;
        this.follow = follow;
        this.bundled = bundled;
        this.own = own;
        this.check = check;
        this.store = store;
        this.audit = audit;
    }

    /** The last version, unless it took the connector away. */
    public Optional<ConnectorVersion> current(String environmentId, String name) {
        return db.read(handle -> store.current(handle, environmentId, name))
                .filter(row -> row.files() != null)
                .map(Row::shown);
    }

    /** The newest first; the last two hundred. */
    public List<ConnectorVersion> versions(String environmentId, String name) {
        return db.read(handle -> store.versions(handle, environmentId, name, VERSIONS_MAX)).stream()
                .map(Row::shown)
                .toList();
    }

    /**
     * @throws Failure {@code not_found}
     */
    public ConnectorVersion version(String environmentId, String name, long version) {
        return db.read(handle -> store.version(handle, environmentId, name, version))
                .map(Row::shown)
                .orElseThrow(
                        () ->
                                Failure.notFound(
                                        "connector %s in version".formatted(name),
                                        String.valueOf(version)));
    }

    /**
     * @param texts of its files by their paths; null: it is taken away
     * @throws Failure {@code conflict} for the name of a bundled one, {@code unprocessable} with
     *     every problem
     */
    public ConnectorVersion put(
            String environmentId,
            String name,
            @Nullable Map<String, String> texts,
            @Nullable String note,
            Rehearsal rehearsal,
            Overrides.By by) {
        InForce now = follow.look();
        if (texts != null) {
            requireName(now, environmentId, name);
            requireBounds(texts);
            OwnConnectors.Loaded loaded = read(environmentId, name, texts);
            requirePassing(name, rehearsal, loaded);
            check.connector(now, environmentId, name, Compose.Base.of(loaded.connectors(), name));
        } else if (now.connector(environmentId, name) == 0) {
            throw Failure.notFound("connector of this environment", name);
        }
        Row row =
                db.write(
                        handle -> {
                            long change = ChangeCounter.next(handle);
                            Row before = store.current(handle, environmentId, name).orElse(null);
                            if (texts != null
                                    && store.others(handle, environmentId, name)
                                            >= CONNECTORS_MAX) {
                                throw new Failure(
                                        Code.CONFLICT,
                                        "an environment has at most %d connectors of its own"
                                                .formatted(CONNECTORS_MAX));
                            }
                            Row after =
                                    store.append(
                                            handle,
                                            environmentId,
                                            name,
                                            texts,
                                            note,
                                            by.keyId(),
                                            change);
                            audit.record(
                                    handle,
                                    new AuditLog.Act(
                                            environmentId,
                                            by.keyId(),
                                            texts == null ? "connector.delete" : "connector.put",
                                            name,
                                            before == null ? null : brief(before),
                                            brief(after),
                                            by.requestId()));
                            return after;
                        });
        follow.look();
        return row.shown();
    }

    private static void requirePassing(
            String name, Rehearsal rehearsal, OwnConnectors.Loaded loaded) {
        List<Problem> problems = rehearsal.play(loaded.connectors(), name, loaded.fixtures());
        if (!problems.isEmpty()) {
            throw Fault.failure(
                    "fixtures of the connector %s do not pass".formatted(name),
                    new Problems(problems));
        }
    }

    private OwnConnectors.Loaded read(
            String environmentId, String name, Map<String, String> texts) {
        try {
            return own.read(environmentId, name, texts);
        } catch (Problems problems) {
            throw Fault.failure("the connector %s has problems".formatted(name), problems);
        }
    }

    private void requireName(InForce now, String environmentId, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Failure.invalid(
                    "'%s' is no name of a connector: 2 to 40 of a-z, 0-9 and _, a letter first",
                    name);
        }
        if (bundled.providers().contains(name) && now.connector(environmentId, name) == 0) {
            throw new Failure(
                    Code.CONFLICT,
                    "the server has a connector %1$s: lay what differs over it with PUT /overrides/%1$s, or choose another name"
                            .formatted(name));
        }
    }

    private static void requireBounds(Map<String, String> texts) {
        if (texts.size() > FILES_MAX) {
            throw Failure.invalid(
                    "a connector has at most %d files, not %d", FILES_MAX, texts.size());
        }
        long all = 0;
        for (Map.Entry<String, String> file : texts.entrySet()) {
            if (!PATH.matcher(file.getKey()).matches()) {
                throw Failure.invalid(
                        "'%s' is no path in a connector, such as connector.yaml,"
                                + " crm/contacts.yaml or fixtures/contacts.list.yaml",
                        file.getKey());
            }
            int bytes = file.getValue().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > FILE_BYTES_MAX) {
                throw Failure.invalid("%s is larger than %d bytes", file.getKey(), FILE_BYTES_MAX);
            }
            all += bytes;
        }
        if (all > BYTES_MAX) {
            throw Failure.invalid("a connector has at most %d bytes, not %d", BYTES_MAX, all);
        }
    }

    private static Map<String, Object> brief(Row row) {
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("version", row.version());
        Map<String, String> texts = row.texts();
        if (texts != null) {
            brief.put("files", List.copyOf(texts.keySet()));
        }
        return brief;
    }
}
