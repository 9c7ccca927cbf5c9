package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What can stand after an expression that is not a path: filters, grouping, empty brackets. */
final class Around {
    private Around() {}

    static final class Filtered extends Node.Sequenced {
        private final Node node;
        private final Filter[] filters;

        Filtered(Node node, Filter[] filters) {
            this.node = node;
            this.filters = filters;
        }

        @Override
        @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
            Object value = node.raw(input, frame, run);
            for (Filter filter : filters) value = filter.apply(value, frame, run);
            return value;
        }
    }

    static final class Grouped extends Node {
        private final Node node;
        private final Grouping grouping;

        Grouped(Node node, Grouping grouping) {
            this.node = node;
            this.grouping = grouping;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return grouping.group(node.raw(input, frame, run), frame, run);
        }
    }

    static final class Kept extends Node.Sequenced {
        private final Node node;

        Kept(Node node) {
            this.node = node;
        }

        @Override
        @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
            Object value = node.raw(input, frame, run);
            if (node instanceof Filtered && !(value instanceof List<?>))
                value = Items.sequenceOf(value);
            return value instanceof Items items && items.isSequence() && !items.isTuples()
                    ? items.keep()
                    : value;
        }
    }

    /** The context as it is, for an object constructor that groups it. */
    static final class Input extends Node {
        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return input;
        }
    }

    /** The values of tuples that are not carried on. */
    static final class Contexts extends Node {
        private final Node node;

        Contexts(Node node) {
            this.node = node;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return Items.collapse(TuplePath.contexts(node.eval(input, frame, run), run));
        }
    }

    /** Tuples that are grouped. */
    static final class GroupedTuples extends Node {
        private final Node node;
        private final Grouping grouping;
        private final Scope[] keyScopes;
        private final Scope[] valueScopes;

        GroupedTuples(Node node, Grouping grouping, Scope[] keyScopes, Scope[] valueScopes) {
            this.node = node;
            this.grouping = grouping;
            this.keyScopes = keyScopes;
            this.valueScopes = valueScopes;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object value =
                    node instanceof TuplePath path
                            ? path.tuples(input, frame, run)
                            : node.raw(input, frame, run);
            Items tuples = Items.tuples();
            if (value instanceof Items items && items.isTuples()) {
                tuples = items;
            } else {
                for (Object item : Items.asList(value)) tuples.add(Tuple.of(item));
            }
            return grouping.groupTuples(tuples, keyScopes, valueScopes, frame, run);
        }
    }
}
