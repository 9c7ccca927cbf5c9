package dev.tributary.bench;

import dev.tributary.jsonata.Expression;
import dev.tributary.jsonata.Jsonata;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One record through each mapping; with {@code hot} other expressions having run in the same JVM
 * before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MappingBench {
    @Param({"CONTACT", "PERSON", "DEAL", "PAGE", "SEARCH"})
    public Mapping mapping;

    @Param({"0", "300"})
    public int hot;

    private Map<String, Object> input;
    private String text;
    private Expression tributary;
    private com.dashjoin.jsonata.Jsonata dashjoin;

    @Setup
    public void setUp() {
        input = mapping.input();
        text = mapping.expression();
        tributary = Jsonata.compile(text);
        dashjoin = com.dashjoin.jsonata.Jsonata.jsonata(text);
        Object expected = Mapping.tree(mapping.byHand(input));
        require(expected, tributary.evaluate(input));
        require(expected, dashjoin.evaluate(input));
        HotExpressions.run(hot);
    }

    private static void require(Object expected, Object actual) {
        if (!expected.equals(Mapping.tree(actual))) {
            throw new IllegalStateException(
                    "not the same result: " + Mapping.json(actual) + " instead of " + expected);
        }
    }

    @Benchmark
    public Object tributary() {
        return tributary.evaluate(input);
    }

    @Benchmark
    public Object dashjoin() {
        return dashjoin.evaluate(input);
    }

    @Benchmark
    public Object byHand() {
        return mapping.byHand(input);
    }

    @Benchmark
    public Object compile() {
        return Jsonata.compile(text);
    }
}
