package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A compiled expression at one of the places where it stands: it is measured, and names itself. */
record PlacedExpression(CompiledExpression compiled, Provenance by, WatchExpressions.Meter meter)
        implements Expression {
    @Override
    public @Nullable Object evaluate(
            @Nullable Object input, Map<String, @Nullable Object> bindings) {
        long began = meter.begin();
        boolean failed = true;
        try {
            Object result = compiled.evaluate(input, bindings, meter);
            failed = false;
            return result;
        } catch (MappingException unnamed) {
            throw unnamed.of(by);
        } finally {
            meter.end(began, failed);
        }
    }

    @Override
    public @Nullable Object evaluate(
            @Nullable Object input, Map<String, @Nullable Object> bindings, LongConsumer steps) {
        return compiled.evaluate(input, bindings, steps);
    }

    @Override
    public Expression at(Provenance other, WatchExpressions.Meter otherMeter) {
        return new PlacedExpression(compiled, other, otherMeter);
    }

    @Override
    public String source() {
        return compiled.source();
    }

    @Override
    public List<String> references() {
        return compiled.references();
    }

    @Override
    public Map<String, Output> outputs() {
        return compiled.outputs();
    }
}
