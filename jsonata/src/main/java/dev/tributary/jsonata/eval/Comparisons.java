package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The operators that compare: {@code = != < <= > >= in}. */
final class Comparisons {
    private Comparisons() {}

    static final class Equal extends Node.Predicate {
        private final boolean wanted;
        private final Node left;
        private final Node right;

        Equal(boolean wanted, Node left, Node right) {
            this.wanted = wanted;
            this.left = left;
            this.right = right;
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            Object a = left.eval(input, frame, run);
            Object b = right.eval(input, frame, run);
            return a != UNDEFINED && b != UNDEFINED && Values.deepEquals(a, b, run) == wanted;
        }
    }

    /** Comparison with a string that is known: the commonest condition of all. */
    static final class EqualText extends Node.Predicate {
        private final boolean wanted;
        private final Node left;
        private final String text;

        EqualText(boolean wanted, Node left, String text) {
            this.wanted = wanted;
            this.left = left;
            this.text = text;
        }

        boolean isWanted() {
            return wanted;
        }

        Node left() {
            return left;
        }

        String text() {
            return text;
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            Object value = left.eval(input, frame, run);
            return value != UNDEFINED && text.equals(value) == wanted;
        }
    }

    /** Less and greater; undefined when either side is. */
    static final class Order extends Node {
        private final String operator;
        private final Node left;
        private final Node right;
        private final int position;
        private final boolean less;
        private final boolean orEqual;

        Order(String operator, Node left, Node right, int position) {
            this.operator = operator;
            this.left = left;
            this.right = right;
            this.position = position;
            this.less = operator.startsWith("<");
            this.orEqual = operator.length() == 2;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object a = left.eval(input, frame, run);
            Object b = right.eval(input, frame, run);
            requireComparable(a, a, b);
            requireComparable(b, a, b);
            if (a == UNDEFINED || b == UNDEFINED) return UNDEFINED;
            return holds(a, b, run);
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            return eval(input, frame, run) == Boolean.TRUE;
        }

        @Override
        boolean isBoolean() {
            return true;
        }

        private boolean holds(@Nullable Object a, @Nullable Object b, Run run) {
            if (a instanceof Number x && b instanceof Number y) {
                if (isNaN(x) || isNaN(y)) return false;
                return holds(Numbers.compare(x, y, run.exact()));
            }
            if (a instanceof String x && b instanceof String y)
                return holds(Values.compare(x, y, run));
            throw new JsonataException("T2009", a, b).at(position, operator);
        }

        private boolean holds(int order) {
            return order == 0 ? orEqual : order < 0 == less;
        }

        private static boolean isNaN(Number value) {
            return value instanceof Double number && number.isNaN();
        }

        private void requireComparable(
                @Nullable Object value, @Nullable Object a, @Nullable Object b) {
            if (value == UNDEFINED || value instanceof String || value instanceof Number) return;
            Object culprit = a instanceof String || a instanceof Number ? b : a;
            throw new JsonataException("T2010", culprit).at(position, operator);
        }
    }

    static final class In extends Node.Predicate {
        private final Node left;
        private final Node right;

        In(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            Object wanted = left.eval(input, frame, run);
            Object values = right.eval(input, frame, run);
            if (wanted == UNDEFINED || values == UNDEFINED) return false;
            if (!(values instanceof List<?> list)) return Values.same(wanted, values, run);
            for (int i = 0, n = list.size(); i < n; i++) {
                run.step();
                if (Values.same(wanted, list.get(i), run)) return true;
            }
            return false;
        }
    }
}
