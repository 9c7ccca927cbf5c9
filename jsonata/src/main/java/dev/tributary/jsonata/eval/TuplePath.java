package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A path that binds variables on its way ({@code @ # %}): from the first such step on, tuples
 * travel through it.
 */
final class TuplePath extends Node.Sequenced {
    /** What a step does to the tuples that leave it. */
    sealed interface Stage {
        record Where(Filter filter) implements Stage {}

        record Number(String name) implements Stage {}
    }

    /**
     * One step.
     *
     * @param node what is evaluated for each tuple; null when the step sorts
     * @param focus the variable that takes the value, while the context stays
     * @param index the variable that takes the value's position
     * @param ancestor the label under which parent operators find the context the step started from
     * @param whole whether it is a list constructor at the beginning: evaluated once, and bound to
     *     nothing
     */
    record Step(
            Node node,
            Scope scope,
            Sort sort,
            String focus,
            String index,
            String ancestor,
            boolean whole,
            List<Stage> stages) {}

    /** What a tuple takes, in values of a list. */
    private static final int WEIGHT = 3;

    private final Node before;
    private final boolean absolute;
    private final Step[] steps;
    private final boolean keepTuples;
    private final Path.Keep keep;

    /** {@code before} is the part of the path without tuples, or null. */
    TuplePath(Node before, boolean absolute, List<Step> steps, boolean keepTuples, Path.Keep keep) {
        this.before = before;
        this.absolute = absolute;
        this.steps = steps.toArray(Step[]::new);
        this.keepTuples = keepTuples;
        this.keep = keep;
    }

    @Override
    @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
        Object start = start(input, frame, run);
        if (isNothing(start)) return keep.of(start); // an empty list is there all the same
        Items stream = stream(Items.asList(contexts(start, run)), frame, run);
        return keepTuples ? stream : keep.of(contexts(stream, run));
    }

    /** The values of the tuples, if it is tuples. */
    static @Nullable Object contexts(@Nullable Object value, Run run) {
        if (!(value instanceof Items tuples) || !tuples.isTuples()) return value;
        Items values = Items.sequence();
        for (Object tuple : tuples) {
            run.step();
            values.add(((Tuple) tuple).context());
        }
        return values;
    }

    /** The tuples that come out of the last step; one of nothing if none came to the first. */
    Items tuples(@Nullable Object input, Frame frame, Run run) {
        Object start = start(input, frame, run);
        if (!isNothing(start)) return stream(Items.asList(contexts(start, run)), frame, run);
        Items nothing = Items.tuples();
        boolean wrapped = start instanceof List<?> && keep.of(start) != start;
        nothing.add(Tuple.of(wrapped ? start : UNDEFINED));
        return nothing;
    }

    /** What the first step with tuples maps over. */
    private @Nullable Object start(@Nullable Object input, Frame frame, Run run) {
        if (before != null) return before.raw(input, frame, run);
        return absolute ? Items.sequenceOf(input) : Items.asList(input);
    }

    private boolean isNothing(@Nullable Object start) {
        return before != null
                && (start == UNDEFINED || start instanceof List<?> list && list.isEmpty());
    }

    private Items stream(List<?> start, Frame frame, Run run) {
        List<?> values = start;
        Items tuples = null;
        for (Step step : steps) {
            if (step.whole) {
                Frame inner = step.scope.frame(frame, null);
                Object result = step.node.eval(values, inner, run);
                if (step.focus == null) values = Items.asList(contexts(result, run));
            } else if (step.sort != null) {
                tuples = stages(step, sort(step, tuples, values, frame, run), frame, run);
            } else {
                Items from = tuples == null ? start(values, run) : tuples;
                tuples = stages(step, bind(step, from, frame, run), frame, run);
            }
        }
        return tuples == null ? Items.tuples() : tuples;
    }

    private static Items start(List<?> values, Run run) {
        Items tuples = Items.tuples();
        for (Object value : values) {
            run.nodes(WEIGHT);
            tuples.add(Tuple.of(value));
        }
        return tuples;
    }

    private static Items sort(Step step, Items tuples, List<?> values, Frame frame, Run run) {
        if (tuples != null) return (Items) step.sort.sort(tuples, frame, run);
        if (step.sort.isOfTuples()) return (Items) step.sort.sort(start(values, run), frame, run);
        Items sorted = Items.tuples();
        for (Object value : (List<?>) step.sort.sort(values, frame, run)) {
            run.nodes(WEIGHT);
            Tuple tuple = Tuple.of(value);
            sorted.add(step.index == null ? tuple : tuple.with(step.index, (long) sorted.size()));
        }
        return sorted;
    }

    private static Items bind(Step step, Items tuples, Frame frame, Run run) {
        Items bound = Items.tuples();
        for (Object item : tuples) {
            run.step();
            Tuple tuple = (Tuple) item;
            Frame inner = step.scope.frame(frame, tuple.variables());
            Object result = step.node.eval(tuple.context(), inner, run);
            if (result == UNDEFINED) continue;
            List<?> values = Items.asList(result);
            boolean overlay = result instanceof Items items && items.isTuples();
            for (int i = 0, n = values.size(); i < n; i++) {
                Object value = values.get(i);
                run.nodes(WEIGHT);
                bound.add(overlay ? tuple.overlaid((Tuple) value) : bind(step, tuple, value, i));
            }
        }
        return bound;
    }

    private static Tuple bind(Step step, Tuple tuple, @Nullable Object value, int index) {
        Tuple bound = step.focus == null ? tuple.at(value) : tuple.with(step.focus, value);
        if (step.index != null) bound = bound.with(step.index, (long) index);
        return step.ancestor == null ? bound : bound.with(step.ancestor, tuple.context());
    }

    private static Items stages(Step step, Items tuples, Frame frame, Run run) {
        Items result = tuples;
        for (Stage stage : step.stages) {
            result =
                    switch (stage) {
                        case Stage.Where where -> (Items) where.filter.apply(result, frame, run);
                        case Stage.Number number -> number(number.name, result, run);
                    };
        }
        return result;
    }

    private static Items number(@Nullable String name, Items tuples, Run run) {
        if (name == null) return tuples;
        Items numbered = Items.tuples();
        for (Object item : tuples) {
            run.nodes(WEIGHT);
            numbered.add(((Tuple) item).with(name, (long) numbered.size()));
        }
        return numbered;
    }
}
