package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Decimals;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

/** The operators on numbers: {@code + - * / %} and negation. */
abstract class Arithmetic extends Node {
    private final String operator;
    private final Node left;
    private final Node right;
    private final int position;

    private Arithmetic(String operator, Node left, Node right, int position) {
        this.operator = operator;
        this.left = left;
        this.right = right;
        this.position = position;
    }

    static Node of(String operator, Node left, Node right, int position, boolean exact) {
        if (exact) return new Exact(operator, left, right, position);
        return switch (operator) {
            case "+" ->
                    new Arithmetic(operator, left, right, position) {
                        @Override
                        Number apply(Number a, Number b) {
                            return Numbers.of(a.doubleValue() + b.doubleValue());
                        }
                    };
            case "-" ->
                    new Arithmetic(operator, left, right, position) {
                        @Override
                        Number apply(Number a, Number b) {
                            return Numbers.of(a.doubleValue() - b.doubleValue());
                        }
                    };
            case "*" ->
                    new Arithmetic(operator, left, right, position) {
                        @Override
                        Number apply(Number a, Number b) {
                            return Numbers.of(a.doubleValue() * b.doubleValue());
                        }
                    };
            case "/" ->
                    new Arithmetic(operator, left, right, position) {
                        @Override
                        Number apply(Number a, Number b) {
                            return Numbers.of(a.doubleValue() / b.doubleValue());
                        }
                    };
            default ->
                    new Arithmetic(operator, left, right, position) {
                        @Override
                        Number apply(Number a, Number b) {
                            return Numbers.of(a.doubleValue() % b.doubleValue());
                        }
                    };
        };
    }

    abstract Number apply(Number a, Number b);

    @Override
    public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
        Object a = left.eval(input, frame, run);
        Object b = right.eval(input, frame, run);
        if (a != UNDEFINED && !isNumeric(a))
            throw new JsonataException("T2001", a).at(position, operator);
        if (b != UNDEFINED && !isNumeric(b))
            throw new JsonataException("T2002", b).at(position, operator);
        return a == UNDEFINED || b == UNDEFINED ? UNDEFINED : apply((Number) a, (Number) b);
    }

    private boolean isNumeric(@Nullable Object value) {
        try {
            return Numbers.isNumeric(value);
        } catch (JsonataException outOfRange) {
            throw outOfRange.at(position, operator);
        }
    }

    /** The same in decimals. */
    private static final class Exact extends Arithmetic {
        private final char symbol;
        private final int place;

        Exact(String operator, Node left, Node right, int position) {
            super(operator, left, right, position);
            this.symbol = operator.charAt(0);
            this.place = position;
        }

        @Override
        Number apply(Number a, Number b) {
            try {
                return Decimals.calculate(symbol, a, b);
            } catch (JsonataException outOfRange) {
                throw outOfRange.at(place, String.valueOf(symbol));
            }
        }
    }

    /** Unary minus. */
    static final class Negate extends Node {
        private final Node operand;
        private final int position;

        Negate(Node operand, int position) {
            this.operand = operand;
            this.position = position;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object value = operand.eval(input, frame, run);
            if (value == UNDEFINED) return value;
            if (!Numbers.isNumeric(value))
                throw new JsonataException("D1002", value).at(position, "-");
            return run.exact()
                    ? Numbers.decimal((Number) value).negate()
                    : Numbers.of(-((Number) value).doubleValue());
        }
    }
}
