package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connector.Bundled;
import dev.tributary.mapping.Mapping.CustomField;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class MappingTest {
    private static final List<CustomField> NO_CUSTOM = List.of();

    @Test
    void the_table_reads_nested_provider_paths_into_nested_unified_fields() {
        Mapping mapping =
                mapping(List.of(rule("id", "Id"), rule("owner.id", "meta.owner.OwnerId")));
        assertThat(read(mapping, Map.of("Id", 5L, "meta", Map.of("owner", Map.of("OwnerId", 7L)))))
                .isEqualTo(Map.of("id", "5", "owner", Map.of("id", "7")));
    }

    @Test
    void every_field_of_the_table_is_there_and_null_when_the_provider_has_no_value() {
        Mapping mapping =
                mapping(List.of(rule("id", "id"), rule("name", "Name"), rule("owner.id", "o")));
        Map<String, @Nullable Object> record = new HashMap<>(Map.of("id", "1"));
        record.put("Name", null);
        assertThat(read(mapping, record)).containsEntry("name", null).containsEntry("owner", null);
    }

    @Test
    void a_name_that_holds_a_dot_stands_in_backticks() {
        Mapping mapping = mapping(List.of(rule("id", "id"), rule("name", "a.`b.c`.d")));
        assertThat(read(mapping, Map.of("id", "1", "a", Map.of("b.c", Map.of("d", "x")))))
                .containsEntry("name", "x");
    }

    @Test
    void nulls_are_gone_before_an_expression_sees_the_record() {
        Mapping mapping =
                mapping(
                        List.of(rule("id", "id")),
                        "{\"name\": $exists(n) ? \"there\" : \"gone\", \"description\": $count(l) &"
                                + " \"\"}");
        Map<String, @Nullable Object> record = new HashMap<>(Map.of("id", "1"));
        record.put("n", null);
        List<@Nullable Object> list = new ArrayList<>();
        list.add(null);
        list.add("x");
        record.put("l", list);
        assertThat(read(mapping, record))
                .containsEntry("name", "gone")
                .containsEntry("description", "1");
        assertThat(record).containsKey("n");
    }

    @Test
    void layers_are_evaluated_beside_each_other_and_their_results_merged() {
        Mapping mapping =
                mapping(
                        List.of(rule("id", "id"), rule("name", "n")),
                        "{\"description\": \"base\", \"custom_fields\": {\"a\": \"1\"}}",
                        "{\"description\": \"above\", \"custom_fields\": {\"b\": \"2\"}}");
        assertThat(read(mapping, Map.of("id", "1", "n", "x")))
                .containsEntry("name", "x")
                .containsEntry("description", "above")
                .containsEntry("custom_fields", Map.of("a", "1", "b", "2"));
    }

    @Test
    void custom_fields_come_in_the_form_of_their_type_and_as_they_are_where_they_do_not_fit() {
        Mapping mapping = mapping(List.of(rule("id", "id")));
        List<CustomField> custom =
                List.of(
                        new CustomField("n", "p.n", "number"),
                        new CustomField("b", "p.b", "boolean"),
                        new CustomField("d", "p.d", "date"),
                        new CustomField("odd", "p.odd", "number"),
                        new CustomField("none", "p.none", "string"));
        Map<String, Object> p = Map.of("n", "1.50", "b", "true", "d", "1490918400000", "odd", "x");
        Map<String, @Nullable Object> data =
                mapping.read(new HashMap<>(Map.of("id", "1", "p", p)), custom, Map.of()).data();
        Map<String, @Nullable Object> expected = new HashMap<>();
        expected.put("n", new BigDecimal("1.50"));
        expected.put("b", true);
        expected.put("d", "2017-03-31");
        expected.put("odd", "x");
        expected.put("none", null);
        assertThat(data).containsEntry("custom_fields", expected);
    }

    @Test
    void a_wrong_value_is_refused_with_record_field_expected_and_got() {
        Mapping mapping = mapping(List.of(rule("id", "id"), rule("amount", "a")));
        assertThatThrownBy(() -> read(mapping, Map.of("id", "17", "a", List.of("1.5"))))
                .isInstanceOf(MappingException.class)
                .hasMessage("record 17: field amount: expected a decimal, got a list of 1");
    }

    @Test
    void a_field_that_the_model_does_not_have_is_refused() {
        Mapping mapping = mapping(List.of(rule("id", "id")), "{\"nmae\": 1}");
        assertThatThrownBy(() -> read(mapping, Map.of("id", "17")))
                .hasMessage("record 17: the model has no field 'nmae'");
    }

    @Test
    void an_override_adds_fields_that_the_model_does_not_have() {
        Mapping mapping =
                mapping(
                        List.of(rule("id", "id"), added("tier", "Tier__c"), added("seen.by", "s")),
                        "{\"name\": n}",
                        "{\"score\": {\"now\": 7}, \"none\": missing}");
        assertThat(read(mapping, Map.of("id", "1", "n", "x", "Tier__c", List.of("gold"), "s", 5L)))
                .containsEntry("tier", List.of("gold"))
                .containsEntry("seen", Map.of("by", 5L))
                .containsEntry("score", Map.of("now", new BigDecimal("7")))
                .containsEntry("none", null)
                .containsEntry("name", "x");
        assertThat(mapping.added())
                .extracting(AddedField::name)
                .containsExactly("tier", "seen", "score", "none");
    }

    @Test
    void what_an_override_makes_only_with_a_record_is_added_too_if_it_can_be_a_field_s_name() {
        Mapping mapping = mapping(List.of(rule("id", "id")), "{\"name\": n}", "$merge([{x: y}])");
        assertThat(read(mapping, Map.of("id", "1", "x", "tier", "y", "gold")))
                .containsEntry("tier", "gold");
        for (String name : List.of("Tier", "a.b", "remote_data", "_explain", "")) {
            assertThatThrownBy(() -> read(mapping, Map.of("id", "1", "x", name, "y", "gold")))
                    .hasMessage("record 1: '%s' is no name of a field".formatted(name));
        }
    }

    @Test
    void the_connector_s_own_expression_adds_no_field_beside_one_that_may() {
        Mapping mapping =
                mapping(List.of(rule("id", "id")), "$merge([{\"nmae\": 1}])", "{\"score\": 1}");
        assertThatThrownBy(() -> read(mapping, Map.of("id", "17")))
                .hasMessage("record 17: the model has no field 'nmae'");
    }

    @Test
    void a_field_that_an_override_adds_is_written_where_it_is_read() {
        Mapping mapping = mapping(List.of(rule("id", "id"), added("tier", "p.Tier__c")));
        Map<String, @Nullable Object> given = new HashMap<>();
        given.put("tier", Map.of("level", 3L));
        assertThat(write(mapping, given))
                .isEqualTo(Map.of("p", Map.of("Tier__c", Map.of("level", 3L))));
        assertThat(mapping.writes()).contains("tier");
        assertThatThrownBy(() -> write(mapping, Map.of("teir", "x")))
                .hasMessage("'teir' is not a field of crm/opportunities");
    }

    @Test
    void a_record_without_an_id_and_an_expression_that_fails_are_refused() {
        Mapping mapping = mapping(List.of(rule("id", "id")), "{\"name\": $sum(x)}");
        assertThatThrownBy(() -> read(mapping, Map.of()))
                .hasMessage("record without id: field id: expected text, got nothing");
        assertThatThrownBy(() -> read(mapping, Map.of("id", "17", "x", "text")))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("record 17: read of the connector: ");
    }

    @Test
    void a_value_table_gives_our_words_for_theirs_and_null_for_unknown_ones_and_theirs_on_writes() {
        FieldRule stage =
                new FieldRule(
                        "status",
                        "stage",
                        Map.of("Won!", "won", "Lost", "lost"),
                        false,
                        false,
                        false);
        Mapping mapping = mapping(List.of(rule("id", "id"), stage));
        assertThat(read(mapping, Map.of("id", "1", "stage", "Won!")))
                .containsEntry("status", "won");
        assertThat(read(mapping, Map.of("id", "1", "stage", "Odd"))).containsEntry("status", null);
        assertThat(write(mapping, Map.of("status", "won"))).isEqualTo(Map.of("stage", "Won!"));
    }

    @Test
    void a_write_sends_what_was_given_and_null_clears() {
        Mapping mapping =
                mapping(
                        List.of(
                                rule("id", "id"),
                                rule("name", "properties.n"),
                                rule("amount", "properties.a"),
                                rule("owner.id", "properties.o")));
        Map<String, @Nullable Object> given = new HashMap<>();
        given.put("name", null);
        given.put("amount", new BigDecimal("10.50"));
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("n", null);
        properties.put("a", "10.50");
        assertThat(write(mapping, given)).isEqualTo(Map.of("properties", properties));
        given.clear();
        given.put("owner", null);
        properties.clear();
        properties.put("o", null);
        assertThat(write(mapping, given)).isEqualTo(Map.of("properties", properties));
    }

    @Test
    void a_write_block_is_laid_over_what_the_table_writes() {
        Mapping mapping =
                new MappingSource(
                                Bundled.MODELS.resource("crm", "opportunities").orElseThrow(),
                                List.of(rule("id", "id"), rule("name", "p.n")),
                                List.of(),
                                List.of(
                                        new MappingSource.Block(
                                                "own",
                                                Expression.compile(
                                                        "{\"p\": {\"d\": description}}"))),
                                null,
                                null,
                                false)
                        .compile();
        assertThat(write(mapping, Map.of("name", "x", "description", "y")))
                .isEqualTo(Map.of("p", Map.of("n", "x", "d", "y")));
        assertThat(write(mapping, Map.of("name", "x"))).isEqualTo(Map.of("p", Map.of("n", "x")));
    }

    @Test
    void everything_that_cannot_be_written_is_said_at_once() {
        FieldRule probability = new FieldRule("probability", "prob", Map.of(), true, false, false);
        Mapping mapping =
                mapping(
                        List.of(
                                rule("id", "id"),
                                rule("amount", "a"),
                                probability,
                                rule("owner.id", "o")),
                        "{\"status\": \"won\"}");
        Map<String, Object> given = new java.util.LinkedHashMap<>();
        given.put("id", "1");
        given.put("nmae", "x");
        given.put("probability", 1L);
        given.put("status", "won");
        given.put("amount", "ten");
        given.put("owner", Map.of("name", "Ada"));
        given.put("custom_fields", Map.of("a", 1L));
        assertThatThrownBy(() -> write(mapping, given))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "'id' is read-only; 'nmae' is not a field of crm/opportunities;"
                                + " 'probability' is read-only; 'status' cannot be written at this"
                                + " provider; 'amount' must be a decimal, not 'ten'; 'owner.name'"
                                + " cannot be written at this provider; 'custom_fields.a' is not a"
                                + " field of this account");
    }

    @Test
    void a_word_that_the_model_does_not_have_cannot_be_written() {
        Mapping mapping = mapping(List.of(rule("id", "id"), rule("status", "s")));
        assertThatThrownBy(() -> write(mapping, Map.of("status", "maybe")))
                .hasMessage("'status' must be one of open, won, lost");
    }

    @Test
    void what_is_asked_for_is_what_the_table_the_expressions_and_the_custom_fields_need() {
        Mapping mapping =
                new MappingSource(
                                Bundled.MODELS.resource("crm", "opportunities").orElseThrow(),
                                List.of(rule("id", "id"), rule("name", "properties.dealname")),
                                List.of(
                                        new MappingSource.Block(
                                                "own",
                                                Expression.compile(
                                                        "{\"status\": properties.won = \"true\" ?"
                                                                + " \"won\" : \"open\"}"))),
                                List.of(),
                                "properties",
                                null,
                                false)
                        .compile();
        assertThat(mapping.selects(List.of(new CustomField("k", "properties.k", "string"))))
                .containsExactly("dealname", "won", "k");
    }

    @Test
    void many_threads_share_a_mapping_and_mix_nothing_up() throws Exception {
        Mapping mapping =
                mapping(List.of(rule("id", "id"), rule("name", "n")), "{\"description\": n & n}");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Map<String, @Nullable Object>>> tasks = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                String n = "n" + i;
                tasks.add(() -> read(mapping, Map.of("id", n, "n", n)));
            }
            List<Future<Map<String, @Nullable Object>>> done = threads.invokeAll(tasks);
            for (int i = 0; i < done.size(); i++) {
                assertThat(done.get(i).get()).containsEntry("description", "n" + i + "n" + i);
            }
        }
    }

    private static FieldRule rule(String unified, String from) {
        return new FieldRule(unified, from, Map.of(), false, false, false);
    }

    private static FieldRule added(String unified, String from) {
        Provenance by = new Provenance("environment", "1", "/fields/" + unified);
        return new FieldRule(unified, from, Map.of(), false, false, false, by);
    }

    private static Mapping mapping(List<FieldRule> rules, String... reads) {
        List<MappingSource.Block> blocks = new ArrayList<>();
        for (String read : reads) {
            String layer = blocks.isEmpty() ? Provenance.CONNECTOR : "layer " + blocks.size();
            blocks.add(new MappingSource.Block(layer, Expression.compile(read)));
        }
        return new MappingSource(
                        Bundled.MODELS.resource("crm", "opportunities").orElseThrow(),
                        rules,
                        blocks,
                        List.of(),
                        null,
                        null,
                        false)
                .compile();
    }

    private static Map<String, @Nullable Object> read(
            Mapping mapping, Map<String, @Nullable Object> record) {
        return mapping.read(record, NO_CUSTOM, Map.of()).data();
    }

    private static Map<String, @Nullable Object> write(
            Mapping mapping, Map<String, ? extends @Nullable Object> unified) {
        return mapping.write(new java.util.LinkedHashMap<>(unified), NO_CUSTOM, Map.of());
    }
}
