package dev.tributary.sandbox.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Bounded waiting: every wait of the demo has a limit and says what it waited for. */
record Patience(Clock clock) {
    private static final Duration STEP = Duration.ofMillis(40);

    /**
     * @throws DemoFailure when the limit passes first
     */
    void until(String what, Duration limit, BooleanSupplier reached) {
        Instant deadline = clock.instant().plus(limit);
        while (!reached.getAsBoolean()) {
            if (clock.instant().isAfter(deadline)) {
                throw new DemoFailure(
                        "waited %d s in vain until %s".formatted(limit.toSeconds(), what));
            }
            pause(STEP);
        }
    }

    /**
     * @throws DemoFailure when the thread is asked to stop
     */
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", stop);
        }
    }
}
