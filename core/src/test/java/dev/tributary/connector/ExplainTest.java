package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.mapping.Explanation;
import dev.tributary.mapping.Explanation.Dropped;
import dev.tributary.mapping.Explanation.From;
import dev.tributary.mapping.Explanation.Reason;
import dev.tributary.mapping.Explanation.Source;
import dev.tributary.mapping.Mapping;
import dev.tributary.mapping.MappingException;
import dev.tributary.mapping.Provenance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What explanations say of a bundled connector and of layers over it. */
class ExplainTest {
    private static final List<Mapping.CustomField> SIZE =
            List.of(new Mapping.CustomField("size", "properties.size", "number"));

    private static final Map<String, @Nullable Object> DEAL =
            new HashMap<>(
                    Map.of(
                            "id", "1",
                            "properties", properties(),
                            "createdAt", "2017-03-01T00:00:00Z",
                            "updatedAt", "2017-03-01T00:00:00Z"));

    private static Map<String, @Nullable Object> properties() {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("dealname", "X");
        properties.put("alias", "Y");
        properties.put("description", "");
        properties.put("amount", null);
        properties.put("size", "5");
        properties.put("odd", "never read");
        return properties;
    }

    private static Mapping mapping(Layer... layers) {
        return Bundled.CONNECTORS
                .compile("hubspot", List.of(layers))
                .resource("crm", "opportunities")
                .orElseThrow()
                .mapping();
    }

    private static Layer layer(String name, String version, Map<String, ?> changes) {
        return new Layer(name, version, Map.of("crm", Map.of("opportunities", changes)));
    }

    private static Explanation explain(Layer... layers) {
        return explain(mapping(layers));
    }

    private static Explanation explain(Mapping mapping) {
        return mapping.explain(DEAL, SIZE, Map.of(), mapping.read(DEAL, SIZE, Map.of()));
    }

    private static Source source(Explanation explanation, String field) {
        assertThat(explanation.fields()).containsKey(field);
        return java.util.Objects.requireNonNull(explanation.fields().get(field));
    }

    @Test
    void a_line_of_the_connector_s_table_is_told_with_its_file_line_path_and_raw_value() {
        Source name = source(explain(), "name");
        assertThat(name.from()).isEqualTo(From.TABLE);
        assertThat(name.by().layer()).isEqualTo("connector");
        assertThat(name.by().version()).matches("[0-9a-f]{16}");
        assertThat(name.by().place()).matches("hubspot/crm/opportunities.yaml:\\d+");
        assertThat(name.expression()).isEqualTo("name: properties.dealname");
        assertThat(name.paths()).containsExactly("properties.dealname");
        assertThat(name.raw()).isEqualTo(Map.of("properties.dealname", "X"));
        assertThat(name.hides()).isEmpty();
    }

    @Test
    void a_field_of_an_expression_is_told_with_its_part_of_it_and_its_line() {
        Source status = source(explain(), "status");
        assertThat(status.from()).isEqualTo(From.READ);
        assertThat(status.paths()).contains("properties.hs_is_closed_won");
        assertThat(status.expression()).contains("hs_is_closed_won").doesNotContain("\"status\"");
        assertThat(status.by().place()).matches("hubspot/crm/opportunities.yaml:\\d+");
    }

    @Test
    void a_custom_field_is_told_with_the_path_that_was_discovered() {
        Source size = source(explain(), "custom_fields.size");
        assertThat(size.from()).isEqualTo(From.DISCOVER);
        assertThat(size.expression()).isEqualTo("size: properties.size");
        assertThat(size.raw()).isEqualTo(Map.of("properties.size", "5"));
        assertThat(size.by().place()).startsWith("hubspot/");
    }

    @Test
    void a_higher_layer_s_line_hides_those_below() {
        Layer environment =
                layer("environment", "7", Map.of("fields", Map.of("name", "properties.alias")));
        Layer account =
                layer("account", "2", Map.of("read", "{\"name\": $uppercase(properties.alias)}"));
        Source name = source(explain(environment, account), "name");
        assertThat(name.by()).isEqualTo(new Provenance("account", "2", "/crm/opportunities/read"));
        assertThat(name.expression()).isEqualTo("$uppercase(properties.alias)");
        assertThat(name.raw()).isEqualTo(Map.of("properties.alias", "Y"));
        assertThat(name.hides())
                .extracting(one -> one.by().layer() + " " + one.expression())
                .containsExactly(
                        "environment name: properties.alias",
                        "connector name: properties.dealname");
    }

