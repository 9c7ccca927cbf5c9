package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

/**
 * One construct of a compiled expression. Immutable, so that any number of threads may evaluate it.
 */
public abstract class Node {
    /** The value in the context of {@code input}; a sequence comes collapsed. */
    public abstract @Nullable Object eval(@Nullable Object input, Frame frame, Run run);

    /** The value before a sequence is collapsed, for filters and grouping. */
    @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
        return eval(input, frame, run);
    }

    /** The effective boolean value: conditions ask for this, so that comparisons need not box. */
    boolean test(@Nullable Object input, Frame frame, Run run) {
        return Values.isTrue(eval(input, frame, run), run);
    }

    /**
     * Whether {@link #eval} only ever yields a boolean or undefined, so that a filter may just test
     * it.
     */
    boolean isBoolean() {
        return false;
    }

    /** A node whose value may be a sequence. */
    abstract static class Sequenced extends Node {
        @Override
        abstract @Nullable Object raw(@Nullable Object input, Frame frame, Run run);

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return Items.collapse(raw(input, frame, run));
        }
    }

    /** A node whose value is a boolean. */
    abstract static class Predicate extends Node {
        @Override
        abstract boolean test(@Nullable Object input, Frame frame, Run run);

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return test(input, frame, run);
        }

        @Override
        boolean isBoolean() {
            return true;
        }
    }
}
