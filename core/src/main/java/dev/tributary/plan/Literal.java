package dev.tributary.plan;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A scalar that is no expression: it always answers itself. */
record Literal(String source) implements Expression {
    @Override
    public Object evaluate(@Nullable Object input, Map<String, @Nullable Object> bindings) {
        return source;
    }

    @Override
    public List<String> references() {
        return List.of();
    }
}
