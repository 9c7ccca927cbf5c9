package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What a failure says of the write it ended, in its detail {@code outcome}. */
public enum WriteOutcome {
    /** The provider may have carried it out, or not. */
    UNKNOWN(
            "It may have been written: look for the record before you write again. An"
                    + " Idempotency-Key is never sent twice, so a new write needs a new one."),
    /** It did; what should have followed failed. */
    WRITTEN("It is written: read the record, and do not write again.");

    private static final String DETAIL = "outcome";

    /**
     * After these, if anything was sent, the provider may have written; after others it did not.
     */
    private static final Set<Code> LEAVE_IT_OPEN =
            Set.of(Code.UPSTREAM_TIMEOUT, Code.UPSTREAM_ERROR, Code.UPSTREAM_INVALID);

    private final String advice;

    WriteOutcome(String advice) {
        this.advice = advice;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The failure, saying so: whatever its code, it is not to be repeated as it is. */
    Failure in(Failure failure) {
        return failure.with(DETAIL, text())
                .with(Failure.ADVICE, advice)
                .with(Failure.RETRYABLE, false);
    }

    /** Whether the write that ended so may have been carried out all the same. */
    public static boolean isUnknown(Failure failure) {
        return UNKNOWN.text().equals(failure.detail().get(DETAIL));
    }

    /** Why a write was never begun after one that ended so. */
    static Failure notSent(Failure earlier) {
        Map<String, Object> detail = new LinkedHashMap<>(earlier.detail());
        detail.keySet().removeAll(Set.of(DETAIL, Failure.ADVICE, Failure.RETRYABLE));
        return new Failure(
                earlier.code(),
                "not sent, because before it: " + earlier.getMessage(),
                earlier,
                detail);
    }

    /**
     * Sends a write once.
     *
     * @throws Failure that says so where the write may have been carried out all the same
     */
    static <T> T of(Supplier<T> sending, Trace trace) {
        int before = trace.calls();
        try {
            return sending.get();
        } catch (Failure failed) {
            boolean open = trace.calls() > before && LEAVE_IT_OPEN.contains(failed.code());
            throw open ? UNKNOWN.in(failed) : failed;
        }
    }
}
