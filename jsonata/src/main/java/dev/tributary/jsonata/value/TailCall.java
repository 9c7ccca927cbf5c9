package dev.tributary.jsonata.value;

import org.jspecify.annotations.Nullable;

/** The last call of a function's body, to be made by whoever called the function. */
public abstract class TailCall extends Callable {
    /** Makes the call, with the context value of the outer call. */
    public abstract @Nullable Object make(@Nullable Object input, Run run);

    @Override
    public int arity() {
        return 0;
    }

    @Override
    public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
        return make(input, run);
    }
}
