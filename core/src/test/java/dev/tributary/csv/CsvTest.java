package dev.tributary.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class CsvTest {
    private static List<List<String>> read(String text) {
        return read(text, CsvReader.Limits.USUAL);
    }

    private static List<List<String>> read(String text, CsvReader.Limits limits) {
        CsvReader reader = new CsvReader(new StringReader(text), limits);
        List<List<String>> rows = new ArrayList<>();
        try {
            for (List<String> row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> records(String text) {
        CsvRecords records = new CsvRecords(new StringReader(text), CsvReader.Limits.USUAL);
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (var record = records.next(); record != null; record = records.next()) {
            all.add(record);
        }
        return all;
    }

    @Test
    void lines_end_in_any_of_three_ways_and_the_last_need_not_end() {
        List<List<String>> rows = List.of(List.of("a", "b"), List.of("1", "2"));
        assertThat(read("a,b\r\n1,2\r\n")).isEqualTo(rows);
        assertThat(read("a,b\n1,2")).isEqualTo(rows);
        assertThat(read("a,b\r1,2\r")).isEqualTo(rows);
        assertThat(read("\ufeffa,b\n\n\n1,2\n\n")).as("a mark, blank lines").isEqualTo(rows);
    }

    @Test
    void quotes_hold_whatever_there_is() {
        assertThat(read("\"a,b\",\"say \"\"hello\"\"\",\"two\r\nlines\",\"\"\n"))
                .containsExactly(List.of("a,b", "say \"hello\"", "two\r\nlines", ""));
    }

    @Test
    void an_empty_text_has_no_rows_and_an_empty_cell_is_one() {
        assertThat(read("")).isEmpty();
        assertThat(read(",\n\"\"")).containsExactly(List.of("", ""), List.of(""));
    }

    @Test
    void what_is_no_table_is_refused_with_its_line() {
        refused("a,b\n1,\"2", "line 2: the text ends inside of quotes");
        refused("a\n\"x\ny\"z", "line 3: text after the closing quote of a cell");
        refused("a\n5\" pipe", "line 2: a quote inside of a cell that begins without one");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidCsv.class).hasMessage(message);
    }

    @Test
    void cells_and_rows_have_a_bound() {
        var limits = new CsvReader.Limits(3, 2);
        assertThat(read("abc,\"def\"\n", limits)).hasSize(1);
        assertThatThrownBy(() -> read("a\nabcd", limits))
                .hasMessage("line 2: a cell has more than 3 characters");
        assertThatThrownBy(() -> read("\"abcd\"", limits))
                .hasMessage("line 1: a cell has more than 3 characters");
        assertThatThrownBy(() -> read("a,b,c", limits))
                .hasMessage("line 1: the row has more than 2 cells");
    }

    @Test
    void no_more_than_a_row_is_held() throws IOException {
        Reader endless =
                new Reader() {
                    private long count;

                    @Override
                    public int read(char[] to, int from, int length) {
                        Arrays.fill(to, from, from + length, count++ % 8 == 7 ? '\n' : 'x');
                        return length;
                    }

                    @Override
                    public void close() {}
                };
        CsvReader reader = new CsvReader(endless, CsvReader.Limits.USUAL);
        for (int i = 0; i < 1000; i++) {
            assertThat(reader.next()).hasSize(1);
        }
    }

    @Test
    void the_first_row_names_fields_and_dots_make_objects() {
        assertThat(records("Id,Owner.Name,Owner.Role.Id,Note\n1,Ada,r1,\n2,,,x\n"))
                .containsExactly(
                        Map.of(
                                "Id",
                                "1",
                                "Owner",
                                Map.of("Name", "Ada", "Role", Map.of("Id", "r1"))),
                        Map.of("Id", "2", "Note", "x"));
    }

    @Test
    void a_dotted_name_stays_whole_where_its_first_part_is_a_column_too() {
        assertThat(records("Owner.Name,Owner\nAda,o1\n"))
                .containsExactly(Map.of("Owner.Name", "Ada", "Owner", "o1"));
    }

    @Test
    void rows_must_be_as_long_as_the_first_and_names_must_differ() {
        assertThatThrownBy(() -> records("a,b\n1,2\n1\n"))
                .hasMessage("line 3: the row has 1 cells, the first row 2");
        assertThatThrownBy(() -> records("a,a\n")).hasMessage("line 1: two columns are named 'a'");
    }

    @Test
    void records_are_written_with_every_column_that_one_of_them_has() {
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        first.put("Name", "Acme, Inc.");
        first.put("Amount", new BigDecimal("1E+3"));
        Map<String, @Nullable Object> second = new LinkedHashMap<>();
        second.put("Name", null);
        second.put("Account", Map.of("Key", true));
        String text =
                CsvText.of(List.of(CsvText.cells(first, "#N/A"), CsvText.cells(second, "#N/A")));
        assertThat(text).isEqualTo("Name,Amount,Account.Key\n\"Acme, Inc.\",1000,\n#N/A,,true\n");
        assertThatThrownBy(() -> CsvText.cells(Map.of("Tags", List.of(1)), ""))
                .hasMessage("'Tags' is a list, which no cell can hold");
    }
}
