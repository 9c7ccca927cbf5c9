package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.function.Signature;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Function values made by expressions: lambdas, partial applications, chains. */
final class Functions {
    private Functions() {}

    /** The node of a lambda: it closes over the frame and the context it is evaluated in. */
    static final class LambdaNode extends Node {
        private final Scope scope;
        private final Signature signature;
        private final Node body;

        /** {@code signature} may be null. */
        LambdaNode(@Nullable Scope scope, Signature signature, Node body) {
            this.scope = scope;
            this.signature = signature;
            this.body = body;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            run.nodes(1); // it keeps its frame alive
            return new Lambda(this, input, frame);
        }
    }

    static final class Lambda extends Callable {
        private final LambdaNode code;
        private final @Nullable Object input;
        private final Frame outer;

        Lambda(LambdaNode code, @Nullable Object input, Frame outer) {
            this.code = code;
            this.input = input;
            this.outer = outer;
        }

        @Override
        public int arity() {
            return code.scope.parameters;
        }

        @Override
        public @Nullable Object apply(Object[] arguments, @Nullable Object context, Run run) {
            Object[] checked =
                    code.signature == null
                            ? arguments
                            : code.signature.check(arguments, context, run);
            return body(checked, run);
        }

        @Nullable Object body(Object[] arguments, Run run) {
            return code.body.eval(input, code.scope.call(outer, arguments), run);
        }
    }

    /** A function some of whose arguments are given. */
    static final class Partial extends Callable {
        static final Object OPEN = new Object();

        private final Callable function;
        private final Object[] given;
        private final int open;

        Partial(Callable function, Object[] arguments) {
            this.function = function;
            this.given =
                    function instanceof Lambda lambda && arguments.length != lambda.arity()
                            ? fit(arguments, lambda.arity())
                            : arguments;
            this.open = (int) Arrays.stream(given).filter(argument -> argument == OPEN).count();
        }

        private static Object[] fit(Object[] arguments, int arity) {
            Object[] fitted = Arrays.copyOf(arguments, arity);
            if (arguments.length < arity) Arrays.fill(fitted, arguments.length, arity, UNDEFINED);
            return fitted;
        }

        @Override
        public int arity() {
            return open;
        }

        @Override
        public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
            Object[] all = given.clone();
            int next = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] != OPEN) continue;
                all[i] = next < arguments.length ? arguments[next] : UNDEFINED;
                next++;
            }
            return function instanceof Lambda lambda
                    ? lambda.body(all, run)
                    : function.call(all, null, run);
        }
    }

    /** Two functions one after the other: {@code first ~> second}. */
    static final class Chain extends Callable {
        private final Callable first;
        private final Callable second;

        Chain(Callable first, Callable second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public int arity() {
            return 1;
        }

        @Override
        public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
            run.enter(2);
            Object between =
                    Items.collapse(
                            first.call(
                                    new Object[] {arguments.length == 0 ? UNDEFINED : arguments[0]},
                                    null,
                                    run));
            run.leave(2);
            return second.apply(new Object[] {between}, input, run);
        }
    }
}
