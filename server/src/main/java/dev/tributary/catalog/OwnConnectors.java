package dev.tributary.catalog;

import dev.tributary.Within;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Fixtures;
import dev.tributary.db.Database;
import dev.tributary.document.Problems;
import dev.tributary.document.Report;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The connectors that environments brought themselves, read from their files. Thread-safe. */
final class OwnConnectors {
    private static final int LOADED_MAX = 500;

    private final Database db;
    private final ConnectorStore store;
    private final Bundled bundled;
    private final Memo<Long, Loaded> loaded = new Memo<>(LOADED_MAX);

    /** {@code connectors} holds this one alone. */
    record Loaded(Connectors connectors, List<Fixture> fixtures) {}

    OwnConnectors(Database db, ConnectorStore store, Bundled bundled) {
        this.db = db;
        this.store = store;
        this.bundled = bundled;
    }

    /**
     * The one that this change wrote.
     *
     * @throws Problems when the server has become stricter since
     */
    Loaded loaded(long change) {
        return loaded.get(
                change,
                () -> {
                    var row =
                            Within.everything()
                                    .call(() -> db.read(handle -> store.ofChange(handle, change)));
                    return read(
                            row.environmentId(), row.name(), Objects.requireNonNull(row.texts()));
                });
    }

    /**
     * @throws Problems with everything that is wrong, each with its file and line
     */
    Loaded read(String environmentId, String name, Map<String, String> texts) {
        Connectors connectors = bundled.read(environmentId, name, texts);
        Report report = new Report();
        List<Fixture> fixtures = Fixtures.read(name, texts, report);
        report.throwIfAny();
        return new Loaded(connectors, fixtures);
    }
}
