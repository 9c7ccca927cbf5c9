package dev.tributary.unified;

import dev.tributary.budget.Remaining;
import dev.tributary.call.Trace;
import dev.tributary.http.Reply;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What every answer that called upstream says about it: the tightest budget, and where time went.
 */
final class CallHeaders {
    private static final double NANOS_PER_MILLI = 1e6;

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
                "upstream;dur=%s, mapping;dur=%s, total;dur=%s"
                        .formatted(
                                millis(trace.upstreamNanos()),
                                millis(trace.mappingNanos()),
                                millis(totalNanos)));
        Optional<Remaining> tightest = trace.tightest();
        if (tightest.isPresent()) {
            Remaining left = tightest.get();
            headers.put("ratelimit-limit", Long.toString(left.limit()));
            headers.put("ratelimit-remaining", Long.toString(left.remaining()));
            headers.put("ratelimit-reset", Long.toString(left.resetSeconds()));
        }
        return headers;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
    }
}
