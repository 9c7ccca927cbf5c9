package dev.tributary.jsonata.value;

/** The last call of a function's body, to be made by whoever called the function. */
public abstract class TailCall extends Callable {
    /** Makes the call, with the context value of the outer call. */
    public abstract Object make(Object input, Run run);

    @Override
    public int arity() {
        return 0;
    }

    @Override
    public Object apply(Object[] arguments, Object input, Run run) {
        return make(input, run);
    }
}
