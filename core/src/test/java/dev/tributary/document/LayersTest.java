package dev.tributary.document;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class LayersTest {
    @Test
    void objects_merge_by_key_and_lists_and_scalars_replace() {
        assertThat(settled("{a: {x: 1, y: [1, 2]}, b: 1}", "{a: {y: [3], z: 2}, b: 2}"))
                .isEqualTo(plain("{a: {x: 1, y: [3], z: 2}, b: 2}"));
    }

    @Test
    void null_deletes_what_lies_below() {
        assertThat(settled("{a: {x: 1, y: 2}, b: 1}", "{a: {x: null}, b: null}"))
                .isEqualTo(plain("{a: {y: 2}}"));
    }

    @Test
    void an_object_that_says_replace_keeps_nothing_of_what_lies_below() {
        assertThat(settled("{a: {x: 1, y: 2}}", "{a: {replace: true, z: 3}}"))
                .isEqualTo(plain("{a: {z: 3}}"));
    }

    @Test
    void a_null_of_an_earlier_overlay_still_deletes_after_overlays_are_composed() {
        Node composed = Layers.over(node("{a: {x: null}}"), node("{a: {y: 1}}"));
        Node result = Layers.settle(Layers.over(node("{a: {x: 1, z: 2}}"), composed));
        assertThat(result.plain()).isEqualTo(plain("{a: {z: 2, y: 1}}"));
    }

    @Test
    void an_object_over_a_deleted_one_starts_afresh() {
        Node composed = Layers.over(node("{a: null}"), node("{a: {y: 1}}"));
        Node result = Layers.settle(Layers.over(node("{a: {x: 1}}"), composed));
        assertThat(result.plain()).isEqualTo(plain("{a: {y: 1}}"));
    }

    @Property(tries = 2000)
    void layers_give_the_same_in_any_grouping(
            @ForAll("layers") Map<String, Object> first,
            @ForAll("layers") Map<String, Object> second,
            @ForAll("layers") Map<String, Object> third) {
        Node a = Node.of("a", first);
        Node b = Node.of("b", second);
        Node c = Node.of("c", third);
        Node left = Layers.over(Layers.over(a, b), c);
        Node right = Layers.over(a, Layers.over(b, c));
        assertThat(shape(left)).isEqualTo(shape(right));
        assertThat(Layers.settle(left).plain()).isEqualTo(Layers.settle(right).plain());
    }

    @Property(tries = 500)
    void an_empty_layer_changes_nothing(@ForAll("layers") Map<String, Object> tree) {
        Node node = Node.of("a", tree);
        Node empty = Node.of("b", Map.of());
        assertThat(Layers.settle(Layers.over(node, empty)).plain())
                .isEqualTo(Layers.settle(node).plain());
    }

    @Provide
    Arbitrary<Map<String, Object>> layers() {
        return objects(3);
    }

    private static Arbitrary<Map<String, Object>> objects(int depth) {
        Arbitrary<String> keys = Arbitraries.of("a", "b", "c", Node.REPLACE);
        return Arbitraries.maps(keys, values(depth - 1)).ofMaxSize(4).map(LayersTest::marked);
    }

    /** {@code replace} is a marker only when it is true. */
    private static Map<String, Object> marked(Map<String, Object> drawn) {
        Map<String, Object> map = new HashMap<>(drawn);
        if (map.containsKey(Node.REPLACE)) {
            map.put(Node.REPLACE, true);
        }
        return map;
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> scalars = Arbitraries.<Object>of(1L, "x", true).injectNull(0.3);
        Arbitrary<Object> lists = Arbitraries.<Object>of(List.of(), List.of(1L), List.of("x", "y"));
        if (depth == 0) {
            return Arbitraries.oneOf(Arrays.asList(scalars, lists));
        }
        Arbitrary<Object> below = objects(depth).map(map -> map);
        return Arbitraries.oneOf(Arrays.asList(scalars, lists, below, below));
    }

    /** With nulls and markers, without origins. */
    private static @Nullable Object shape(Node node) {
        if (!(node instanceof Node.Members members)) {
            return node.plain();
        }
        Map<String, @Nullable Object> shape = new HashMap<>();
        members.nodes().forEach((key, member) -> shape.put(key, shape(member)));
        shape.put("(replaces)", members.replace());
        return Collections.unmodifiableMap(shape);
    }

    private static @Nullable Object settled(String below, String above) {
        return Layers.settle(Layers.over(node(below), node(above))).plain();
    }

    private static @Nullable Object plain(String yaml) {
        return node(yaml).plain();
    }

    private static Node node(String yaml) {
        Report report = new Report();
        Node node = Yaml.read(yaml, "test.yaml", report).orElseThrow();
        report.throwIfAny();
        return node;
    }
}
