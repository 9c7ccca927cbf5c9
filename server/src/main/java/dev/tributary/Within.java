package dev.tributary;

/**
 * Whose rows the work of a thread may see and change: one environment's, or everybody's. The
 * database asks for it and refuses a thread that has not said. A request is within its caller's
 * environment by itself; threads started inside begin anew. What goes wrong in a query within an
 * environment cannot reach another one.
 */
public final class Within {
    private static final ScopedValue<String> ENVIRONMENT = ScopedValue.newInstance();

    /** What {@link #present} says of everything; no id of an environment is empty. */
    public static final String EVERYTHING = "";

    private static final ScopedValue.Carrier ALL = ScopedValue.where(ENVIRONMENT, EVERYTHING);

    private Within() {}

    /** For what is run or called with it, there is this environment alone. */
    public static ScopedValue.Carrier environment(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an environment has an id");
        }
        return ScopedValue.where(ENVIRONMENT, id);
    }

    /**
     * What is run or called with it sees all environments. For work that looks for the environment
     * it is about; the work itself goes on within that one.
     */
    public static ScopedValue.Carrier everything() {
        return ALL;
    }

    /**
     * The environment's id, or {@link #EVERYTHING}.
     *
     * @throws IllegalStateException when nobody has said
     */
    public static String present() {
        if (!ENVIRONMENT.isBound()) {
            throw new IllegalStateException(
                    "whose rows? say Within.environment(id) or Within.everything()");
        }
        return ENVIRONMENT.get();
    }
}