    @Test
    void a_field_that_a_layer_adds_is_told_as_any_other() {
        Layer layer =
                layer(
                        "account",
                        "1",
                        Map.of(
                                "fields",
                                Map.of("nick_name", "properties.alias"),
                                "read",
                                "{\"custom_fields\": {\"size\": 7}}"));
        Explanation explanation = explain(layer);
        assertThat(source(explanation, "nick_name").by().place())
                .isEqualTo("/crm/opportunities/fields/nick_name");
        Source size = source(explanation, "custom_fields.size");
        assertThat(size.from()).isEqualTo(From.READ);
        assertThat(size.hides()).extracting(Source::from).containsExactly(From.DISCOVER);
    }

    @Test
    void a_word_list_that_a_layer_changes_is_that_layer_s() {
        Map<String, Object> line =
                Map.of("from", "properties.alias", "values", Map.of("Y", "won", "Z", "open"));
        Layer lower =
                layer("environment", "1", Map.of("read", "{}", "fields", Map.of("status", line)));
        Map<String, @Nullable Object> without = new HashMap<>();
        without.put("Y", null);
        Layer upper =
                layer(
                        "account",
                        "1",
                        Map.of("fields", Map.of("status", Map.of("values", without))));
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("read", null);
        Mapping mapping = mapping(lower, layer("between", "1", none), upper);
        Explanation explanation = explain(mapping);
        assertThat(source(explanation, "status").by().layer()).isEqualTo("account");
        assertThat(explanation.dropped())
                .contains(new Dropped(Reason.NO_WORD, "status", "properties.alias", "Y", null));
    }

    @Test
    void what_came_to_nothing_is_told_with_the_reason() {
        Map<String, @Nullable Object> gone = new HashMap<>();
        gone.put("name", null);
        List<Dropped> dropped = explain(layer("account", "3", Map.of("fields", gone))).dropped();
        assertThat(dropped)
                .contains(
                        new Dropped(Reason.UNREAD, null, "properties.odd", "never read", null),
                        new Dropped(Reason.NULL, "amount", "properties.amount", null, null),
                        new Dropped(
                                Reason.EMPTY, "description", "properties.description", "", null))
                .anySatisfy(
                        one -> {
                            assertThat(one.reason()).isEqualTo(Reason.REMOVED);
                            assertThat(one.field()).isEqualTo("name");
                            assertThat(one.raw()).isEqualTo("X");
                            assertThat(one.by()).isEqualTo(new Provenance("account", "3", ""));
                        })
                .noneMatch(one -> "properties.size".equals(one.path()));
    }

    @Test
    void a_refused_value_names_the_layer_and_the_place_that_made_it() {
        Mapping mapping =
                mapping(layer("environment", "4", Map.of("read", "{\"amount\": [\"a lot\", 1]}")));
        assertThatThrownBy(() -> mapping.read(DEAL, SIZE, Map.of()))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        failed ->
                                assertThat(failed.by())
                                        .isEqualTo(
                                                new Provenance(
                                                        "environment",
                                                        "4",
                                                        "/crm/opportunities/read")));
    }

    @Test
    void a_write_is_told_by_the_paths_of_the_provider_s_body() {
        Mapping mapping =
                mapping(
                        layer(
                                "environment",
                                "7",
                                Map.of("write", "{\"properties\": {\"alias\": name}}")));
        Explanation explanation =
                mapping.explainWrite(
                        Map.of("name", "X", "amount", "5"),
                        Map.of("properties", Map.of("amount", "6", "extra", true)),
                        SIZE,
                        Map.of("new", true));
        assertThat(source(explanation, "properties.dealname").expression())
                .isEqualTo("name: properties.dealname");
        Source alias = source(explanation, "properties.alias");
        assertThat(alias.by().layer()).isEqualTo("environment");
        assertThat(alias.raw()).isEqualTo(Map.of("name", "X"));
        assertThat(source(explanation, "properties.extra").from()).isEqualTo(From.REMOTE_DATA);
        assertThat(source(explanation, "properties.amount").hides())
                .extracting(Source::from)
                .contains(From.TABLE);
    }
}
