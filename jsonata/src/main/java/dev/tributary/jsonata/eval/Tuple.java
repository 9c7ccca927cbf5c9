package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value on its way through a path, with the variables that {@code @}, {@code #} and {@code %}
 * bound to it.
 */
record Tuple(@Nullable Object context, @Nullable Names variables) {
    static Tuple of(@Nullable Object context) {
        return new Tuple(context, null);
    }

    Tuple with(String name, @Nullable Object value) {
        return new Tuple(context, new Names(name, value, variables));
    }

    Tuple at(@Nullable Object changed) {
        return new Tuple(changed, variables);
    }

    /** This tuple overlaid with one that a step inside it made. */
    Tuple overlaid(Tuple inner) {
        return new Tuple(inner.context, Names.joined(variables, inner.variables));
    }

    /** One tuple of many: contexts and variables appended each to its like. */
    static Tuple merge(List<Tuple> tuples, Run run) {
        if (tuples.size() == 1) return tuples.getFirst();
        Map<String, Gathered> variables = new LinkedHashMap<>();
        Gathered contexts = new Gathered();
        for (Tuple tuple : tuples) {
            run.step();
            contexts.add(tuple.context, run);
            for (Names at = tuple.variables; at != null; at = at.before()) {
                boolean hidden = Names.find(tuple.variables, at.name()) != at;
                if (hidden) continue;
                variables.computeIfAbsent(at.name(), _ -> new Gathered()).add(at.value(), run);
            }
        }
        Names merged = null;
        for (var variable : variables.entrySet())
            merged = new Names(variable.getKey(), variable.getValue().value(), merged);
        return new Tuple(contexts.value(), merged);
    }
}
