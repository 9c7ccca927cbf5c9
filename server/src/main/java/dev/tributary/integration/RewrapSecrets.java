package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Seals again, with the newest key, whatever is sealed with an older one, while servers go on
 * reading and writing: what somebody else has changed meanwhile is left to the next pass, and what
 * none of the keys opens is left as it is. Thread-safe.
 */
final class RewrapSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(RewrapSecrets.class);
    private static final int BATCH = 200;

    private final Database db;
    private final Vault vault;
    private final SealingKeys keys;

    /** Columns with secrets, and where a value of one of them lives. */
    private record Table(
            String name,
            List<String> key,
            List<String> columns,
            Function<Cell, Vault.Place> place) {}

    private record Cell(List<String> key, String column, byte[] sealed) {}

    private static final List<Table> TABLES =
            List.of(
                    new Table(
                            "credential",
                            List.of("environment_id", "integrated_account_id", "scheme"),
                            List.of("access", "refresh", "secrets"),
                            cell ->
                                    Credentials.place(
                                            cell.key.get(0),
                                            cell.key.get(1),
                                            cell.key.get(2),
                                            cell.column)),
                    new Table(
                            "provider_app",
                            List.of("environment_id", "provider"),
                            List.of(
                                    "client_secret",
                                    "webhook_secret",
                                    "private_key",
                                    "certificate"),
                            cell -> new Vault.Place(cell.key.get(0), cell.key.get(1), cell.column)),
                    new Table(
                            "link_token",
                            List.of("environment_id", "integrated_account_id"),
                            List.of("code_verifier", "secrets"),
                            cell ->
                                    new Vault.Place(
                                            cell.key.get(0),
                                            cell.key.get(1),
                                            cell.column.equals("secrets")
                                                    ? "typed"
                                                    : cell.column)));

    RewrapSecrets(Database db, Vault vault, SealingKeys keys) {
        this.db = db;
        this.vault = vault;
        this.keys = keys;
    }

    /** One pass over everything; how many values it sealed again. */
    int pass() {
        int done = 0;
        for (Table table : TABLES) {
            for (String column : table.columns) {
                done += pass(table, column);
            }
        }
        return done;
    }

    private int pass(Table table, String column) {
        int done = 0;
        List<String> after = null;
        while (true) {
            List<String> from = after;
            List<Cell> cells = db.read(handle -> cells(handle, table, column, from));
            for (Cell cell : cells) {
                done += keys.current(cell.sealed) ? 0 : again(table, cell);
            }
            if (cells.size() < BATCH) {
                return done;
            }
            after = cells.getLast().key;
        }
    }

    private static List<Cell> cells(
            Handle handle, Table table, String column, @Nullable List<String> after) {
        String key = String.join(", ", table.key);
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < table.key.size(); i++) {
            marks.add(":k" + i);
        }
        String beyond =
                after == null ? "" : " AND (%s) > (%s)".formatted(key, String.join(", ", marks));
        String query =
                "SELECT %1$s, %2$s FROM %3$s WHERE %2$s IS NOT NULL%4$s ORDER BY %1$s LIMIT %5$d"
                        .formatted(key, column, table.name, beyond, BATCH);
        var select = handle.createQuery(query);
        for (int i = 0; after != null && i < after.size(); i++) {
            select.bind("k" + i, after.get(i));
        }
        return select.map(
                        (row, context) -> {
                            List<String> values = new ArrayList<>();
                            for (String each : table.key) {
                                values.add(row.getString(each));
                            }
                            return new Cell(values, column, row.getBytes(column));
                        })
                .list();
    }

    private int again(Table table, Cell cell) {
        Vault.Place place = table.place.apply(cell);
        byte[] resealed;
        try {
            resealed = vault.seal(vault.open(cell.sealed, place), place);
        } catch (Failure lost) {
            LOG.warn("{} is left as it is: {}", table.name, lost.getMessage());
            return 0;
        }
        return db.write(
                handle -> {
                    var update =
                            handle.createUpdate(
                                            "UPDATE %1$s SET %2$s = :new WHERE %2$s = :old"
                                                    .formatted(table.name, cell.column))
                                    .bind("new", resealed)
                                    .bind("old", cell.sealed);
                    return update.execute();
                });
    }
}
