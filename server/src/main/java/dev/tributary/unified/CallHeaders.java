package dev.tributary.unified;

import dev.tributary.budget.Remaining;
import dev.tributary.call.Trace;
import dev.tributary.http.Reply;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every answer that called upstream says about it: the tightest budget, and where time went.
 */
final class CallHeaders {
    private static final long NANOS_PER_MICRO = 1000;
    private static final long MICROS_PER_MILLI = 1000;

    private CallHeaders() {}

    static Reply on(Reply reply, Trace trace, long totalNanos) {
        Map<String, String> all = new LinkedHashMap<>(reply.headers());
        all.putAll(of(trace, totalNanos));
        return new Reply(reply.status(), all, reply.body());
    }

    static Map<String, String> of(Trace trace, long totalNanos) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "server-timing",
                "upstream;dur="
                        + millis(trace.upstreamNanos())
                        + ", mapping;dur="
                        + millis(trace.mappingNanos())
                        + ", total;dur="
                        + millis(totalNanos));
        Optional<Remaining> tightest = trace.tightest();
        if (tightest.isPresent()) {
            Remaining left = tightest.get();
            headers.put("ratelimit-limit", Long.toString(left.limit()));
            headers.put("ratelimit-remaining", Long.toString(left.remaining()));
            headers.put("ratelimit-reset", Long.toString(left.resetSeconds()));
        }
        return headers;
    }

    /** With three digits behind the point. */
    private static String millis(long nanos) {
        long micros = (nanos + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
        long fraction = micros % MICROS_PER_MILLI;
        String padding = fraction < 10 ? "00" : fraction < 100 ? "0" : "";
        return micros / MICROS_PER_MILLI + "." + padding + fraction;
    }
}
