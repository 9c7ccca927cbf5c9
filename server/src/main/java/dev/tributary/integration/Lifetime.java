package dev.tributary.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** How long a token is good, and when it is replaced. */
record Lifetime(Instant from, Instant until) {
    private static final Duration MARGIN_MAX = Duration.ofMinutes(5);

    /** A fifth of its life, at most five minutes: who asks within it gets a new token. */
    Duration margin() {
        Duration fifth = Duration.between(from, until).dividedBy(5);
        return fifth.compareTo(MARGIN_MAX) < 0 ? fifth : MARGIN_MAX;
    }

    /** Until then it is handed out without a second thought. */
    Instant freshUntil() {
        return until.minus(margin());
    }

    /**
     * When the background refreshes it: up to a quarter of the margin before anybody would have to
     * wait, at random, so that tokens obtained together are not all replaced in one second.
     */
    Instant refreshAt(RandomGenerator random) {
        long quarter = margin().toMillis() / 4;
        return freshUntil().minusMillis(quarter == 0 ? 0 : random.nextLong(quarter + 1));
    }
}
