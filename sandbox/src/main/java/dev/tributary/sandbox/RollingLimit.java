package dev.tributary.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many requests in any stretch of time, counted exactly. Safe for many threads. */
public final class RollingLimit {
    private final Clock clock;
    private final Duration window;
    private final Deque<Instant> taken = new ArrayDeque<>();

    public RollingLimit(Clock clock, Duration window) {
        this.clock = clock;
        this.window = window;
    }

    /**
     * @param allowed whether the request may pass; a refused one is not counted
     * @param remaining how many more may follow at once
     * @param untilNext until the next may pass, zero while some remain
     */
    public record Answer(boolean allowed, long remaining, Duration untilNext) {}

    public synchronized Answer take(long max) {
        Instant now = clock.instant();
        forgetBefore(now.minus(window));
        boolean allowed = taken.size() < max;
        if (allowed) {
            taken.addLast(now);
        }
        long remaining = Math.max(0, max - taken.size());
        Duration wait =
                remaining > 0 || taken.isEmpty()
                        ? Duration.ZERO
                        : Duration.between(now, taken.getFirst().plus(window));
        return new Answer(allowed, remaining, wait);
    }

    /** How many of the last stretch count now. */
    public synchronized long used() {
        forgetBefore(clock.instant().minus(window));
        return taken.size();
    }

    private void forgetBefore(Instant start) {
        while (!taken.isEmpty() && !taken.getFirst().isAfter(start)) {
            taken.removeFirst();
        }
    }
}
