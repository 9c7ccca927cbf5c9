package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets all who want the same thing at the same time share one doing of it. The work has a thread of
 * its own: a caller who gives up or is interrupted does not take it down. Thread-safe.
 */
final class SingleFlight<K, V> {
    private final ConcurrentHashMap<K, FutureTask<V>> flights = new ConcurrentHashMap<>();

    /**
     * @throws Failure what the work threw; {@code not_ready} when it takes longer than the wait
     */
    V join(K key, Duration wait, Supplier<V> work) {
        FutureTask<V> mine = new FutureTask<>(work::get);
        FutureTask<V> flight = flights.putIfAbsent(key, mine);
        if (flight == null) {
            flight = mine;
            Thread.ofVirtual()
                    .name("refresh-" + key)
                    .start(
                            () -> {
                                mine.run();
                                flights.remove(key, mine);
                            });
        }
        return await(key, flight, wait);
    }

    /** Waits until all that flies has landed, or the wait is over. */
    void drain(Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        flights.forEach(
                (key, flight) -> {
                    try {
                        await(key, flight, Duration.ofNanos(deadline - System.nanoTime()));
                    } catch (RuntimeException alreadyTold) {
                        // its callers heard of it
                    }
                });
    }

    private V await(K key, FutureTask<V> flight, Duration wait) {
        try {
            return flight.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Failure(Code.NOT_READY, "the token refresh of %s takes long".formatted(key));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, "interrupted while a token is refreshed", e);
        } catch (ExecutionException e) {
            // A failure of its own for each waiting thread would hide where it began.
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException("a token refresh failed", e.getCause());
        }
    }
}
