package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class ReadInputTest {
    private static final Map<String, @Nullable Object> RECORD = record();

    /** Picking what is read must not change what comes out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b",
                "{\"x\": a.b, \"y\": a.list.n}",
                "a.{\"x\": b, \"l\": [list.n]}",
                "$keys(a)",
                "**.n",
                "*",
                "$",
                "$$.a.b",
                "a.list[n > 1].(m & %.b)",
                "a.list^(>n)[0].m",
                "$map(a.list, function($i) { $i.m })",
                "($r := a; $r.list[0].n & $r.b)",
                "$exists(gone) ? 1 : $exists(a.none) ? 2 : 3",
                "$lookup(a, \"b\")",
                "a.list.$sum([n, n])",
                "list{m: n}",
                "a ~> |list|{\"n\": 0}|",
                "$each(a, function($v, $k) { $k })",
                "[a.list, a.b, other]",
                "$merge([$, {\"z\": 1}]).a.b",
                "a[b = \"B\"].list[-1].m",
                "a.list@$l.{\"m\": $l.m}",
                "a.`dotted.name`"
            })
    void an_expression_sees_everything_it_reads(String source) {
        Expression expression = Expression.compile(source);
        Object whole = expression.evaluate(Trees.withoutNulls(RECORD), Map.of());
        Object picked = expression.evaluate(ReadInput.of(expression).from(RECORD), Map.of());
        assertThat(picked).isEqualTo(whole);
    }

    @Test
    void what_is_not_read_is_not_copied() {
        ReadInput input = ReadInput.of(Expression.compile("a.b"));
        assertThat(input.from(RECORD)).isEqualTo(Map.of("a", Map.of("b", "B")));
    }

    private static Map<String, @Nullable Object> record() {
        Map<String, @Nullable Object> a = new HashMap<>();
        a.put("b", "B");
        a.put("none", null);
        a.put("dotted.name", "D");
        a.put("list", List.of(Map.of("n", 1L, "m", "one"), Map.of("n", 2L, "m", "two")));
        Map<String, @Nullable Object> record = new HashMap<>();
        record.put("a", a);
        record.put("gone", null);
        record.put("other", 5L);
        record.put("list", List.of(Map.of("n", 3L, "m", "x")));
        return record;
    }
}
