package dev.tributary.csv;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes records as a table: a member of an object becomes a column with a dotted name. Lines end
 * with LF, the last one too.
 */
public final class CsvText {
    private CsvText() {}

    /**
     * A record's cells by column.
     *
     * @param nothing how null is written
     * @throws InvalidCsv for a list, which no cell can hold
     */
    public static Map<String, String> cells(Map<String, ?> record, String nothing) {
        Map<String, String> cells = new LinkedHashMap<>();
        flatten("", record, nothing, cells);
        return cells;
    }

    private static void flatten(
            String path, Map<?, ?> record, String nothing, Map<String, String> cells) {
        record.forEach(
                (name, value) -> {
                    String column = path + name;
                    switch (value) {
                        case Map<?, ?> below -> flatten(column + ".", below, nothing, cells);
                        case Collection<?> _ ->
                                throw new InvalidCsv(
                                        "'%s' is a list, which no cell can hold".formatted(column));
                        case null -> cells.put(column, nothing);
                        default -> cells.put(column, text(value));
                    }
                });
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /** All columns that any of the rows has, in the order in which they are met, and the rows. */
    public static String of(List<Map<String, String>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        StringBuilder out = new StringBuilder();
        line(out, List.copyOf(columns));
        for (Map<String, String> row : rows) {
            line(out, columns.stream().map(column -> row.getOrDefault(column, "")).toList());
        }
        return out.toString();
    }

    /** Appends one row. */
    public static void line(StringBuilder out, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            cell(out, cells.get(i), cells.size() == 1);
        }
        out.append('\n');
    }

    private static void cell(StringBuilder out, String text, boolean alone) {
        if (!needsQuotes(text, alone)) {
            out.append(text);
            return;
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                out.append('"');
            }
            out.append(c);
        }
        out.append('"');
    }

    /** Space at an end is quoted because some readers trim; an empty row would be a blank line. */
    private static boolean needsQuotes(String text, boolean alone) {
        if (text.isEmpty()) {
            return alone;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == ',' || c == '\n' || c == '\r' || c == '\ufeff') {
                return true;
            }
        }
        return Character.isWhitespace(text.charAt(0))
                || Character.isWhitespace(text.charAt(text.length() - 1));
    }
}
