package dev.tributary.mapping;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.Limits;
import dev.tributary.jsonata.Options;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSONata in exact decimals: an amount that passes through arithmetic keeps its digits. What it may
 * use is limited, since an override is a stranger's program: 200 MB of the server's memory at most.
 */
final class CompiledExpression implements Expression {
    private static final Limits LIMITS =
            Limits.DEFAULT
                    .withWallTime(Duration.ofSeconds(2))
                    .withDepth(500)
                    .withOutputNodes(1_000_000)
                    .withOutputChars(10_000_000);
    private static final Options OPTIONS =
            Options.exactDecimals().withLimits(LIMITS).withPace(CompiledExpression::worked);

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

    static Expression compile(String source) {
        try {
            return new CompiledExpression(Jsonata.compile(source, OPTIONS));
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
        try {
            Object result =
                    expression.evaluate(input == null ? Jsonata.UNDEFINED : input, bindings);
            return result == Jsonata.UNDEFINED ? null : result;
        } catch (JsonataException failed) {
            throw new MappingException(String.valueOf(failed.getMessage()), failed);
        }
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
