package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;

import java.time.Duration;

/** A short, bounded sleep; {@code not_ready} when the thread is told to stop. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, "interrupted while waiting for a token", e);
        }
    }
}
