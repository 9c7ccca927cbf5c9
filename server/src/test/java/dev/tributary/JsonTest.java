package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class JsonTest {
    record Deal(String dealName, BigDecimal amount, int count) {
        Deal {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("amount is negative");
            }
        }
    }

    @Test
    void every_digit_of_a_number_survives_reading_and_writing() {
        String text = "{\"a\":12345678901234567.8900,\"b\":9007199254740993,\"c\":1.50}";
        assertThat(Json.text(Json.tree(text))).isEqualTo(text);
        assertThat(Json.text(Json.read(text, Map.class))).isEqualTo(text);
        assertThat(Json.read(text, Map.class).get("c")).isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void a_plain_tree_is_read_as_the_mapper_reads_it() {
        String text =
                """
                {"a": [1, -9007199254740993, 123456789012345678901234567890, 1.50, 1e3, true, null],
                 "ö": {"": "\\u0000\\"", "list": [], "map": {}}, "z": "2017-03-31"}
                """;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Json.plain(bytes)).isEqualTo(Json.read(bytes, Object.class));
        assertThat(Json.plain("7".getBytes(StandardCharsets.UTF_8))).isEqualTo(7);
        for (String bad : List.of("", "{\"a\":1} x", "{\"a\":null,\"a\":2}", "[1", "]", "{1:2}")) {
            assertThatThrownBy(() -> Json.plain(bad.getBytes(StandardCharsets.UTF_8)))
                    .as(bad)
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("the JSON cannot be read");
        }
        byte[] deep = "[".repeat(201).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.plain(deep)).isInstanceOf(Failure.class);
    }

    @Test
    void a_list_of_objects_that_are_alike_or_nearly_is_read_as_the_mapper_reads_it() {
        String text =
                """
                [{"id": 1, "p": {"a": null, "b": "x"}, "z": true}, {"id": 2, "p": {"a": 1, "b": null}, "z": false},
                 {"id": 3, "p": {"a": 1}}, {}, {"z": 1, "id": 4}, {"id": 5, "p": null, "z": 1, "more": []},
                 {"id": 6, "p": {"a": 1, "c": 2, "b": 3}}, 7, [{"id": 8}], {"id": {"id": 9}, "p": "text"}]
                """;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Object plain = Json.plain(bytes);
        Object read = Json.read(bytes, Object.class);
        assertThat(plain).isEqualTo(read);
        assertThat(new String(Json.bytes(plain), StandardCharsets.UTF_8))
                .isEqualTo(Json.text(read));
        for (String bad :
                List.of("[{\"a\":1,\"b\":2},{\"a\":1,\"b\":2,\"a\":3}]", "[{\"a\":1},{\"a\":1")) {
            assertThatThrownBy(() -> Json.plain(bad.getBytes(StandardCharsets.UTF_8)))
                    .as(bad)
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    void a_plain_tree_is_written_as_the_mapper_writes_it() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("numbers", List.of(1, 2L, new BigInteger("1" + "0".repeat(30)), 1.5, (short) 3));
        tree.put("decimals", List.of(new BigDecimal("1.50"), new BigDecimal("1E+3")));
        tree.put("nothing", null);
        tree.put("text", "a \"quoted\" ö \u0001 line\n and 😀");
        tree.put("record", new Note("x", null));
        tree.put("instant", Instant.parse("2017-03-31T23:59:59.120Z"));
        tree.put("enum", Code.NOT_FOUND);
        tree.put("keys", Map.of(Code.NOT_FOUND, 1));
        tree.put("bytes", new byte[] {1, 2});
        tree.put("set", Set.of("one"));
        tree.put("optional", Optional.of("there"));
        assertThat(new String(Json.bytes(tree), StandardCharsets.UTF_8)).isEqualTo(Json.text(tree));
        assertThat(new String(Json.bytes(List.of(tree, Map.of())), StandardCharsets.UTF_8))
                .isEqualTo(Json.text(List.of(tree, Map.of())));
    }

    @Test
    void record_components_are_snake_case_on_the_wire() {
        Deal deal = Json.read("{\"deal_name\":\"a\",\"amount\":\"1.10\",\"count\":2}", Deal.class);
        assertThat(deal).isEqualTo(new Deal("a", new BigDecimal("1.10"), 2));
        assertThat(Json.text(deal)).contains("\"deal_name\":\"a\"");
    }

    @Test
    void malformed_unknown_and_refused_input_is_an_invalid_request() {
        assertThatThrownBy(() -> Json.tree("{\"a\":1} x")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Json.tree("{\"a\":1,\"a\":2}")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Json.tree("")).isInstanceOf(Failure.class);
        assertThatThrownBy(
                        () ->
                                Json.read(
                                        "{\"deal_name\":\"a\",\"amount\":1,\"count\":1,\"colour\":1}",
                                        Deal.class))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("colour");
        assertThatThrownBy(
                        () ->
                                Json.read(
                                        "{\"deal_name\":\"a\",\"amount\":-1,\"count\":2}",
                                        Deal.class))
                .isInstanceOf(Failure.class)
                .hasMessage("amount is negative");
    }

    record Many(List<Deal> deals) {}

    @Test
    void what_is_wrong_is_told_in_the_words_of_json() {
        Map<String, String> problems = new LinkedHashMap<>();
        problems.put("{}", "deals must be there");
        problems.put("{\"deals\":null}", "deals must not be null");
        problems.put("{\"deals\":7}", "deals must be a list");
        problems.put("{\"deals\":[7]}", "deals[0] must be an object");
        problems.put("{\"deals\":[{\"count\":1}]}", "deals[0].deal_name must be there");
        problems.put(
                "{\"deals\":[{\"deal_name\":\"a\",\"amount\":1,\"count\":\"x\"}]}",
                "deals[0].count must be a whole number");
        problems.put(
                "{\"deals\":[{\"deal_name\":[],\"amount\":1,\"count\":1}]}",
                "deals[0].deal_name must be text");
        problems.put("{\"deals\":[],\"deels\":[]}", "there is no deels; there is deals");
        problems.put("[]", "it must be an object");
        problems.put("{\"deals\":[}", "Unexpected close marker");
        problems.put("{", "Unexpected end-of-input");
        problems.put("", "it must be an object");
        problems.forEach(
                (json, problem) ->
                        assertThatThrownBy(() -> Json.read(json, Many.class))
                                .as(json)
                                .isInstanceOf(Failure.class)
                                .hasMessageStartingWith("the JSON cannot be read")
                                .hasMessageContaining(problem)
                                .message()
                                .doesNotContain(
                                        "dev.tributary", "java", "creator", "line -1", "class"));
    }

    record Note(String text, @Nullable String author) {}

    @Test
    void a_component_that_is_not_nullable_must_be_there() {
        assertThat(Json.read("{\"text\":\"a\"}", Note.class)).isEqualTo(new Note("a", null));
        assertThatThrownBy(() -> Json.read("{\"author\":\"a\"}", Note.class))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("text");
        assertThatThrownBy(() -> Json.read("{\"text\":null}", Note.class))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("text");
    }

    @Test
    void a_secret_never_prints_itself() {
        assertThat(new Secret("hunter2")).hasToString("***");
    }
}
