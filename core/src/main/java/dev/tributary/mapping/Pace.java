package dev.tributary.mapping;

/** Is told how much an expression works on its thread, and may let others go first there. */
@FunctionalInterface
public interface Pace {
    /** That of the work under way on this thread, where somebody sets one. */
    ScopedValue<Pace> OF_THIS_WORK = ScopedValue.newInstance();

    /**
     * @param steps of the engine since the last time, each some ten nanoseconds
     */
    void worked(long steps);
}
