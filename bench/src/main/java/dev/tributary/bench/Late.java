package dev.tributary.bench;

import dev.tributary.jsonata.Expression;
import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.Limits;
import dev.tributary.jsonata.Options;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * How late expressions that would run for ever are stopped, the worst of several times, and how
 * long the garbage collector paused meanwhile; the goal is 100 ms at most. By the clock alone, or,
 * called with {@code served}, with as many values and characters as the server allows a mapping.
 */
public final class Late {
    private static final long ALLOWED_MS = 200;
    private static final int TIMES = 5;
    private static final long PLENTY = Long.MAX_VALUE / 4;
    private static final Limits ONLY_TIME =
            new Limits(PLENTY, 1_000, PLENTY, 60_000_000, PLENTY, Duration.ofMillis(ALLOWED_MS));
    private static final Limits SERVED =
            ONLY_TIME.withOutputNodes(1_000_000).withOutputChars(10_000_000);
    private static final String TEXT = "($s := $pad('', 50000000, 'ab '); ";
    private static final List<String> ENDLESS =
            List.of(
                    "($f := function() { $f() }; $f())",
                    "$map([1..1000000], function($x) { $map([1..1000], function($y) { $x * $y })"
                            + " })",
                    "$contains($pad('', 10000000, 'a'), /^(.*a){20}b$/)",
                    "$contains($pad('', 10000000, 'a'), $pad('', 1000000, 'a') & 'b')",
                    "($s := $pad('', 1000000, 'a'); $map([1..1000000], function() { $uppercase($s)"
                            + " = 'x' }))",
                    "$sort([1..3000000], function($a, $b) { $a < $b })",
                    "$distinct($map([1..1000000], function($x) { {'x': $x} }))",
                    "($f := function($n) { $f($eval('$n + 1')) }; $f(1))",
                    "$reduce([1..9000000], function($p, $v) { $p + $v }) + $count([1..9000000][$ >"
                            + " 5][$ > 6])",
                    "[1..3000].($x := $; [1..3000].{'a': $x, 'b': $})",
                    "[1..1e7]",
                    "$append([1..1e7], 'x')",
                    "$count($reverse($shuffle([1..1e7])))",
                    "$pad('x', 5e8)",
                    "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('xx', 60))",
                    "($f := function($n) { $n < 1e12 ? $f($n + 1) : $n }; $f(0))",
                    "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
                    "($f := function($g) { $f(function() { $g }) }; $f(1))",
                    "$contains($pad('', 10000000, 'a'), /^(.*a){20}$/)",
                    TEXT + "$count($match($s, /(a)(b)/)))",
                    TEXT + "$replace($s, 'a', ''))",
                    TEXT + "$replace($s, /a/, '$0'))",
                    TEXT + "$count($split($s, ' ')))",
                    TEXT + "$count($split($s, '')))",
                    TEXT + "$trim($s))",
                    TEXT + "$map([1..1000000], function() { $s = $s & '' }))",
                    TEXT + "$encodeUrlComponent($s))",
                    TEXT + "$base64decode($s))",
                    TEXT + "$string([$s]))",
                    TEXT + "$length($substring($s, 1, 40000000)))",
                    "$join($map([1..5000000], function($x) { 'abc' }), ',')",
                    "$string($map([1..3000000], function($x) { {'a': [$x]} }))",
                    "$merge($map([1..3000000], function($x) { {$string($x): $x} }))",
                    "$each($merge($map([1..300000], function($x) { {$string($x): $x} })),"
                            + " function($v, $k) { [$k, [1..100].[$v]] })",
                    "$spread($map([1..3000000], function($x) { {'a': $x, 'b': $x} }))",
                    "$keys($map([1..3000000], function($x) { {'k' & $x: $x} }))",
                    "$lookup($map([1..3000000], function($x) { {'a': [$x, $x]} }), 'a')",
                    "$zip([1..3000000], [1..3000000])",
                    "$sum($map([1..5000000], function($x) { $x / 3 }))",
                    "[1..9000000][$ % 2 = 0][[0..3000000]]",
                    "($f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) };"
                            + " $boolean($f(false, 200)))",
                    "($f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) };"
                            + " $keys($f([], 200)))",
                    "($f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) };"
                            + " $count($f([], 200).**))",
                    "($f := function($o, $n) { $n = 0 ? $o : $f({'l': $o, 'r': $o}, $n - 1) };"
                            + " $f({}, 200).**)",
                    "($f := function($o, $n) { $n = 0 ? $o : $f({'l': $o, 'r': $o}, $n - 1) };"
                            + " $f({}, 200) ~> |**|{'z': 1}|)",
                    "$map([1..1000000], function($x) { $formatNumber($x, '#,##0.00') })",
                    "$map([1..1000000], function($x) { $toMillis($fromMillis($x, '[FNn] [D1o]"
                            + " [MNn] [Y]'), '[FNn] [D1o] [MNn] [Y]') })",
                    "$map([1..1000000], function($x) { {'v': $x} })^(>v)",
                    "[1..3000]@$x.[1..3000]@$y.[$x + $y]",
                    "[1..3000000]{$string($ % 1000): $}",
                    "[1..3000000]#$i[$i % 2 = 0].($ + $i)",
                    "(".repeat(20_000) + "1" + ")".repeat(20_000),
                    "[".repeat(20_000) + "]".repeat(20_000),
                    "1" + "+1".repeat(20_000));

    private static final String ORDINARY =
            "($f := function($x) { $x < 1000 ? $f($x + 1) : {'x': $x} }; $f(0) ~> |$|{'y': 1}|;"
                    + " $deep := function($n) { $n < 100 ? 1 + $deep($n + 1) : 0 }; $deep(0))";

    private Late() {}

    public static void main(String[] arguments) {
        System.out.println("| ms late | ms collecting | ended by | expression |");
        System.out.println("| ---: | ---: | --- | --- |");
        boolean served = List.of(arguments).contains("served");
        Options options = Options.defaults().withLimits(served ? SERVED : ONLY_TIME);
        // The first expression of a JVM waits for classes to load, which is not the clock's doing.
        run(ORDINARY, options);
        for (String text : ENDLESS) {
            Outcome worst = new Outcome(-1, 0, "");
            for (int i = 0; i < TIMES; i++) {
                Outcome outcome = run(text, options);
                if (outcome.late > worst.late) worst = outcome;
            }
            System.out.printf(
                    "| %d | %d | %s | `%s` |%n", worst.late, worst.paused, worst.code, shown(text));
        }
    }

    private record Outcome(long late, long paused, String code) {}

    private static Outcome run(String text, Options options) {
        long paused = pauses();
        long start = System.nanoTime();
        String code = "itself";
        try {
            Expression expression = Jsonata.compile(text, options);
            expression.evaluate(null);
        } catch (JsonataException e) {
            code = e.code();
        }
        long taken = (System.nanoTime() - start) / 1_000_000;
        return new Outcome(Math.max(0, taken - ALLOWED_MS), pauses() - paused, code);
    }

    private static long pauses() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 30) + " …" : text.replace("|", "\\|");
    }
}
