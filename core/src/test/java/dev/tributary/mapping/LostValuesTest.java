package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connector.Bundled;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A value that a write mapping passes over is refused by its name, and never dropped. */
class LostValuesTest {
    private static final String PHONES =
            "{\"phone\": phone_numbers[type = \"work\"][0].number, \"changed\": $now()}";

    @Test
    void a_value_without_a_place_is_named_with_the_entry_that_it_stands_in() {
        assertThatThrownBy(
                        () ->
                                write(
                                        PHONES,
                                        Map.of(
                                                "phone_numbers",
                                                List.of(
                                                        phone("1", "work"),
                                                        phone("2", "fax"),
                                                        phone("3", "work")))))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "'phone_numbers[1].number' would be lost: the provider has no place for it"
                                + " beside what else is given; 'phone_numbers[2].number' would be"
                                + " lost: the provider has no place for it beside what else is"
                                + " given");
    }

    @Test
    void it_is_said_together_with_whatever_else_is_wrong() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("nmae", "x");
        given.put("phone_numbers", List.of(phone("2", "fax")));
        assertThatThrownBy(() -> write(PHONES, given))
                .hasMessageStartingWith("'nmae' is not a field of crm/contacts; 'phone_numbers[0]");
    }

    @Test
    void the_word_for_an_entry_may_become_another_one_where_the_entry_is_kept() {
        assertThat(
                        write(
                                "{\"phone\": phone_numbers[0].number}",
                                Map.of("phone_numbers", List.of(phone("1", "carrier pigeon")))))
                .containsEntry("phone", "1");
    }

    @Test
    void a_value_that_differs_from_no_value_is_not_lost() {
        String flag = "{\"is_cto\": title ? title = \"CTO\"}";
        assertThat(write(flag, Map.of("title", "CEO"))).containsEntry("is_cto", false);
        assertThatThrownBy(
                        () -> write("{\"is_cto\": title = \"CTO\" ? true}", Map.of("title", "CEO")))
                .hasMessageStartingWith("'title' would be lost");
    }

    @Test
    void a_value_that_is_only_checked_is_not_lost_if_another_one_is_refused() {
        String checked = "($exists(title) and title != \"CTO\" ? $error(\"only CTOs\"); {})";
        assertThat(write(checked, Map.of("title", "CTO"))).isEmpty();
        assertThatThrownBy(() -> write(checked, Map.of("title", "CEO")))
                .hasMessageContaining("only CTOs");
    }

    @Test
    void what_the_table_writes_is_there_unless_an_expression_writes_over_it() {
        String over = "{\"N\": name = \"Ada\" ? \"somebody\"}";
        assertThat(write(over, Map.of("first_name", "A", "name", "Bob"))).containsEntry("N", "Bob");
        assertThatThrownBy(
                        () ->
                                write(
                                        "{\"F\": title & \"\"}",
                                        Map.of("first_name", "A", "title", "B")))
                .hasMessageStartingWith("'first_name' would be lost");
    }

    @Test
    void a_field_whose_value_is_settled_need_not_be_in_the_body() {
        Mapping mapping =
                mapping(block("{\"d\": department = \"x\" ? title}", WatchExpressions.Meter.NONE));
        Map<String, @Nullable Object> given = Map.of("department", "y");
        assertThatThrownBy(() -> mapping.write(given, List.of(), Map.of()))
                .hasMessageStartingWith("'department' would be lost");
        assertThatCode(() -> mapping.write(given, List.of(), Set.of("department"), Map.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void comparing_is_not_counted_as_the_expression_s_use_and_ends() {
        AtomicInteger evaluations = new AtomicInteger();
        Mapping mapping = mapping(block(PHONES, counting(evaluations)));
        List<Object> phones = new ArrayList<>(List.of(phone("0", "work")));
        for (int i = 1; i < 300; i++) {
            phones.add(phone("" + i, "fax"));
        }
        assertThatThrownBy(
                        () -> mapping.write(Map.of("phone_numbers", phones), List.of(), Map.of()))
                .message()
                .matches(message -> message.split(" would be lost").length <= 201);
        assertThat(evaluations).hasValue(0);
        mapping.write(Map.of("phone_numbers", List.of(phone("0", "work"))), List.of(), Map.of());
        assertThat(evaluations).hasValue(1);
    }

    private static Map<String, Object> phone(String number, String type) {
        return Map.of("number", number, "type", type);
    }

    private static WatchExpressions.Meter counting(AtomicInteger evaluations) {
        return new WatchExpressions.Meter() {
            @Override
            public long begin() {
                return evaluations.incrementAndGet();
            }

            @Override
            public void end(long began, boolean failed) {}

            @Override
            public void accept(long steps) {}
        };
    }

    private static MappingSource.Block block(String write, WatchExpressions.Meter meter) {
        Provenance by = Provenance.ofConnector();
        return new MappingSource.Block(by, Expression.compile(write).at(by, meter), Map.of());
    }

    private static Mapping mapping(MappingSource.Block write) {
        return new MappingSource(
                        Bundled.MODELS.resource("crm", "contacts").orElseThrow(),
                        List.of(rule("id", "id"), rule("first_name", "F"), rule("name", "N")),
                        List.of(),
                        List.of(write),
                        null,
                        null,
                        false)
                .compile();
    }

    private static FieldRule rule(String unified, String from) {
        return new FieldRule(unified, from, Map.of(), false, false, false);
    }

    private static Map<String, @Nullable Object> write(
            String write, Map<String, ? extends @Nullable Object> unified) {
        return mapping(block(write, WatchExpressions.Meter.NONE))
                .write(new LinkedHashMap<>(unified), List.of(), Map.of());
    }
}
