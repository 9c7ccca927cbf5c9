package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

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

    /**
     * A chain of choices by the text of one field, {@code f = "a" ? … : f = "b" ? … : …}, which is
     * read once for all of them.
     */
    static final class Cases extends Node {
        private final Fields.Names field;
        private final String[] texts;
        private final Node[] then;
        private final Node otherwise;

        private Cases(Fields.Names field, String[] texts, Node[] then, Node otherwise) {
            this.field = field;
            this.texts = texts;
            this.then = then;
            this.otherwise = otherwise;
        }

        private Node taken(@Nullable Object input, Frame frame, Run run) {
            Object value = field.eval(input, frame, run);
            for (int i = 0; i < texts.length; i++) {
                if (texts[i].equals(value)) return then[i];
            }
            return otherwise;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return Items.collapse(taken(input, frame, run).eval(input, frame, run));
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            return taken(input, frame, run).test(input, frame, run);
        }

        @Override
        boolean isBoolean() {
            return otherwise.isBoolean() && Arrays.stream(then).allMatch(Node::isBoolean);
        }
    }

    /** The choice between two values. */
    static Node choice(Node condition, Node then, Node otherwise) {
        if (condition instanceof Comparisons.EqualText test
                && test.isWanted()
                && test.left() instanceof Fields.Names field) {
            if (otherwise instanceof Cases rest && rest.field.isSameAs(field)) {
                return new Cases(
                        field,
                        with(test.text(), rest.texts),
                        with(then, rest.then),
                        rest.otherwise);
            }
            return new Cases(field, new String[] {test.text()}, new Node[] {then}, otherwise);
        }
        return new Choice(condition, then, otherwise);
    }

    private static <T> T[] with(T first, T[] rest) {
        T[] all = Arrays.copyOf(rest, rest.length + 1);
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
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
