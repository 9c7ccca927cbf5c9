package dev.tributary.sandbox;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Takes webhooks that are due to their receivers, several at once. What a request holds, and what
 * its answer means, is the subclass's. Safe for use by many threads.
 */
public abstract class Courier<T> implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    private final Counters counters;
    private final DueQueue<T> queue = new DueQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_MAX)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final ExecutorService rounds =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("webhook-dispatcher").factory());

    protected Courier(Counters counters) {
        this.counters = counters;
    }

    /** Takes what is due from the queue and {@link #hand hands} it over. */
    protected abstract void round() throws InterruptedException;

    public final void start() {
        rounds.execute(this::go);
    }

    private void go() {
        try {
            while (true) {
                round();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    protected final DueQueue<T> queue() {
        return queue;
    }

    /** Events that are neither delivered nor given up. */
    public final long pending() {
        return queue.pending();
    }

    /** Waits until nothing is pending; false when that takes longer than the timeout. */
    public final boolean awaitIdle(Duration timeout) {
        return queue.awaitIdle(timeout);
    }

    public final void add(T event, long waitMillis) {
        if (!queue.add(event, waitMillis)) {
            counters.add("webhook events overflowed");
        }
    }

    /** Delivers in a thread of its own, as soon as there is a slot for it. */
    protected final void hand(Semaphore slots, Runnable delivery) throws InterruptedException {
        slots.acquire();
        Thread.ofVirtual()
                .name("webhook-sender")
                .start(
                        () -> {
                            try {
                                delivery.run();
                            } finally {
                                slots.release();
                            }
                        });
    }

    /** Empty when no answer came. */
    protected final Optional<HttpResponse<Void>> send(HttpRequest request) {
        counters.add("webhook attempts");
        try {
            HttpResponse<Void> response =
                    client.send(request, HttpResponse.BodyHandlers.discarding());
            counters.add("webhook attempts answered " + response.statusCode());
            return Optional.of(response);
        } catch (IOException unreachable) {
            counters.add("webhook attempts failed");
            return Optional.empty();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public final void close() {
        rounds.shutdownNow();
        client.shutdownNow();
    }
}
