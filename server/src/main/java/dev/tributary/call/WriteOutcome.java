package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** What a failure says of the write it ended, in its detail {@code outcome}. */
public enum WriteOutcome {
    /** The provider may have carried it out, or not. */
    UNKNOWN,
    /** It did; what should have followed failed. */
    WRITTEN;

    private static final String DETAIL = "outcome";

    /**
     * After these, if anything was sent, the provider may have written; after others it did not.
     */
    private static final Set<Code> LEAVE_IT_OPEN =
            Set.of(Code.UPSTREAM_TIMEOUT, Code.UPSTREAM_ERROR, Code.UPSTREAM_INVALID);

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The failure, saying so. */
    Failure in(Failure failure) {
        return failure.with(DETAIL, text());
    }

    /** Whether the write that ended so may have been carried out all the same. */
    public static boolean isUnknown(Failure failure) {
        return UNKNOWN.text().equals(failure.detail().get(DETAIL));
    }

    /**
     * Sends a write once.
     *
     * @throws Failure that says so where the write may have been carried out all the same
     */
    static Answer of(Supplier<Answer> sending, Trace trace) {
        int before = trace.calls();
        try {
            return sending.get();
        } catch (Failure failed) {
            boolean open = trace.calls() > before && LEAVE_IT_OPEN.contains(failed.code());
            throw open ? UNKNOWN.in(failed) : failed;
        }
    }
}
