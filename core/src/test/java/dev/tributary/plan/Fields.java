package dev.tributary.plan;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Expressions that only read a field or compare one with a text: all that these plans say. */
record Fields(String source) implements Expression {
    static Expression compile(String source) {
        if (!source.matches("[a-z_.]+( = '[^']*')?")) {
            throw new IllegalArgumentException("unexpected '" + source + "'");
        }
        return new Fields(source);
    }

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
