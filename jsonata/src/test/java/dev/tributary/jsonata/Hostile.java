package dev.tributary.jsonata;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Expressions that want more than anybody should get, each by another way. */
final class Hostile {
    private static final String DAG =
            "($f := function($o, $n) { $n = 0 ? $o : $f(%s, $n - 1) }; %s)";
    private static final String LISTS = "[[$o], [$o]]";
    private static final String OBJECTS = "{'l': $o, 'r': $o}";

    /** What they do to the code they must end with; any of several is separated by a bar. */
    static final Map<String, String> EXPRESSIONS = new TreeMap<>();

    static {
        strings();
        lists();
        shared();
        loops();
        sources();
    }

    private Hostile() {}

    private static void strings() {
        put("U1003", "$pad('x', 5e8)", "$pad('x', -5e8, 'ab')");
        put("U1003", "($f := function($s) { $f($s & $s) }; $f('xx'))");
        put("U1003", "$replace($pad('', 100000, 'a'), /(.*)/, $pad('', 100000, '$1'))");
        put(
                "U1003",
                "($s := $pad('', 100000, 'a'); $map([1..1e5], function($i) { $substring($s, 1)"
                        + " }))");
        put(
                "U1003",
                "($s := $pad('', 100000, 'a-'); $map([1..1e5], function() { $substringAfter($s,"
                        + " '-') }))");
        put(
                "U1003|U1002|U1001",
                "$map([1..1e5], function() { $match($pad('', 10000, 'a'), /((((.*))))/) })");
        put("U1002", "$map([1..1e5], function() { $split($pad('', 100000, 'a,'), /,/) })");
        put("U1003", "$join($map([1..200000], function() { $pad('', 100, 'x') }))");
        put("U1003", "$string($map([1..2000], function() { $pad('', 5000, '\"') }))");
        put("U1002", "$split($pad('', 1000000, 'a'), '')");
        put("U1003", "$map([1..1e5], function() { $base64encode($pad('', 10000, 'é')) })");
        put("U1003", "$map([1..1e5], function() { $encodeUrl($pad('', 10000, 'é')) })");
        put("U1003", "$formatInteger(1, $pad('', 1000000, ','))");
        put("U1003", "$formatNumber(1, $pad('', 1000000, '#,'))");
        put("U1003", "$fromMillis(1, $pad('', 1000000, '[Y]'))");
        put("U1003", "$toMillis($pad('', 1000000, '1'), '[Y]')");
        put("U1003", "$eval('[' & $pad('', 1000000, '1,') & '1]')");
        put("U1004|U1001", "$contains($pad('', 1000000, 'a'), /^(.*a){20}$/)");
    }

    private static void lists() {
        put("U1002", "[1..1e7]", "[1..1e7][]", "$reverse([1..1e7])", "$shuffle([1..1e7])");
        put("U1002|U1001", "[1..300000][true][true][true]", "$append([1..290000], 'x') ~> $sort");
        put("U1002", "($f := function($l) { $f($append($l, $l)) }; $f([1, 2]))");
        put("U1002", "$map([1..1e5], function($x) { {'a': $x, 'b': [$x], 'c': {}} })");
        put(
                "U1002",
                "$zip([1..200000], [1..200000])",
                "$spread($map([1..200000], function($x) { {'a': 1} }))");
        put("U1002", "$.([1..1000])@$x.$$.([1..1000])@$y.[$x, $y]", "[1..200000]#$i.($ + $i)");
        put("U1002", "($f := function($g) { $f(function() { $g }) }; $f(1))");
        put("U1002", "$merge($map([1..200000], function($x) { {$string($x): $x} }))");
        put("U1002", "[1..200000]{$string($): $}");
        put("U1002", "[$pad('', 400000, 'a')][0].x");
    }

    /** Small values that are enormous to whoever walks through them. */
    private static void shared() {
        put("U1001", DAG.formatted(LISTS, "$boolean($f(false, 200))"));
        put("U1001", DAG.formatted(LISTS, "$keys($f([], 200))"));
        put("U1001|U1002", DAG.formatted(LISTS, "$spread($f([], 200))"));
        put("U1001", DAG.formatted(LISTS, "$f([], 200).**"));
        put("U1001", DAG.formatted(LISTS, "[$f([], 200)].*"));
        put("U1001", DAG.formatted(LISTS, "$f([], 200).a"));
        put("U1001", DAG.formatted(LISTS, "$f([], 200) = $f([], 200)"));
        put("U1001|U1003", DAG.formatted(LISTS, "$string($f([], 200))"));
        put("U1001|U1002", DAG.formatted(LISTS, "$f([], 200)"));
        put(
                "U1002",
                DAG.formatted(OBJECTS, "$f({}, 200)"),
                DAG.formatted(OBJECTS, "$f({}, 200).**"));
        put("U1002", DAG.formatted(OBJECTS, "$f({}, 200) ~> |**|{'z': 1}|"));
        put("U1002", DAG.formatted(OBJECTS, "$clone($f({}, 200))"));
        put("U1001|U1003", DAG.formatted(LISTS, "/a/($f([], 200))"));
    }

    private static void loops() {
        put(
                "U1001",
                "($f := function() { $f() }; $f())",
                "($f := function($n) { $f($n + 1) }; $f(1))");
        put("U1001", "($f := function($n) { 1 + $f($n + 1) }; $f(0))");
        put("U1001", "($f := function($n) { [$f($n + 1)] }; $f(0))");
        put("U1001", "($f := function($n) { $map([$n], $f) }; $f(0))");
        put("U1001", "($f := function($n) { $f($n) ~> $string }; $f(0))");
        put("U1001", "($f := function() { $eval('$f()') & '' }; $f())");
        put("U1001|U1002", "($f := function($n) { $f($eval('$n + 1')) }; $f(1))");
        put("U1001", "($f := function($n) { $fromMillis($n, '[Dwo]') & $f($n + 1) }; $f(1))");
        put("U1001|U1002", "$map([1..1e5], function($x) { $map([1..1e5], function($y) { $x }) })");
        put("U1001|U1002", "$sort([1..200000], function($a, $b) { $a < $b })");
        put("U1001|U1002", "$distinct($map([1..100000], function($x) { [$x] }))");
        put(
                "U1001|U1003",
                "($s := $pad('', 100000, 'a'); $map([1..1e5], function() { $s = $pad('', 100000,"
                        + " 'a') }))");
        put(
                "U1001",
                "($s := $pad('', 300000, 'a'); $contains($s, $pad('', 100000, 'a') & 'b') or"
                        + " $boolean([1..1e5].($contains($s, 'b'))))");
    }

    private static void sources() {
        int deep = 20_000;
        for (String[] pair :
                List.of(
                        new String[] {"(", ")"},
                        new String[] {"[", "]"},
                        new String[] {"{'a':", "}"},
                        new String[] {"-", ""},
                        new String[] {"$f(", ")"},
                        new String[] {"a[", "]"},
                        new String[] {"function(){", "}"})) {
            put("U1001", pair[0].repeat(deep) + "1" + pair[1].repeat(deep));
        }
        put(
                "U1001",
                "1" + "+1".repeat(deep),
                "a" + "&a".repeat(deep),
                "a ? b : ".repeat(deep) + "c");
        put(
                "U1001",
                "a ?: ".repeat(deep) + "c",
                "(".repeat(300) + "a" + ("&b".repeat(300) + ")").repeat(300));
        put("U1001|D3120", "$eval($pad('', 20000, '('))");
    }

    private static void put(String codes, String... expressions) {
        for (String expression : expressions) EXPRESSIONS.put(expression, codes);
    }
}
