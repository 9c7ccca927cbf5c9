package dev.tributary.sandbox.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a bundled table: a heading line, then values between commas. No value is quoted. */
final class Csv {
    private static final String FOLDER = "/dev/tributary/sandbox/data/";

    private Csv() {}

    /** The rows in the order of the file, values by heading; an empty value is "". */
    static List<Map<String, String>> rows(String file) {
        List<String> lines = text(file).lines().toList();
        String[] headings = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            if (values.length != headings.length) {
                throw new IllegalStateException(file + ": row of another width: " + line);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < headings.length; i++) {
                row.put(headings[i], values[i].strip());
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(String file) {
        try (InputStream table = Csv.class.getResourceAsStream(FOLDER + file)) {
            if (table == null) {
                throw new IllegalStateException("the table " + file + " is not bundled");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
