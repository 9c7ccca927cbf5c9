package dev.tributary.budget;

/**
 * Who asks for an API call. In this order background work is served when a budget is short; {@code
 * INTERACTIVE} never waits.
 */
public enum Lane {
    INTERACTIVE,
    WEBHOOK,
    INCREMENTAL,
    BACKFILL;

    /** Whether a call of this lane waits for budget instead of failing. */
    public boolean waits() {
        return this != INTERACTIVE;
    }
}
