package dev.tributary.jsonata.value;

import org.jspecify.annotations.Nullable;

/** A function value: a lambda, a built-in, a regular expression, a Java function, a transform. */
public abstract class Callable {
    /** How many arguments higher-order functions should hand over. */
    public abstract int arity();

    /**
     * Calls the function once. The result may be a {@link TailCall} still to be made, and a
     * sequence not collapsed.
     *
     * @param input the context value, for functions whose signature falls back to it
     */
    public abstract @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run);

    /** Calls the function and whatever it calls last, without growing the stack. */
    public final @Nullable Object call(Object[] arguments, @Nullable Object input, Run run) {
        run.step();
        Object result = apply(arguments, input, run);
        while (result instanceof TailCall next) {
            run.step();
            result = next.make(input, run);
        }
        return result;
    }

    /**
     * The same function as other code holds it: without the context of the place it is called from.
     *
     * @param site where it was handed over, as {@link Run#site} wants it for $eval, or null
     */
    public Callable detached(@Nullable Object site) {
        return new Detached(this, site);
    }

    private static final class Detached extends Callable {
        private final Callable function;
        private final @Nullable Object site;

        Detached(Callable function, @Nullable Object site) {
            this.function = function;
            this.site = site;
        }

        @Override
        public int arity() {
            return function.arity();
        }

        @Override
        public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
            if (site != null) run.site(site);
            run.enter(1);
            Object result = function.call(arguments, null, run);
            run.leave(1);
            return result;
        }

        @Override
        public Callable detached(@Nullable Object elsewhere) {
            return this;
        }
    }
}
