package dev.tributary.mapping;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.Limits;
import dev.tributary.jsonata.Options;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** JSONata in exact decimals: an amount that passes through arithmetic keeps its digits. */
final class CompiledExpression implements Expression {
    private static final int DEPTH_MAX = 500;
    private static final Options OPTIONS = options(ExpressionLimits.DEFAULT);

    /** How the codes of exceeded limits begin. */
    private static final String OVER_LIMIT = "U100";

    private final dev.tributary.jsonata.Expression expression;
    private final List<String> references;
    private final Map<String, Output> outputs = new LinkedHashMap<>();

    private CompiledExpression(dev.tributary.jsonata.Expression expression) {
        this.expression = expression;
        references = paths(expression.references());
        expression
                .outputs()
                .forEach(
                        (name, output) ->
                                outputs.put(
                                        name,
                                        new Output(
                                                output.source(),
                                                output.start(),
                                                paths(output.references()))));
    }

    private static List<String> paths(Set<List<String>> references) {
        return references.stream().map(ProviderPath::text).sorted().toList();
    }

    private static Options options(ExpressionLimits limits) {
        return Options.exactDecimals()
                .withLimits(
                        Limits.DEFAULT
                                .withWallTime(limits.time())
                                .withSteps(limits.steps())
                                .withDepth(DEPTH_MAX)
                                .withOutputNodes(limits.values())
                                .withOutputChars(limits.characters()))
                .withClock(SameMoment.CLOCK)
                .withRandom(SameMoment::random)
                .withPace(CompiledExpression::worked);
    }

    static CompiledExpression compile(String source, ExpressionLimits limits) {
        boolean usual = limits.equals(ExpressionLimits.DEFAULT);
        try {
            return new CompiledExpression(
                    Jsonata.compile(source, usual ? OPTIONS : options(limits)));
        } catch (JsonataException malformed) {
            throw new InvalidExpression(malformed.reason(), Math.max(0, malformed.position() - 1));
        }
    }

    private static void worked(long steps) {
        if (Pace.OF_THIS_WORK.isBound()) {
            Pace.OF_THIS_WORK.get().worked(steps);
        }
    }

    @Override
    public @Nullable Object evaluate(
            @Nullable Object input, Map<String, @Nullable Object> bindings) {
        return evaluate(input, bindings, WatchExpressions.Meter.NONE);
    }

    @Override
    public @Nullable Object evaluate(
            @Nullable Object input, Map<String, @Nullable Object> bindings, LongConsumer steps) {
        try {
            Object result =
                    expression.evaluate(input == null ? Jsonata.UNDEFINED : input, bindings, steps);
            return result == Jsonata.UNDEFINED ? null : result;
        } catch (JsonataException failed) {
            throw new MappingException(
                    String.valueOf(failed.getMessage()),
                    null,
                    failed.code().startsWith(OVER_LIMIT),
                    failed);
        }
    }

    @Override
    public Expression at(Provenance by, WatchExpressions.Meter meter) {
        return new PlacedExpression(this, by, meter);
    }

    @Override
    public String source() {
        return expression.text();
    }

    @Override
    public List<String> references() {
        return references;
    }

    @Override
    public Map<String, Output> outputs() {
        return Collections.unmodifiableMap(outputs);
    }
}
