package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.TailCall;

import org.jspecify.annotations.Nullable;

/**
 * Calling functions: {@code f(x)}, {@code f(?)}, {@code x ~> f}, and the last call of a function's
 * body.
 */
final class Calls {
    private Calls() {}

    /** What is known of a call when it is compiled. */
    record Target(
            Node procedure,
            Node suggestion,
            Node[] arguments,
            String name,
            int position,
            int nesting,
            Scope site) {
        Object[] arguments(@Nullable Object input, Frame frame, Run run, int offset) {
            Object[] values = new Object[arguments.length + offset];
            for (int i = 0; i < arguments.length; i++)
                values[i + offset] = arguments[i].eval(input, frame, run);
            return values;
        }

        @Nullable Object invoke(
                @Nullable Object function,
                Object[] values,
                @Nullable Object input,
                Frame frame,
                Run run) {
            if (!(function instanceof Callable callable))
                throw notAFunction(function, input, frame, run);
            if (site != null) run.site(new EvalSite(site, frame, input));
            run.enter(nesting);
            try {
                Object result = callable.call(values, input, run);
                run.leave(nesting);
                return result;
            } catch (JsonataException e) {
                throw e.at(position, name);
            }
        }

        /** Makes the functions among the values ones that do not see the context from here on. */
        void detach(Object[] values, int from, Frame frame) {
            for (int i = from; i < values.length; i++) {
                if (values[i] instanceof Callable function) {
                    values[i] =
                            function.detached(
                                    site == null ? null : new EvalSite(site, frame, null));
                }
            }
        }

        private JsonataException notAFunction(
                @Nullable Object function, @Nullable Object input, Frame frame, Run run) {
            boolean forgotten =
                    function == UNDEFINED
                            && suggestion != null
                            && suggestion.eval(input, frame, run) != UNDEFINED;
            return new JsonataException(forgotten ? "T1005" : "T1006").at(position, name);
        }
    }

    static final class Call extends Node.Sequenced {
        private final Target target;

        Call(Target target) {
            this.target = target;
        }

        @Override
        @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
            Object function = target.procedure.eval(input, frame, run);
            Object[] values = target.arguments(input, frame, run, 0);
            target.detach(values, 0, frame);
            return target.invoke(function, values, input, frame, run);
        }

        /** The call with one more argument in front. */
        @Nullable Object withFirst(
                @Nullable Object first, @Nullable Object input, Frame frame, Run run) {
            Object function = target.procedure.eval(input, frame, run);
            Object[] values = target.arguments(input, frame, run, 1);
            values[0] = first;
            target.detach(values, 1, frame);
            return target.invoke(function, values, input, frame, run);
        }
    }

    /** The last call of a body: described here, made by the caller of the body. */
    static final class Tail extends Node {
        private final Target target;

        Tail(Target target) {
            this.target = target;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object function = target.procedure.eval(input, frame, run);
            return new Pending(
                    target, function, target.arguments(input, frame, run, 0), input, frame);
        }
    }

    private static final class Pending extends TailCall {
        private final Target target;
        private final @Nullable Object function;
        private final Object[] values;
        private final @Nullable Object input;
        private final Frame frame;

        Pending(
                Target target,
                @Nullable Object function,
                Object[] values,
                @Nullable Object input,
                Frame frame) {
            this.target = target;
            this.function = function;
            this.values = values;
            this.input = input;
            this.frame = frame;
        }

        @Override
        public @Nullable Object make(@Nullable Object context, Run run) {
            if (!(function instanceof Callable callable))
                throw target.notAFunction(function, input, frame, run);
            if (target.site != null) run.site(new EvalSite(target.site, frame, context));
            try {
                return callable.apply(values, context, run);
            } catch (JsonataException e) {
                throw e.at(target.position, target.name);
            }
        }
    }

    static final class PartialCall extends Node {
        private final Target target;

        PartialCall(Target target) {
            this.target = target;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object[] values = target.arguments(input, frame, run, 0);
            Object function = target.procedure.eval(input, frame, run);
            if (function instanceof Callable callable)
                return new Functions.Partial(callable, values);
            String code = target.notAFunction(function, input, frame, run).code();
            throw new JsonataException(code.equals("T1005") ? "T1007" : "T1008")
                    .at(target.position, target.name);
        }
    }

    /** {@code left ~> f}: calls f, or chains it to another function. */
    static final class Apply extends Node.Sequenced {
        private final Node left;
        private final Node right;
        private final int position;
        private final int nesting;
        private final @Nullable Scope site;

        /** {@code site} is the scope for $eval, or null if that is not called anywhere. */
        Apply(Node left, Node right, int position, int nesting, @Nullable Scope site) {
            this.left = left;
            this.right = right;
            this.position = position;
            this.nesting = nesting;
            this.site = site;
        }

        @Override
        @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
            Object value = left.eval(input, frame, run);
            if (right instanceof Call call) return call.withFirst(value, input, frame, run);
            Object function = right.eval(input, frame, run);
            if (!(function instanceof Callable callable)) {
                throw new JsonataException("T2006", function).at(position, "~>");
            }
            if (value instanceof Callable first) return new Functions.Chain(first, callable);
            if (site != null) run.site(new EvalSite(site, frame, null));
            run.enter(nesting);
            try {
                Object result = callable.call(new Object[] {value}, null, run);
                run.leave(nesting);
                return result;
            } catch (JsonataException e) {
                throw e.at(position, "~>");
            }
        }

        @Override
        boolean test(@Nullable Object input, Frame frame, Run run) {
            if (!(right instanceof RegexNode regex)) return super.test(input, frame, run);
            Object value = left.eval(input, frame, run);
            if (value instanceof String text) return regex.matcher().finds(text, run);
            return !(value instanceof Callable)
                    && dev.tributary.jsonata.value.Values.isTrue(
                            Items.collapse(regex.matcher().call(new Object[] {value}, null, run)),
                            run);
        }
    }

    /** Where a call stands, for $eval. */
    record EvalSite(@Nullable Scope scope, Frame frame, @Nullable Object input) {}
}
