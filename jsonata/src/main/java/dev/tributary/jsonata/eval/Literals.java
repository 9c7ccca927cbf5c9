package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

/** Constants and blocks. */
final class Literals {
    private Literals() {}

    static final class Constant extends Node {
        final @Nullable Object value;

        Constant(@Nullable Object value) {
            this.value = value;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return value;
        }
    }

    /** Expressions in parentheses: each is evaluated, the last one is the value. */
    static final class Block extends Node {
        private final Node[] expressions;
        private final Scope scope;

        /** {@code scope} is null when the block binds nothing. */
        Block(Node[] expressions, @Nullable Scope scope) {
            this.expressions = expressions;
            this.scope = scope;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Frame inner = scope == null ? frame : scope.frame(frame);
            Object value = dev.tributary.jsonata.value.Undefined.UNDEFINED;
            for (Node expression : expressions) value = expression.eval(input, inner, run);
            return Items.collapse(value);
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            return scope == null && expressions.length == 1
                    ? expressions[0].test(input, frame, run)
                    : super.test(input, frame, run);
        }

        @Override
        boolean isBoolean() {
            return expressions.length > 0 && expressions[expressions.length - 1].isBoolean();
        }
    }
}
