package dev.tributary.unified.batch;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of one request of a batch.
 *
 * @param status as the request alone would have been answered; 424 when it was not begun, 504 when
 *     it was not waited for
 * @param reason why it was skipped or not waited for; null: it was answered
 * @param body JSON; null: none
 */
record Answered(
        String id,
        Outcome outcome,
        int status,
        @Nullable String reason,
        Map<String, String> headers,
        @Nullable Object body) {
    private static final int FAILED_DEPENDENCY = 424;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int FIRST_ERROR = 400;

    /** {@code UNFINISHED}: still under way when the batch's time was over, its outcome unknown. */
    enum Outcome {
        DONE,
        FAILED,
        SKIPPED,
        UNFINISHED
    }

    static Answered of(String id, int status, Map<String, String> headers, @Nullable Object body) {
        Outcome outcome = status < FIRST_ERROR ? Outcome.DONE : Outcome.FAILED;
        return new Answered(id, outcome, status, null, headers, body);
    }

    static Answered skipped(String id, String reason) {
        return new Answered(id, Outcome.SKIPPED, FAILED_DEPENDENCY, reason, Map.of(), null);
    }

    static Answered unfinished(String id, String reason) {
        return new Answered(id, Outcome.UNFINISHED, GATEWAY_TIMEOUT, reason, Map.of(), null);
    }

    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT));
        shown.put("status", status);
        shown.put("reason", reason);
        shown.put("headers", headers);
        shown.put("body", body);
        return shown;
    }
}
