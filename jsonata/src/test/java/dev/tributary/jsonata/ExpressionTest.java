package dev.tributary.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The library as programs use it: values in and out, bindings, Java functions, errors, many
 * threads.
 */
class ExpressionTest {
    private static Object eval(String expression, Object input) {
        return Jsonata.compile(expression).evaluate(input);
    }

    @Test
    void null_and_undefined_stay_apart() {
        Map<String, Object> input = new HashMap<>();
        input.put("nothing", null);
        assertThat(eval("nothing", input)).isNull();
        assertThat(eval("missing", input)).isSameAs(Jsonata.UNDEFINED);
        assertThat(eval("$", null)).isNull();
        assertThat(eval("$", Jsonata.UNDEFINED)).isSameAs(Jsonata.UNDEFINED);
        assertThat(eval("[nothing, missing, 1]", input)).isEqualTo(Arrays.asList(null, 1L));
        assertThat(eval("{'a': nothing, 'b': missing}", input))
                .isEqualTo(Collections.singletonMap("a", null));
        assertThat(eval("$exists(nothing)", input)).isEqualTo(true);
        assertThat(eval("$type(nothing)", input)).isEqualTo("null");
        assertThat(eval("$x", input)).isSameAs(Jsonata.UNDEFINED);
        assertThat(
                        Jsonata.compile("$exists($x)")
                                .evaluate(null, Collections.singletonMap("x", null)))
                .isEqualTo(true);
        assertThat(Jsonata.compile("$exists($x)").evaluate(null, Map.of("x", Jsonata.UNDEFINED)))
                .isEqualTo(false);
    }

    @Test
    void numbers_pass_through_untouched() {
        List<Number> numbers =
                List.of(
                        1,
                        9_007_199_254_740_993L,
                        new BigInteger("123456789012345678901234567890"),
                        new BigDecimal("150.10"),
                        new BigDecimal("0.12345678901234567890"),
                        1.5f,
                        (short) 3,
                        2.5);
        Map<String, Object> input = Map.of("n", numbers, "o", Map.of("id", 9_007_199_254_740_993L));
        assertThat(eval("n", input)).isEqualTo(numbers);
        assertThat(eval("{'a': n[2], 'b': n[3]}", input))
                .isEqualTo(Map.of("a", numbers.get(2), "b", numbers.get(3)));
        assertThat(eval("$map(n, function($v) { $v })", input)).isEqualTo(numbers);
        assertThat(eval("$sort([n[1], n[0]])", input))
                .isEqualTo(List.of(1, 9_007_199_254_740_993L));
        assertThat(eval("o ~> |$|{'x': 1}|", input))
                .isEqualTo(Map.of("id", 9_007_199_254_740_993L, "x", 1L));
        assertThat(eval("o.id & ''", input)).isEqualTo("9007199254740993");
        assertThat(eval("o.id = 9007199254740992", input)).isEqualTo(false);
        assertThat(eval("$string(n[2])", input)).isEqualTo("123456789012345678901234567890");
        assertThat(eval("$max(n) = n[2]", input)).isEqualTo(true);
    }

    @Test
    void calculated_numbers_are_longs_where_they_are_whole() {
        assertThat(eval("1 + 2", null)).isEqualTo(3L);
        assertThat(eval("0.5 + 0.5", null)).isEqualTo(1L);
        assertThat(eval("1 / 4", null)).isEqualTo(0.25);
        assertThat(eval("n + 1", Map.of("n", new BigDecimal("0.1")))).isEqualTo(1.1);
    }

