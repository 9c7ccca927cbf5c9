package dev.tributary.csv;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads records from a table: the first row names their fields, a dotted name stands for a member
 * of an object. All values are text; an empty cell is no value, and its field is left out. For one
 * thread.
 */
public final class CsvRecords {
    private final CsvReader reader;
    private final List<String> columns;
    private final List<List<String>> paths;

    /**
     * @throws InvalidCsv when the first row does not name fields
     */
    public CsvRecords(Reader in, CsvReader.Limits limits) {
        reader = new CsvReader(in, limits);
        List<String> first = row();
        columns = first == null ? List.of() : first;
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new InvalidCsv(1, "two columns are named '%s'".formatted(column));
            }
        }
        paths = columns.stream().map(column -> path(column, seen)).toList();
    }

    /** Where an object would be in the place of another column's text, the name stays whole. */
    private static List<String> path(String column, Set<String> columns) {
        for (int dot = column.indexOf('.'); dot >= 0; dot = column.indexOf('.', dot + 1)) {
            if (dot == 0 || columns.contains(column.substring(0, dot))) {
                return List.of(column);
            }
        }
        return List.of(column.split("\\.", -1));
    }

    /** The names of the first row; none where there is no row at all. */
    public List<String> columns() {
        return columns;
    }

    /**
     * The next record; null: there is none.
     *
     * @throws InvalidCsv naming the line
     */
    public @Nullable Map<String, @Nullable Object> next() {
        long at = reader.line();
        List<String> row = row();
        if (row == null) {
            return null;
        }
        if (row.size() != columns.size()) {
            throw new InvalidCsv(
                    at,
                    "the row has %d cells, the first row %d".formatted(row.size(), columns.size()));
        }
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                put(record, paths.get(i), row.get(i));
            }
        }
        return record;
    }

    private @Nullable List<String> row() {
        try {
            return reader.next();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked") // only objects of ours are in it
    private static void put(Map<String, @Nullable Object> record, List<String> path, String value) {
        Map<String, @Nullable Object> at = record;
        for (String name : path.subList(0, path.size() - 1)) {
            at =
                    (Map<String, @Nullable Object>)
                            at.computeIfAbsent(
                                    name, absent -> new LinkedHashMap<String, @Nullable Object>());
        }
        at.put(path.getLast(), value);
    }
}
