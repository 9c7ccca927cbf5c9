package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.csv.CsvReader;
import dev.tributary.csv.CsvRecords;
import dev.tributary.csv.InvalidCsv;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer in CSV as the list of its records. */
final class DecodeCsv {
    private static final int RECORDS_MAX = 100_000;

    private DecodeCsv() {}

    /**
     * @throws Failure {@code upstream_invalid} naming the line
     */
    static List<@Nullable Object> of(Connector connector, String path, byte[] body) {
        try {
            CsvRecords records =
                    new CsvRecords(
                            new InputStreamReader(
                                    new ByteArrayInputStream(body), StandardCharsets.UTF_8),
                            CsvReader.Limits.USUAL);
            List<@Nullable Object> all = new ArrayList<>();
            for (Map<String, @Nullable Object> record = records.next();
                    record != null;
                    record = records.next()) {
                if (all.size() == RECORDS_MAX) {
                    throw invalid(connector, path, "more than %d rows".formatted(RECORDS_MAX));
                }
                all.add(record);
            }
            return all;
        } catch (InvalidCsv malformed) {
            throw invalid(connector, path, "CSV that cannot be read: " + malformed.getMessage());
        }
    }

    private static Failure invalid(Connector connector, String path, String what) {
        return new Failure(
                Code.UPSTREAM_INVALID,
                "%s answered at %s with %s".formatted(connector.title(), path, what));
    }
}
