package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * One compiled JSONata expression. Input and result are plain trees of {@code Map}, {@code List},
 * {@code String}, {@code Number}, {@code Boolean} and null; undefined comes back as null. Safe to
 * share by any number of threads.
 */
public interface Expression {
    /**
     * @throws InvalidExpression when the text is not JSONata
     */
    static Expression compile(String source) {
        return compile(source, ExpressionLimits.DEFAULT);
    }

    /**
     * @throws InvalidExpression when the text is not JSONata
     */
    static Expression compile(String source, ExpressionLimits limits) {
        return CompiledExpression.compile(source, limits);
    }

    /** The same as it stands in a document: its failures name the place, its use is measured. */
    default Expression at(Provenance by, WatchExpressions.Meter meter) {
        return this;
    }

    /**
     * @throws MappingException when the expression fails or exceeds its limits
     */
    @Nullable Object evaluate(@Nullable Object input, Map<String, @Nullable Object> bindings);

    /**
     * The same aside: no meter counts it as the expression's use.
     *
     * @param steps is told how much work it was
     */
    default @Nullable Object evaluate(
            @Nullable Object input, Map<String, @Nullable Object> bindings, LongConsumer steps) {
        return evaluate(input, bindings);
    }

    /** The expression as written. */
    String source();

    /** Input paths it reads, such as {@code properties.amount}; empty when not known. */
    List<String> references();

    /** Fields of the object it makes; empty when not known. */
    default Map<String, Output> outputs() {
        return Map.of();
    }

    /**
     * The part of an expression that makes one field of its object.
     *
     * @param start where it stands in the expression
     * @param references as of the whole
     */
    record Output(String source, int start, List<String> references) {
        public Output {
            references = List.copyOf(references);
        }
    }
}
