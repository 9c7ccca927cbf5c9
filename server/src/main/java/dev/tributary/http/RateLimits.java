package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often callers may ask, each by itself and on this server alone. Who has been quiet for a
 * minute may ask the whole number at once; after that requests come back evenly. One number per
 * caller is kept, and none for those who have all of theirs. Thread-safe.
 */
final class RateLimits {
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final double NANOS = 1e9;
    private static final int CALLERS_MAX = 20_000;

    private final LongSupplier nanos;

    /** When a caller will have all of its requests again. */
    private final ConcurrentHashMap<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

    /** What a caller has left after a request; the times are whole seconds. */
    record Left(int limit, long remaining, long fullIn) {
        static final Left UNLIMITED = new Left(0, 0, 0);

        boolean limited() {
            return limit > 0;
        }

        /** The value of {@code RateLimit-Policy}. */
        String policy() {
            return "\"key\";q=" + limit + ";w=60";
        }

        /** The value of {@code RateLimit}. */
        String state() {
            return "\"key\";r=" + Math.max(remaining, 0) + ";t=" + fullIn;
        }
    }

    /**
     * @param nanos a clock that only goes forward
     */
    RateLimits(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Takes one request of a caller's.
     *
     * @param limit requests in a minute; 0: any number
     * @return what is left; {@code remaining} -1: there was none, and nothing was taken
     */
    Left take(String caller, int limit) {
        if (limit == 0) {
            return Left.UNLIMITED;
        }
        long now = nanos.getAsLong();
        AtomicLong full = fullAt.get(caller);
        if (full == null) {
            full = known(caller, now);
        }
        long each = WINDOW / limit;
        while (true) {
            long before = full.get();
            long after = Math.max(before - now, 0) + each;
            if (after > WINDOW) {
                return new Left(limit, -1, seconds(after - WINDOW));
            }
            if (full.compareAndSet(before, now + after)) {
                return new Left(limit, (WINDOW - after) / each, seconds(after));
            }
        }
    }

    private AtomicLong known(String caller, long now) {
        if (fullAt.size() >= CALLERS_MAX) {
            fullAt.values().removeIf(full -> full.get() - now <= 0);
            if (fullAt.size() >= CALLERS_MAX) {
                fullAt.clear();
            }
        }
        return fullAt.computeIfAbsent(caller, each -> new AtomicLong(now));
    }

    private static long seconds(long nanos) {
        return (long) Math.ceil(nanos / NANOS);
    }

    /** The answer to one request too many. */
    static Failure refused(Left left) {
        return new Failure(
                        Code.RATE_LIMITED,
                        "more than %d requests in a minute with this key".formatted(left.limit))
                .with("retry_after", left.fullIn);
    }

    /** How many callers are remembered. */
    int callers() {
        return fullAt.size();
    }
}
