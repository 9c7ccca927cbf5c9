package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value in a connector file: a literal, an expression (a scalar that starts with {@code =}), or
 * an object or array of values.
 */
public sealed interface Value {
    /** The concrete value; members whose expression gives nothing vanish from objects. */
    @Nullable Object resolve(@Nullable Object input, Map<String, @Nullable Object> bindings);

    /** Whether an expression in it reads the variable of that name. */
    default boolean reads(String variable) {
        return switch (this) {
            case Literal _ -> false;
            case Computed computed -> computed.expression().source().contains("$" + variable);
            case Structure structure ->
                    structure.members().values().stream().anyMatch(one -> one.reads(variable));
            case Sequence sequence ->
                    sequence.items().stream().anyMatch(one -> one.reads(variable));
        };
    }

    record Literal(@Nullable Object value) implements Value {
        @Override
        public @Nullable Object resolve(
                @Nullable Object input, Map<String, @Nullable Object> bindings) {
            return value;
        }
    }

    record Computed(Expression expression) implements Value {
        @Override
        public @Nullable Object resolve(
                @Nullable Object input, Map<String, @Nullable Object> bindings) {
            return expression.evaluate(input, bindings);
        }
    }

    record Structure(Map<String, Value> members) implements Value {
        public Structure {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public @Nullable Object resolve(
                @Nullable Object input, Map<String, @Nullable Object> bindings) {
            Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
            members.forEach(
                    (key, value) -> {
                        Object result = value.resolve(input, bindings);
                        if (result != null || value instanceof Literal) {
                            resolved.put(key, result);
                        }
                    });
            return resolved;
        }
    }

    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public @Nullable Object resolve(
                @Nullable Object input, Map<String, @Nullable Object> bindings) {
            List<@Nullable Object> resolved = new ArrayList<>(items.size());
            items.forEach(item -> resolved.add(item.resolve(input, bindings)));
            return resolved;
        }
    }
}
