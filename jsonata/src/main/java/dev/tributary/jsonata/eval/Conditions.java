package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

/** What decides: {@code and or ? : ?: ??}. */
final class Conditions {
    private Conditions() {}

    static final class And extends Node.Predicate {
        private final Node left;
        private final Node right;

        And(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            return left.test(input, frame, run) && right.test(input, frame, run);
        }
    }

    static final class Or extends Node.Predicate {
        private final Node left;
        private final Node right;

        Or(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            return left.test(input, frame, run) || right.test(input, frame, run);
        }
    }

    static final class Choice extends Node {
        private final Node condition;
        private final Node then;
        private final Node otherwise;

        Choice(Node condition, Node then, Node otherwise) {
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Node taken = condition.test(input, frame, run) ? then : otherwise;
            return Items.collapse(taken.eval(input, frame, run));
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            return condition.test(input, frame, run)
                    ? then.test(input, frame, run)
                    : otherwise.test(input, frame, run);
        }

        @Override
        boolean isBoolean() {
            return then.isBoolean() && otherwise.isBoolean();
        }
    }

    static final class Default extends Node {
        private final boolean ifTrue;
        private final Node left;
        private final Node right;

        Default(boolean ifTrue, Node left, Node right) {
            this.ifTrue = ifTrue;
            this.left = left;
            this.right = right;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object value = left.eval(input, frame, run);
            boolean taken = ifTrue ? Values.isTrue(value, run) : value != UNDEFINED;
            return taken ? value : Items.collapse(right.eval(input, frame, run));
        }
    }
}
