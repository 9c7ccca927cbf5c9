package dev.tributary.payroll;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after the n-th failure: {@code min(cap, base·2^n) + random(0, jitter)}. */
record BackOff(Duration base, Duration cap, Duration jitter) {
    static final BackOff STANDARD =
            new BackOff(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMillis(200));
    private static final int DOUBLINGS_MAX = 30;

    Duration after(int failures, RandomGenerator random) {
        long factor = 1L << Math.min(DOUBLINGS_MAX, Math.max(0, failures));
        long millis = Math.min(cap.toMillis(), base.toMillis() * factor);
        long spread = jitter.toMillis() == 0 ? 0 : random.nextLong(jitter.toMillis());
        return Duration.ofMillis(millis + spread);
    }
}