    @Test
    void exact_decimals_never_go_through_a_double() {
        Map<String, Object> input =
                Map.of("a", new BigDecimal("150.10"), "b", new BigDecimal("200.20"), "d", 0.1);
        Object[][] cases = {
            {"a + b", "350.30"},
            {"b - a", "50.10"},
            {"a * b", "30050.0200"},
            {"a % 100", "50.10"},
            {"0.1 + 0.2", "0.3"},
            {"1 / 3", "0.3333333333333333333333333333333333"},
            {"d + 0.2", "0.3"},
            {"$number('150.10')", "150.10"},
            {"$sum([a, b, 0.1])", "350.40"},
            {"$average([a, b])", "175.15"},
            {"$round(2.345, 2)", "2.34"},
            {"$round(2.355, 2)", "2.36"},
            {"$round(-2.5)", "-2"},
            {"$round(a, 5)", "150.10"},
            {"$round(1234.5, -2)", "1.2E+3"},
            {"$floor(-0.5)", "-1"},
            {"$ceil(0.2)", "1"},
            {"-a", "-150.10"},
            {"$abs(-a)", "150.10"},
            {"$power(1.1, 2)", "1.21"},
            {"$sqrt(2)", "1.414213562373095048801688724209698"},
            {"12345678901234567890123456789 + 1", "12345678901234567890123456790"},
        };
        for (Object[] test : cases) {
            Object result =
                    Jsonata.compile((String) test[0], Options.exactDecimals()).evaluate(input);
            assertThat(result).as((String) test[0]).isEqualTo(new BigDecimal((String) test[1]));
        }
        Object[][] truths = {
            {"a + b = 350.3", true},
            {"0.1 + 0.2 = 0.3", true},
            {"1.00000000000000000001 > 1", true},
            {"a & ''", "150.10"},
            {"$string({'x': a + b})", "{\"x\":350.30}"},
            {"350.30 in [a + b]", true},
            {"$max([a, b]) = b", true},
            {"$formatNumber(a + b, '#,##0.00')", "350.30"},
            {"$formatNumber(0.285, '0%')", "28%"},
        };
        for (Object[] test : truths) {
            assertThat(Jsonata.compile((String) test[0], Options.exactDecimals()).evaluate(input))
                    .as((String) test[0])
                    .isEqualTo(test[1]);
        }
        assertThatThrownBy(() -> Jsonata.compile("1 / 0", Options.exactDecimals()).evaluate(null))
                .hasMessageStartingWith("D1001");
    }

    @Test
    void input_is_never_changed() {
        Object input = Json.parse(Sample.INPUT);
        List<String> expressions =
                List.of(
                        "$ ~> |account|{'name': 'x'}, 'orders'|",
                        "$ ~> |$$|{'name': 'x'}|",
                        "|$$.account|{'name': 'x'}|($)",
                        "$sort(tags)",
                        "$reverse(people)",
                        "$append(tags, 1)",
                        "people^(>age)",
                        "empty{'a': 1}",
                        "($x := account; $x ~> |$x|{'n': 1}|)",
                        "$shuffle(people)");
        for (String expression : expressions) {
            eval(expression, input);
            assertThat(Json.same(Json.parse(Sample.INPUT), input)).as(expression).isTrue();
        }
    }

    @Test
    void results_can_be_fed_back_as_any_other_input() {
        Object result =
                eval("{'l': $map([1, 1], function($v) { $v }), 'k': name[]}", Map.of("name", "x"));
        assertThat(eval("$distinct(l)", result)).isEqualTo(List.of(1L));
        assertThat(eval("k", result)).isEqualTo(List.of("x"));
    }

    @Test
    void result_objects_are_ordinary_maps() {
        @SuppressWarnings("unchecked")
        Map<String, Object> result =
                (Map<String, Object>) eval("{'b': 1, 'a': missing, 'c': 3}", Map.of());
        assertThat(result)
                .isEqualTo(Map.of("b", 1L, "c", 3L))
                .hasSize(2)
                .containsKey("b")
                .doesNotContainKey("a");
        assertThat(result.hashCode()).isEqualTo(Map.of("b", 1L, "c", 3L).hashCode());
        assertThat(new ArrayList<>(result.keySet())).containsExactly("b", "c");
        result.entrySet().iterator().next().setValue(5L);
        assertThat(result.put("a", 2L)).isNull();
        assertThat(result.remove("c")).isEqualTo(3L);
        assertThat(result).hasToString("{b=5, a=2}");
        result.clear();
        assertThat(result).isEmpty();
    }

