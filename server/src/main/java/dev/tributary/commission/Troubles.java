package dev.tributary.commission;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Environments whose money does not go on, and when each is tried again. */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int DOUBLINGS_MAX = 8;

    private record Trouble(int failures, Instant until) {}

    private final Clock clock;
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    Troubles(Clock clock) {
        this.clock = clock;
    }

    boolean mayTry(String environmentId) {
        Trouble trouble = troubles.get(environmentId);
        return trouble == null || !trouble.until().isAfter(clock.instant());
    }

    void worked(String environmentId) {
        troubles.remove(environmentId);
    }

    void failed(String environmentId, RuntimeException why) {
        Trouble before = troubles.get(environmentId);
        int failures = before == null ? 1 : Math.min(DOUBLINGS_MAX, before.failures() + 1);
        Duration wait = FIRST.multipliedBy(1L << failures);
        LOG.warn("commissions of {} failed; next turn in {}", environmentId, wait, why);
        troubles.put(environmentId, new Trouble(failures, clock.instant().plus(wait)));
    }
}
