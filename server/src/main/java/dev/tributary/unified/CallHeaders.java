package dev.tributary.unified;

import dev.tributary.budget.Remaining;
import dev.tributary.call.Trace;
import dev.tributary.http.Reply;

import java.util.Locale;
import java.util.Optional;

/**
 * What every answer that called upstream says about it: the tightest budget, and where time went.
 */
final class CallHeaders {
    private static final double NANOS_PER_MILLI = 1e6;

    private CallHeaders() {}

    static Reply on(Reply reply, Trace trace, long totalNanos) {
        Reply timed =
                reply.with(
                        "server-timing",
                        "upstream;dur=%s, mapping;dur=%s, total;dur=%s"
                                .formatted(
                                        millis(trace.upstreamNanos()),
                                        millis(trace.mappingNanos()),
                                        millis(totalNanos)));
        Optional<Remaining> tightest = trace.tightest();
        if (tightest.isEmpty()) {
            return timed;
        }
        Remaining left = tightest.get();
        return timed.with("ratelimit-limit", Long.toString(left.limit()))
                .with("ratelimit-remaining", Long.toString(left.remaining()))
                .with("ratelimit-reset", Long.toString(left.resetSeconds()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
    }
}
