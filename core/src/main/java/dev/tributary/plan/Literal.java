package dev.tributary.plan;

import dev.tributary.mapping.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