    @Test
    void functions_are_no_results() {
        assertThat(eval("$sum", null)).isSameAs(Jsonata.UNDEFINED);
        assertThat(eval("{'f': function() { 1 }, 'v': 1}", null)).isEqualTo(Map.of("v", 1L));
        assertThat(eval("[function() { 1 }, 1]", null)).isEqualTo(Arrays.asList(null, 1L));
    }

    @Test
    void bindings_are_variables() {
        Expression expression = Jsonata.compile("$a + $b.c");
        assertThat(expression.evaluate(null, Map.of("a", 1, "b", Map.of("c", 2)))).isEqualTo(3L);
        assertThat(
                        Jsonata.compile("$uppercase('a')")
                                .evaluate(
                                        null, Map.of("uppercase", (JavaFunction) args -> "bound")))
                .isEqualTo("bound");
        assertThatThrownBy(
                        () ->
                                Jsonata.compile("$uppercase('a')")
                                        .evaluate(null, Map.of("uppercase", 1)))
                .hasMessageStartingWith("T1006");
        assertThat(Jsonata.compile("($a := 2; $a)").evaluate(null, Map.of("a", 1))).isEqualTo(2L);
    }

    @Test
    void java_functions_are_called_with_checked_arguments() {
        Options options =
                Options.defaults()
                        .withFunction("greet", "<s-:s>", args -> "Hello " + args.getFirst())
                        .withFunction("count2", args -> (long) args.size())
                        .withFunction(
                                "twice",
                                "<f:x>",
                                args ->
                                        List.of(
                                                ((JavaFunction) args.getFirst()).call(List.of(1)),
                                                ((JavaFunction) args.getFirst()).call(List.of(2))));
        assertThat(Jsonata.compile("$greet(name)", options).evaluate(Map.of("name", "Ada")))
                .isEqualTo("Hello Ada");
        assertThat(Jsonata.compile("name.$greet()", options).evaluate(Map.of("name", "Ada")))
                .isEqualTo("Hello Ada");
        assertThat(Jsonata.compile("$count2(1, 'x', missing)", options).evaluate(null))
                .isEqualTo(3L);
        assertThat(Jsonata.compile("$twice(function($x) { $x * 10 })", options).evaluate(null))
                .isEqualTo(List.of(10L, 20L));
        assertThat(Jsonata.compile("$map(['a', 'b'], $greet)", options).evaluate(null))
                .isEqualTo(List.of("Hello a", "Hello b"));
        assertThatThrownBy(() -> Jsonata.compile("$greet(1)", options).evaluate(null))
                .isInstanceOfSatisfying(
                        JsonataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo("T0410");
                            assertThat(e.token()).isEqualTo("greet");
                        });
    }

    @Test
    void errors_have_code_position_token_line_and_caret() {
        assertThatThrownBy(() -> eval("{\n  'a': 1,\n  'b': name + 1\n}", Map.of("name", "x")))
                .isInstanceOfSatisfying(
                        JsonataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo("T2001");
                            assertThat(e.token()).isEqualTo("+");
                            assertThat(e.position()).isEqualTo(25);
                            assertThat(e.value()).isEqualTo("x");
                        })
                .hasMessage(
                        "T2001: the left side of + must be a number, not x (line 3)\n"
                                + "    'b': name + 1\n"
                                + "              ^");
        assertThatThrownBy(() -> Jsonata.compile("a.b)"))
                .hasMessage("S0201: ) is not expected here (line 1)\n  a.b)\n     ^");
    }

    @Test
    void positions_and_tokens_are_the_references() {
        Object[][] cases = {
            {"1+\"a\"", "T2002", 2, "+"},
            {"(1)[2", "S0203", 5, "(end)"},
            {"foo(", "S0203", 4, "(end)"},
            {"\"a\" < 1", "T2009", 5, "<"},
            {"$sum([\"a\"])", "T0412", 5, "sum"},
            {"$abs(\"a\")", "T0410", 5, "abs"},
            {"1 + $x(1)", "T1006", 7, "x"},
            {"/(/", "S0302", 3, null},
            {"1 12345678901234560", "S0201", 19, "12345678901234560"},
            {"function($x)<(sa<n>)>{1}", "S0402", 14, null},
        };
        for (Object[] test : cases) {
            assertThatThrownBy(() -> eval((String) test[0], null))
                    .as((String) test[0])
                    .isInstanceOfSatisfying(
                            JsonataException.class,
                            e ->
                                    assertThat(Arrays.asList(e.code(), e.position(), e.token()))
                                            .isEqualTo(Arrays.asList(test[1], test[2], test[3])));
        }
    }

    @Test
    void now_is_the_clocks_and_one_instant_per_evaluation() {
        Instant instant = Instant.parse("2026-11-21T07:00:00.123Z");
        Options options = Options.defaults().withClock(Clock.fixed(instant, ZoneOffset.UTC));
        assertThat(Jsonata.compile("$now()", options).evaluate(null))
                .isEqualTo("2026-11-21T07:00:00.123Z");
        assertThat(Jsonata.compile("$millis()", options).evaluate(null))
                .isEqualTo(instant.toEpochMilli());
        assertThat(Jsonata.compile("$now('[H01]:[m01]', '+0200')", options).evaluate(null))
                .isEqualTo("09:00");
    }

    @Test
    void any_number_of_threads_share_one_expression() throws InterruptedException {
        Expression expression =
                Jsonata.compile(
                        """
                        ( $id := id; $double := function($n) { $n * 2 };
                          { "id": $id, "twice": $map(list, $double), "root": $$.id, "sum": $sum(list),
                            "found": list[$ = $$.id], "text": $replace("id-" & id, /[0-9]+/, function($m) { $m.match & "!" }),
                            "when": $millis() > 0, "eval": $eval("id + 1") } )\
                        """);
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            long number = t;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (long i = 0; i < 3_000; i++) {
                                            long id = number * 10_000 + i;
                                            Object result =
                                                    expression.evaluate(
                                                            Map.of(
                                                                    "id",
                                                                    id,
                                                                    "list",
                                                                    List.of(id, id + 1)));
                                            Object expected =
                                                    Map.of(
                                                            "id",
                                                            id,
                                                            "twice",
                                                            List.of(id * 2, id * 2 + 2),
                                                            "root",
                                                            id,
                                                            "sum",
                                                            2 * id + 1,
                                                            "found",
                                                            id,
                                                            "text",
                                                            "id-" + id + "!",
                                                            "when",
                                                            true,
                                                            "eval",
                                                            id + 1);
                                            if (!expected.equals(result))
                                                wrong.add(expected + " is not " + result);
                                        }
                                    }));
        }
        for (Thread thread : threads) thread.join();
        assertThat(wrong).isEmpty();
    }

    @Test
    void lists_and_maps_may_be_of_any_kind() {
        Map<String, Object> sorted =
                new java.util.TreeMap<>(
                        Map.of("b", new java.util.LinkedList<>(List.of(1, 2)), "a", List.of()));
        assertThat(eval("b[1]", sorted)).isEqualTo(2);
        assertThat(eval("$keys($)", sorted)).isEqualTo(List.of("a", "b"));
        assertThat(eval("$[0].x", List.of(Map.of("x", 1), Map.of("x", 2)))).isEqualTo(1);
        assertThat(eval("x", List.of(Map.of("x", 1), Map.of("x", 2)))).isEqualTo(List.of(1, 2));
    }
}
