package dev.tributary.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.TreeSet;

/** What an expression tells of itself without running. */
class OutlineTest {
    private static Set<String> references(String expression) {
        Set<String> paths = new TreeSet<>();
        Jsonata.compile(expression)
                .references()
                .forEach(path -> paths.add(path.isEmpty() ? "$" : String.join(".", path)));
        return paths;
    }

    @Test
    void paths_are_read_as_far_as_they_go() {
        assertThat(references("{'a': properties.email, 'b': id}"))
                .containsExactly("id", "properties.email");
        assertThat(references("properties.(firstname & lastname)"))
                .containsExactly("properties.firstname", "properties.lastname");
        assertThat(references("$.a.b & $$.c")).containsExactly("a.b", "c");
        assertThat(references("a.b ? a.b.c : a")).containsExactly("a");
        assertThat(references("1 + 2")).isEmpty();
    }

    @Test
    void filters_sorts_and_groups_read_too() {
        assertThat(references("list[type = 'x'].value")).containsExactly("list.type", "list.value");
        assertThat(references("list^(>age, name).id"))
                .containsExactly("list.age", "list.id", "list.name");
        assertThat(references("list{key: value}")).containsExactly("list.key", "list.value");
        assertThat(references("a.b.{'c': c, 'p': %.d}")).containsExactly("a.b.c", "a.d");
        assertThat(references("a@$x.b[id = $x.ref].name"))
                .containsExactly("a.ref", "b.id", "b.name");
    }

    @Test
    void variables_and_functions_are_followed() {
        assertThat(references("($p := properties; $p.a & $p.b)"))
                .containsExactly("properties.a", "properties.b");
        assertThat(references("$map(items, function($i) { $i.price * $i.count })"))
                .containsExactly("items.count", "items.price");
        assertThat(references("items ~> $filter(function($i) { $i.ok }) ~> $count()"))
                .containsExactly("items");
        assertThat(references("$f(a.b, c)")).containsExactly("a.b", "c");
        assertThat(references("name.$uppercase()")).containsExactly("name");
        assertThat(references("$now()")).isEmpty();
        assertThat(references("($f := function($n) { $n.next ? $f($n.next) : $n.id }; $f(list))"))
                .containsExactly("list");
    }

    @Test
    void what_cannot_be_told_reads_everything() {
        assertThat(references("$sift($, function($v, $k) { $k = 'x' })")).containsExactly("$");
        assertThat(references("**.id")).containsExactly("$");
        assertThat(references("$eval(a)")).containsExactly("$");
        assertThat(references("a.*")).containsExactly("a");
        assertThat(references("$")).containsExactly("$");
    }

    @Test
    void outputs_are_the_fields_of_the_object() {
        var outputs =
                Jsonata.compile(
                                "( $p := properties;\n"
                                    + " { 'name': $p.first & ' ' & $p.last, 'id': id, \"n\": { 'x':"
                                    + " y } } )")
                        .outputs();
        assertThat(outputs).containsOnlyKeys("name", "id", "n");
        assertThat(outputs.get("name").source()).isEqualTo("$p.first & ' ' & $p.last");
        assertThat(outputs.get("name").references()).hasSize(2);
        assertThat(outputs.get("id").source()).isEqualTo("id");
        assertThat(outputs.get("n").source()).isEqualTo("{ 'x': y }");
        assertThat(Jsonata.compile("list.{'a': b}").outputs()).containsOnlyKeys("a");
        assertThat(Jsonata.compile("a + b").outputs()).isEmpty();
        assertThat(Jsonata.compile("{key: b}").outputs()).isEmpty();
    }
}
