package dev.tributary.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hostile expressions, each stopped by the limit it runs into. */
class LimitsTest {
    private static final String DOUBLING =
            "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('xx', 60))";

    /** The standard limits, but for the clock: what stops here is stopped by counting. */
    private static final Limits PATIENT = Limits.DEFAULT.withWallTime(Duration.ofMinutes(5));

    private static void stops(String code, String expression) {
        stops(code, expression, PATIENT);
    }

    private static void stops(String code, String expression, Limits limits) {
        assertThatThrownBy(
                        () ->
                                Jsonata.compile(expression, Options.defaults().withLimits(limits))
                                        .evaluate(Map.of("a", 1)))
                .isInstanceOfSatisfying(
                        JsonataException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    @Test
    void whoever_sets_the_pace_hears_of_the_work_and_can_end_it() {
        long[] heard = new long[1];
        Options options = Options.defaults().withPace(steps -> heard[0] += steps);
        Jsonata.compile("$sum([1..1000000].($ * 2))", options).evaluate(null);
        assertThat(heard[0]).isGreaterThan(1_000_000);

        IllegalStateException enough = new IllegalStateException("enough");
        Options ended =
                Options.defaults()
                        .withLimits(PATIENT)
                        .withPace(
                                steps -> {
                                    throw enough;
                                });
        assertThatThrownBy(
                        () ->
                                Jsonata.compile("($f := function() { $f() }; $f())", ended)
                                        .evaluate(null))
                .isSameAs(enough);
    }

    @Test
    void strings_grow_only_so_far() {
        stops("U1003", "$pad('x', 5e8)");
        stops("U1003", "$pad('x', -5e8, 'ab')");
        stops("U1003", DOUBLING);
        stops("U1003", "$join($map([1..1000000], function() { $pad('x', 1000) }))");
        stops("U1003", "$replace($pad('', 100000, 'a'), 'a', $pad('', 10000, 'b'))");
        stops("U1003", "($s := $pad('', 100000); $string($map([1..10000], function() { $s })))");
    }

    @Test
    void lists_and_objects_grow_only_so_far() {
        Limits small = PATIENT.withOutputNodes(1_000_000);
        stops("U1002", "[1..1e7]", small);
        stops(
                "U1002",
                "($f := function($l, $n) { $n = 0 ? $l : $f($append($l, $l), $n - 1) }; $f([1, 2],"
                        + " 40))",
                small);
        stops("U1002", "$map([1..1000000], function($v) { [$v] })", small);
        stops("U1002", "$zip([1..400000], [1..400000], [1..400000])", small);
        stops("U1002", "[1..2000].($x := $; [1..2000].($x + $))", small);
        stops("D2014", "[1..10000001]");
    }

    @Test
    void a_small_value_shared_many_times_counts_as_often_as_its_reader_will_see_it() {
        stops(
                "U1002",
                "($f := function($o, $n) { $n = 0 ? $o : $f({'l': $o, 'r': $o}, $n - 1) }; $f({},"
                        + " 60))");
        stops(
                "U1002",
                "($f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) }; $f(1, 60))");
    }

    @Test
    void loops_end_after_so_many_steps() {
        Limits few = PATIENT.withSteps(100_000);
        stops("U1001", "($f := function() { $f() }; $f())", few);
        stops(
                "U1001",
                "($f := function($n) { $n = 0 ? 0 : $g($n) }; $g := function($n) { $f($n + 1) };"
                        + " $f(1))",
                few);
        stops(
                "U1001",
                "$map([1..1000], function($x) { $map([1..1000], function($y) { $x * $y }) })",
                few);
        stops("U1001", "$sort([1..50000], function($a, $b) { $a > $b })", few);
        stops("U1001", "$reduce([1..99000], function($p, $v) { $p + $v })", few);
        stops("U1001", "($f := function($s) { $f($eval('$s & $s')) }; $f(''))", few);
    }

    @Test
    void steps_are_counted_alike_every_time() {
        Expression loop =
                Jsonata.compile(
                        "($f := function($n) { $n = 0 ? 'done' : $f($n - 1) }; $f(1000))",
                        Options.defaults().withLimits(PATIENT.withSteps(2_100)));
        for (int i = 0; i < 3; i++) assertThat(loop.evaluate(null)).isEqualTo("done");
        stops(
                "U1001",
                "($f := function($n) { $n = 0 ? 'done' : $f($n - 1) }; $f(1000))",
                PATIENT.withSteps(900));
    }

    @Test
    void recursion_goes_only_so_deep() {
        stops("U1001", "($f := function($n) { 1 + $f($n + 1) }; $f(0))");
        stops("U1001", "($f := function($n) { [$f($n + 1)] }; $f(0))");
        stops("U1001", "($f := function($n) { $map([$n], $f) }; $f(0))");
        stops("U1001", "($f := function($n) { $n ~> $f }; $f(0) & '')");
        stops("U1001", "($y := function($g) { $g($g) & '' }; $y($y))");
        stops("U1001", "($f := function() { $eval('$f()') & '' }; $f())");
        stops(
                "U1001",
                "($f := function($o, $n) { $n = 0 ? $o : $f({'o': $o}, $n - 1) }; $f({}, 100000))");
        stops(
                "U1001",
                "($f := function($o, $n) { $n = 0 ? $o : $f([[$o]], $n - 1) }; $string($f([],"
                        + " 100000)))");
    }

    @Test
    void sources_nest_only_so_deep() {
        int deep = 20_000;
        for (String[] pair :
                new String[][] {
                    {"(", ")"}, {"[", "]"}, {"{'a':", "}"}, {"-", ""}, {"$f(", ")"}, {"a[", "]"}
                }) {
            stops("U1001", pair[0].repeat(deep) + "1" + pair[1].repeat(deep));
        }
        stops("U1001", "1" + "+1".repeat(deep));
        stops("U1001", "a" + "&a".repeat(deep));
        stops("U1001", "a ? b : ".repeat(deep) + "c");
        stops("U1001", "function(){".repeat(deep) + "1" + "}".repeat(deep));
        stops("U1001", "a ?: ".repeat(deep) + "c");
        stops("U1001", "(".repeat(300) + "a" + ("&b".repeat(300) + ")").repeat(300));
    }

    @Test
    void deep_input_is_an_error_and_not_a_crash() {
        Object deep = "end";
        for (int i = 0; i < 50_000; i++) deep = i % 2 == 0 ? List.of(deep) : Map.of("a", deep);
        for (String expression :
                List.of(
                        "**",
                        "$string($)",
                        "$",
                        "$ = $clone($)",
                        "a.a.a",
                        "*",
                        "$keys($)",
                        "$ ~> |a|{}|",
                        "[$, $]")) {
            try {
                Jsonata.compile(expression).evaluate(deep);
            } catch (JsonataException e) {
                assertThat(e.code()).as(expression).isEqualTo("U1001");
            }
        }
    }

    @Test
    void regular_expressions_take_linear_time() {
        String almost = "a".repeat(30) + "!";
        for (String regex : List.of("/^(a+)+$/", "/^(.*a){20}$/", "/(a|aa)+$/", "/(a*)*b/")) {
            Expression expression = Jsonata.compile("$contains($, " + regex + ")");
            assertThat(expression.evaluate(almost)).as(regex).isEqualTo(false);
        }
        stops(
                "U1004",
                "$contains($pad('', 1000000, 'a'), /^(.*a){20}$/)",
                PATIENT.withRegexSteps(1_000_000));
        stops("U1004", "$match($pad('', 1000000, 'ab'), /a/)", PATIENT.withRegexSteps(100_000));
    }

    @Test
    void look_around_and_back_references_are_refused_when_compiling() {
        for (String regex :
                List.of(
                        "/a(?=b)/",
                        "/a(?!b)/",
                        "/(?<=a)b/",
                        "/(?<!a)b/",
                        "/(a)\\1/",
                        "/(?<n>a)\\k<n>/")) {
            assertThatThrownBy(() -> Jsonata.compile("$match(a, " + regex + ")"))
                    .isInstanceOfSatisfying(
                            JsonataException.class, e -> assertThat(e.code()).isEqualTo("S0303"));
        }
        assertThatThrownBy(() -> Jsonata.compile("/((a{500}){500}){500}/"))
                .isInstanceOfSatisfying(
                        JsonataException.class, e -> assertThat(e.code()).isEqualTo("S0304"));
    }

    @Test
    void pictures_and_numbers_cannot_blow_up() {
        stops(
                "U1003",
                "$formatNumber(1, $pad('', 40000000, '0'))",
                PATIENT.withOutputChars(1_000_000));
        stops("U1003", "$formatInteger(1e15, 'I')");
        Map<String, Object> huge = new HashMap<>();
        huge.put("n", new java.math.BigDecimal("1e999999999"));
        huge.put("t", new java.math.BigDecimal("1e-999999999"));
        List<String> expressions =
                List.of(
                        "n + 1",
                        "n * n",
                        "t / n",
                        "n % 3",
                        "$round(n, 2)",
                        "$round(t, 2)",
                        "$floor(t)",
                        "$ceil(t)",
                        "$string(n)",
                        "$string(t)",
                        "n > t",
                        "n = t",
                        "$formatNumber(n, '0.00')",
                        "$formatNumber(t, '0.00')",
                        "$sum([n, t])",
                        "$formatBase(n)",
                        "$power(n, 3)",
                        "$sqrt(n)",
                        "$round(n, 1e9)",
                        "$round(1.5, 2e9)",
                        "$round(1.5, -2e9)",
                        "-n",
                        "$formatInteger(n, '0')",
                        "$abs(t)",
                        "[n..5]",
                        "n in [t]",
                        "$number('1e99999')");
        for (String expression : expressions) {
            for (Options options : List.of(Options.defaults(), Options.exactDecimals())) {
                try {
                    Jsonata.compile(expression, options).evaluate(huge);
                } catch (JsonataException e) {
                    assertThat(e.code()).as(expression).matches("[DTU][0-9]{4}");
                }
            }
        }
    }

    @Test
    void a_limit_stops_one_evaluation_and_harms_no_other() throws Exception {
        Expression endless =
                Jsonata.compile(
                        "($f := function() { $f() }; $f())",
                        Options.defaults().withLimits(PATIENT.withSteps(200_000)));
        Expression mapping =
                Jsonata.compile("{'n': a + 1, 'm': $map([1..20], function($v) { $v * $$.a })[4]}");
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int number = t;
            threads.add(
                    Thread.ofVirtual()
                            .uncaughtExceptionHandler((_, e) -> failures.add(e))
                            .start(
                                    () -> {
                                        for (int i = 0; i < 20; i++) {
                                            if (number % 2 == 0) {
                                                assertThatThrownBy(() -> endless.evaluate(null))
                                                        .isInstanceOf(JsonataException.class);
                                            } else {
                                                assertThat(mapping.evaluate(Map.of("a", number)))
                                                        .isEqualTo(
                                                                Map.of(
                                                                        "n",
                                                                        number + 1L,
                                                                        "m",
                                                                        number * 5L));
                                            }
                                        }
                                    }));
        }
        for (Thread thread : threads) thread.join();
        assertThat(failures).isEmpty();
    }
}
