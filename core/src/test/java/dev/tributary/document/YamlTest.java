package dev.tributary.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

class YamlTest {
    private final Report report = new Report();

    @Test
    void every_value_knows_the_line_of_its_key() {
        Node node =
                Yaml.read("a: 1\nb:\n  c: x\n  d: [1,\n    2]\n", "f.yaml", report).orElseThrow();
        assertThat(node.at("b").origin()).hasToString("f.yaml:2");
        assertThat(node.at("b").at("c").origin()).hasToString("f.yaml:3");
        assertThat(node.at("b").at("d").items().getLast().origin()).hasToString("f.yaml:5");
    }

    @Test
    void a_block_begins_below_its_key() {
        Node node = Yaml.read("read: |\n  a\n  b\n", "f.yaml", report).orElseThrow();
        assertThat(node.at("read")).isInstanceOf(Node.Scalar.class);
        assertThat(((Node.Scalar) node.at("read")).content()).hasToString("f.yaml:2");
    }

    @Test
    void dates_and_words_like_yes_stay_text_and_numbers_stay_exact() {
        Node node =
                Yaml.read("a: 2025-06-15\nb: yes\nc: 0.10\nd: 9007199254740993", "f", report)
                        .orElseThrow();
        assertThat(node.at("a").plain()).isEqualTo("2025-06-15");
        assertThat(node.at("b").plain()).isEqualTo("yes");
        assertThat(node.at("c").plain()).isEqualTo(new BigDecimal("0.10"));
        assertThat(node.at("d").plain()).isEqualTo(9007199254740993L);
    }

    @Test
    void a_key_that_stands_twice_and_an_anchor_are_problems() {
        Yaml.read("a: &x 1\nb: *x\na: 2\n", "f.yaml", report);
        assertThatThrownBy(report::throwIfAny)
                .isInstanceOf(Problems.class)
                .hasMessageContaining("f.yaml:1: anchors are not part of the language")
                .hasMessageContaining("f.yaml:3: 'a' stands here twice");
    }

    @Test
    void text_that_is_not_yaml_is_a_problem_with_its_line() {
        Yaml.read("a: 1\nb: [1, 2\nc: 3\n", "f.yaml", report);
        assertThatThrownBy(report::throwIfAny)
                .isInstanceOf(Problems.class)
                .hasMessageStartingWith("f.yaml:3: ");
    }

    @Test
    void an_overlay_is_named_by_pointers() {
        Node node =
                Node.of(
                        "environment",
                        java.util.Map.of("http", java.util.Map.of("a/b", java.util.List.of(1, 2))));
        assertThat(node.at("http").at("a/b").items().getLast().origin())
                .hasToString("environment /http/a~1b/1");
    }
}
