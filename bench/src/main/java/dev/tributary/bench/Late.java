package dev.tributary.bench;

import dev.tributary.jsonata.Expression;
import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.Limits;
import dev.tributary.jsonata.Options;

import java.time.Duration;
import java.util.List;

/** How late the clock stops expressions that would run for ever; the goal is 100 ms at most. */
public final class Late {
    private static final long ALLOWED_MS = 200;
    private static final long PLENTY = Long.MAX_VALUE / 4;
    private static final Limits ONLY_TIME =
            new Limits(PLENTY, 1_000, PLENTY, 60_000_000, PLENTY, Duration.ofMillis(ALLOWED_MS));
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
                    "[1..3000].($x := $; [1..3000].{'a': $x, 'b': $})");

    private Late() {}

    public static void main(String[] arguments) {
        Options options = Options.defaults().withLimits(ONLY_TIME);
        for (String text : ENDLESS) {
            Expression expression = Jsonata.compile(text, options);
            long worst = 0;
            String code = "";
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                try {
                    expression.evaluate(null);
                    code = "ended by itself";
                } catch (JsonataException e) {
                    code = e.code();
                }
                worst = Math.max(worst, (System.nanoTime() - start) / 1_000_000 - ALLOWED_MS);
            }
            System.out.printf("%5d ms late, %s: %s%n", worst, code, text);
        }
    }
}
