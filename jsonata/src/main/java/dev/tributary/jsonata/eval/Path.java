package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.syntax.Ast;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Name;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A path: each step maps over the values of the one before, and lists that come out are flattened
 * into one sequence. Between steps, a list stands for its values and anything else for itself; one
 * value that is a list is wrapped.
 */
final class Path extends Node.Sequenced {
    /**
     * One step.
     *
     * @param node what is evaluated for each value
     * @param filters what its values go through
     * @param sort set when the step sorts all values instead
     * @param whole whether it is evaluated once with all values, as a list constructor at the
     *     beginning is
     */
    record Step(Node node, Filter[] filters, Sort sort, boolean whole) {}

    /** What empty brackets make of the value: a list, even of one value. */
    enum Keep {
        /** There are none. */
        NOTHING,
        /** They stand after an order-by: only what is no list yet becomes one. */
        VALUES,
        /**
         * They stand at a step: a list that was written as one becomes the only item of another.
         */
        CONSTRUCTED;

        static Keep of(Ast.Path path) {
            if (path.keepSingleton()) return CONSTRUCTED;
            return path.keepArray() ? VALUES : NOTHING;
        }

        @Nullable Object of(@Nullable Object value) {
            if (this == NOTHING || value == UNDEFINED) return value;
            if (!(value instanceof List<?> list)) return Items.sequenceOf(value).keep();
            if (!(list instanceof Items items)) return list;
            boolean wraps = this == CONSTRUCTED && items.isConstructed() && !items.isSequence();
            return wraps ? Items.sequenceOf(items).keep() : items.keep();
        }
    }

    private final Step[] steps;
    private final boolean absolute;
    private final Keep keep;
    private final boolean complete;
    private final boolean tuples;
    private final Name[] lead;

    /**
     * @param complete whether no steps with tuples follow
     * @param tuples whether tuples that a step yields are wanted as such
     */
    Path(List<Step> steps, boolean absolute, Keep keep, boolean complete, boolean tuples) {
        this.steps = steps.toArray(Step[]::new);
        this.absolute = absolute;
        this.keep = keep;
        this.complete = complete;
        this.tuples = tuples;
        this.lead = lead(steps);
    }

    /** The names the path begins with, before anything else. */
    private static Name[] lead(List<Step> steps) {
        List<Name> names = new ArrayList<>();
        for (Step step : steps.subList(0, steps.size() - 1)) {
            if (step.filters.length > 0 || !(step.node instanceof Fields.Step field)) break;
            names.add(new Name(field.name()));
        }
        return names.toArray(Name[]::new);
    }

    @Override
    @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
        Object values = absolute && input instanceof List<?> ? Items.sequenceOf(input) : input;
        int at = 0;
        while (at < lead.length && values instanceof Map<?, ?> map) {
            values = at == 0 ? run.prefix(map, lead[0]) : lead[at].of(map);
            at++;
        }
        if (values instanceof Items items && at > 0) {
            values = Items.collapse(items);
            if (values == items && items.isConstructed()) values = Items.sequenceOf(items);
        }
        return values == UNDEFINED && at > 0 ? UNDEFINED : walk(at, values, frame, run);
    }

    /** The value of the path's rest. */
    @Nullable Object from(int step, @Nullable Object values, Frame frame, Run run) {
        return Items.collapse(walk(step, values, frame, run));
    }

    private @Nullable Object walk(int from, @Nullable Object values, Frame frame, Run run) {
        for (int i = from; i < steps.length; i++) {
            boolean last = complete && i == steps.length - 1;
            values = step(i, values, last, frame, run);
            if (values == UNDEFINED) return UNDEFINED;
            if (values instanceof String text && text.isEmpty() && steps[i].whole) break;
            if (values instanceof List<?> list && list.isEmpty()) {
                boolean asItIs = last || steps[i].whole || steps[i].sort != null;
                boolean isThere = asItIs && !Items.isSequence(list);
                if (!isThere) return UNDEFINED;
                break;
            }
        }
        return keep.of(tuples ? values : TuplePath.contexts(values, run));
    }

    private @Nullable Object step(
            int index, @Nullable Object values, boolean last, Frame frame, Run run) {
        Step step = steps[index];
        if (step.sort != null) {
            List<?> list = Items.asList(values);
            Object sorted =
                    list.size() > 1
                            ? step.sort.sort(list, frame, run)
                            : steps[index - 1].whole ? values : flat(list, run);
            for (Filter filter : step.filters) sorted = filter.apply(sorted, frame, run);
            return sorted;
        }
        if (step.whole) {
            boolean asIs = index == steps.length - 1 || steps[index + 1].sort != null;
            return whole(step.node.eval(Items.asList(values), frame, run), asIs, run);
        }
        if (!(TuplePath.contexts(values, run) instanceof List<?> list))
            return spread(one(step, values, frame, run), last, run);
        return map(step, list, last, frame, run);
    }

    /**
     * What begins with a list constructor is taken for a list, as the reference takes it; a string
     * is one of letters, and an empty one the end of the path, as an empty list is.
     */
    private static @Nullable Object whole(@Nullable Object value, boolean asIs, Run run) {
        if (asIs || value instanceof List<?> || "".equals(value)) return value;
        if (!(value instanceof String text)) return UNDEFINED;
        Items letters = Items.sequence();
        for (int i = 0; i < text.length(); i++) {
            run.nodes(1);
            letters.add(String.valueOf(text.charAt(i)));
        }
        return letters;
    }

    private static @Nullable Object one(Step step, @Nullable Object value, Frame frame, Run run) {
        run.step();
        Object result = step.node.eval(value, frame, run);
        for (Filter filter : step.filters) result = filter.apply(result, frame, run);
        return result;
    }

    /** What the values of a step are when it has but one result. */
    private static @Nullable Object spread(@Nullable Object result, boolean last, Run run) {
        if (!(result instanceof List<?> list)) return result;
        if (list instanceof Items items) {
            if (items.isTuples()) return items;
            if (items.isConstructed() && !(last && !items.isSequence()))
                return Items.sequenceOf(items);
            if (last && items.isSequence()) return flat(items, run);
        }
        return list;
    }

    private static Items flat(List<?> list, Run run) {
        if (list instanceof Items items && items.isTuples()) return items;
        Items sequence = Items.sequence();
        sequence.addAll(list, run);
        return sequence;
    }

    private static @Nullable Object map(
            Step step, List<?> list, boolean last, Frame frame, Run run) {
        Object only = UNDEFINED;
        Items sequence = null;
        for (int i = 0, n = list.size(); i < n; i++) {
            Object result = one(step, list.get(i), frame, run);
            if (result == UNDEFINED) continue;
            if (sequence == null && only == UNDEFINED) {
                only = result;
                continue;
            }
            if (sequence == null) {
                sequence = Items.sequence();
                push(sequence, only, run);
            }
            push(sequence, result, run);
        }
        return sequence == null ? spread(only, last, run) : sequence;
    }

    private static void push(Items sequence, @Nullable Object result, Run run) {
        if (result instanceof List<?> list
                && !(result instanceof Items items && items.isConstructed())) {
            sequence.addAll(list, run);
        } else {
            run.nodes(1);
            sequence.add(result, run);
        }
    }
}
