package dev.tributary.integration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers what was read for a moment, so that busy paths need no read at all; what another server
 * changed is seen after that moment. Bounded, thread-safe; two callers may read the same at once.
 */
final class Brief<K, V> {
    private static final int MOST = 20_000;

    private final Clock clock;
    private final Duration life;
    private final ConcurrentHashMap<K, Known<V>> known = new ConcurrentHashMap<>();

    private record Known<V>(V value, Instant until) {}

    Brief(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    V get(K key, Supplier<V> read) {
        Instant now = clock.instant();
        Known<V> present = known.get(key);
        if (present != null && now.isBefore(present.until)) {
            return present.value;
        }
        V value = read.get();
        if (known.size() >= MOST) {
            known.values().removeIf(each -> !now.isBefore(each.until));
            if (known.size() >= MOST) {
                known.clear();
            }
        }
        known.put(key, new Known<>(value, now.plus(life)));
        return value;
    }

    void forget(K key) {
        known.remove(key);
    }

    void forgetAll() {
        known.clear();
    }
}
