package dev.tributary.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class DialectTest {
    private static final Dialect SQL =
            new Dialect(
                    new Dialect.Source(
                            "SELECT {fields} FROM {object}[ WHERE {where}][ ORDER BY {order}] LIMIT"
                                    + " {size}",
                            Map.of(
                                    Operator.EQ, "{path} = {value}",
                                    Operator.GT, "{path} > {value}",
                                    Operator.IN, "{path} IN ({value})",
                                    Operator.CONTAINS, "{path} LIKE {value}"),
                            Map.of("string", "'{}'"),
                            "null",
                            Map.of("\\", "\\\\", "'", "\\'", "\n", "\\n"),
                            "%{}%",
                            Map.of("%", "\\%", "_", "\\_"),
                            Map.of(),
                            400));

    @Test
    void what_is_empty_is_left_out() {
        assertThat(SQL.statement(ask())).isEqualTo("SELECT Id, Name FROM Contact LIMIT 10");
    }

    @Test
    void values_are_written_by_their_type() {
        assertThat(
                        SQL.statement(
                                ask(
                                        eq("Name", "O'Neil\\", "string"),
                                        eq("Amount", "0012.50", "decimal"),
                                        eq("IsWon", true, "boolean"),
                                        eq("CloseDate", "2017-03-31T10:00:00Z", "date"),
                                        eq("CreatedDate", "2017-03-31", "datetime"),
                                        eq(
                                                "SystemModstamp",
                                                "2017-03-31T12:00:00.000+0200",
                                                "datetime"),
                                        eq("Phone", null, "string"))))
                .isEqualTo(
                        "SELECT Id, Name FROM Contact WHERE Name = 'O\\'Neil\\\\' AND Amount ="
                            + " 12.50 AND IsWon = true AND CloseDate = 2017-03-31 AND CreatedDate ="
                            + " 2017-03-31T00:00:00.000Z AND SystemModstamp ="
                            + " 2017-03-31T10:00:00.000Z AND Phone = null LIMIT 10");
    }

    @Test
    void a_list_and_a_part_of_a_text_are_written_item_by_item() {
        assertThat(
                        SQL.statement(
                                ask(
                                        new Ask.Condition(
                                                "Id", Operator.IN, List.of("a", "b'"), "string"),
                                        new Ask.Condition(
                                                "Name", Operator.CONTAINS, "50%_o'x", "string"))))
                .isEqualTo(
                        "SELECT Id, Name FROM Contact WHERE Id IN ('a', 'b\\'') AND Name LIKE"
                                + " '%50\\%\\_o\\'x%' LIMIT 10");
    }

    @Test
    void one_field_or_another_is_asked_for_beside_what_else_must_hold() {
        Ask ask =
                new Ask(
                        "Contact",
                        List.of("Id"),
                        List.of(
                                List.of(eq("Phone", "+1'", "string"), eq("Mobile", 1, "number")),
                                List.of(eq("Name", "Ada", "string"))),
                        List.of(),
                        List.of(),
                        10);
        assertThat(SQL.statement(ask))
                .isEqualTo(
                        "SELECT Id FROM Contact WHERE (Phone = '+1\\'' OR Mobile = 1) AND Name ="
                                + " 'Ada' LIMIT 10");
    }

    @Test
    void a_walk_goes_on_after_the_last_record_in_its_order() {
        Ask ask =
                new Ask(
                        "Contact",
                        List.of("Id"),
                        List.of(),
                        List.of(new Ask.Order("Stamp", false), new Ask.Order("Id", false)),
                        List.of(
                                new Ask.Key("Stamp", "datetime", "2017-03-31T10:00:00Z"),
                                new Ask.Key("Id", "string", "7")),
                        10);
        assertThat(SQL.statement(ask))
                .isEqualTo(
                        "SELECT Id FROM Contact WHERE (Stamp > 2017-03-31T10:00:00.000Z OR (Stamp ="
                            + " 2017-03-31T10:00:00.000Z AND Id > '7')) ORDER BY Stamp ASC, Id ASC"
                            + " LIMIT 10");
    }

    @Test
    void what_is_no_name_or_not_of_its_type_is_refused() {
        assertThatThrownBy(() -> SQL.statement(ask(eq("Name = '' OR Id", "x", "string"))))
                .isInstanceOf(InvalidAsk.class)
                .hasMessage("'Name = '' OR Id' is no name that a query can hold");
        assertThatThrownBy(() -> SQL.statement(ask(eq("Amount", "1 OR 1=1", "decimal"))))
                .hasMessage("'Amount' is compared with '1 OR 1=1', which is no number");
        assertThatThrownBy(() -> SQL.statement(ask(eq("CloseDate", "TODAY", "date"))))
                .hasMessage("'CloseDate' is compared with 'TODAY', which is no date");
        assertThatThrownBy(
                        () ->
                                SQL.statement(
                                        ask(new Ask.Condition("A", Operator.LTE, "1", "number"))))
                .hasMessage("'A' cannot be compared by lte here");
    }

    /** Whatever a caller sends, the statement's quotes close where ours do. */
    @Property
    void no_text_leaves_its_quotes(@ForAll String text) {
        if (text.length() > 1_000) {
            return;
        }
        String statement = SQL.statement(ask(eq("Name", text, "string")));
        String literal =
                statement.substring(
                        statement.indexOf("= ") + 2,
                        statement.indexOf(" LIMIT 10", statement.lastIndexOf('\'')));
        assertThat(literal).startsWith("'").endsWith("'");
        String inner = literal.substring(1, literal.length() - 1);
        int at = 0;
        while (at < inner.length()) {
            assertThat(inner.charAt(at)).isNotEqualTo('\'');
            at += inner.charAt(at) == '\\' ? 2 : 1;
        }
        assertThat(at).isEqualTo(inner.length());
    }

    @Test
    void a_long_select_is_told_in_groups_that_each_fit() {
        List<String> fields = new ArrayList<>(List.of("Id"));
        IntStream.range(0, 100).forEach(i -> fields.add("A_rather_long_field_name_" + i + "__c"));
        Ask ask = ask().of(fields);
        List<List<String>> groups = SQL.groups(ask, List.of("Id"));
        assertThat(groups).hasSizeGreaterThan(5).allMatch(group -> group.getFirst().equals("Id"));
        assertThat(groups.stream().flatMap(List::stream).distinct())
                .containsExactlyInAnyOrderElementsOf(fields);
        assertThat(SQL.groups(ask(), List.of("Id"))).containsExactly(List.of("Id", "Name"));
    }

    @Test
    void a_list_of_values_that_no_statement_holds_is_refused_with_how_many_it_would() {
        Ask.Condition in =
                new Ask.Condition(
                        "Id", Operator.IN, Collections.nCopies(200, "0031x000000001"), "string");
        assertThatThrownBy(() -> SQL.groups(ask(in), List.of("Id")))
                .isInstanceOf(InvalidAsk.class)
                .hasMessageMatching("'Id' is compared with 200 values; about \\d+ of .*");
    }

    private static Ask.Condition eq(
            String path, @org.jspecify.annotations.Nullable Object value, String type) {
        return new Ask.Condition(path, Operator.EQ, value, type);
    }

    private static Ask ask(Ask.Condition... conditions) {
        return new Ask(
                "Contact",
                List.of("Id", "Name"),
                Stream.of(conditions).map(List::of).toList(),
                List.of(),
                List.of(),
                10);
    }
}
