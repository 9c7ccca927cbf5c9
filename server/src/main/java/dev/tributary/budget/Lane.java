package dev.tributary.budget;

/**
 * Who asks for an API call. In this order those who wait are served when a budget is short; {@code
 * INTERACTIVE} never waits, {@code BATCH} while its batch has time.
 */
public enum Lane {
    INTERACTIVE,
    BATCH,
    WEBHOOK,
    INCREMENTAL,
    BACKFILL;

    /** Whether a call of this lane waits for budget instead of failing. */
    public boolean waits() {
        return this != INTERACTIVE;
    }
}
