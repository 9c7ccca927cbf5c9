package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A value on its way through a path, with the variables that {@code @}, {@code #} and {@code %}
 * bound to it.
 */
record Tuple(@Nullable Object context, Map<String, Object> variables) {
    static Tuple of(@Nullable Object context) {
        return new Tuple(context, Map.of());
    }

    Tuple with(@Nullable Object changed, String name, @Nullable Object value) {
        Map<String, Object> more = new HashMap<>(variables);
        if (name != null) more.put(name, value);
        return new Tuple(changed, more);
    }

    /** This tuple overlaid with one that a step inside it made. */
    Tuple overlaid(Tuple inner) {
        Map<String, Object> more = new HashMap<>(variables);
        more.putAll(inner.variables);
        return new Tuple(inner.context, more);
    }

    /** One tuple of many: contexts and variables appended each to its like. */
    static Tuple merge(List<Tuple> tuples, Run run) {
        if (tuples.size() == 1) return tuples.getFirst();
        Map<String, Gathered> variables = new HashMap<>();
        Gathered contexts = new Gathered();
        for (Tuple tuple : tuples) {
            contexts.add(tuple.context, run);
            tuple.variables.forEach(
                    (name, value) ->
                            variables.computeIfAbsent(name, _ -> new Gathered()).add(value, run));
        }
        Map<String, Object> merged = new HashMap<>();
        variables.forEach((name, values) -> merged.put(name, values.value()));
        return new Tuple(contexts.value(), merged);
    }
}
