package dev.tributary.commission;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Reads a field, or compares one with a text: all that the plans of these tests say. */
record FieldExpression(String source) implements Expression {
    @Override
    public @Nullable Object evaluate(
            @Nullable Object input, Map<String, @Nullable Object> bindings) {
        String[] sides = source.split(" = ", 2);
        Object value = input;
        for (String key : sides[0].split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return sides.length == 1 ? value : (Object) ("'" + value + "'").equals(sides[1]);
    }

    @Override
    public List<String> references() {
        return List.of();
    }
}
