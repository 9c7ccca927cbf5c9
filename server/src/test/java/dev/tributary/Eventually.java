package dev.tributary;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits, within a bound, for something that happens in another thread or process. */
public final class Eventually {
    private Eventually() {}

    public static void until(String what, Duration limit, BooleanSupplier done) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    public static void until(String what, BooleanSupplier done) {
        until(what, Duration.ofSeconds(20), done);
    }
}
