package dev.tributary.csv;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class CsvPropertiesTest {
    @Provide
    Arbitrary<String> cell() {
        Arbitrary<String> hostile =
                Arbitraries.strings().withChars(" ,\"\n\r\t;.=\ufeff'x").ofMaxLength(12);
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(20);
        Arbitrary<String> wide = Arbitraries.of("🚀 to the moon", "Zoë", "日本, 語", "\u0000");
        return Arbitraries.oneOf(hostile, any, wide);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.integers()
                .between(1, 6)
                .flatMap(
                        columns -> cell().list().ofSize(columns).list().ofMinSize(1).ofMaxSize(12));
    }

    @Property
    void what_is_written_is_read(@ForAll("tables") List<List<String>> table) throws IOException {
        StringBuilder text = new StringBuilder();
        table.forEach(row -> CsvText.line(text, row));
        CsvReader reader = new CsvReader(new StringReader(text.toString()), CsvReader.Limits.USUAL);
        List<List<String>> read = new ArrayList<>();
        for (List<String> row = reader.next(); row != null; row = reader.next()) {
            read.add(row);
        }
        assertThat(read).isEqualTo(table);
    }

    @Property
    void records_come_back_but_for_what_is_empty(@ForAll("tables") List<List<String>> table) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> cells : table) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put("c" + i, cells.get(i));
            }
            rows.add(row);
        }
        CsvRecords records =
                new CsvRecords(new StringReader(CsvText.of(rows)), CsvReader.Limits.USUAL);
        for (Map<String, String> row : rows) {
            Map<String, String> expected = new LinkedHashMap<>(row);
            expected.values().removeIf(String::isEmpty);
            assertThat(records.next()).isEqualTo(expected);
        }
        assertThat(records.next()).isNull();
    }

    @Property
    void any_text_is_a_table_or_refused(@ForAll("cell") String text) throws IOException {
        CsvReader reader = new CsvReader(new StringReader(text), CsvReader.Limits.USUAL);
        try {
            int rows = 0;
            while (reader.next() != null) {
                rows++;
            }
            assertThat(rows).isLessThanOrEqualTo(text.length());
        } catch (InvalidCsv refused) {
            assertThat(refused).hasMessageStartingWith("line ");
        }
    }
}
