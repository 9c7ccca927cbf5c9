package dev.tributary.sandbox;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Takes webhooks that are due to their receivers, several at once. What a request holds, and what
 * its answer means, is the sender's. Safe for use by many threads.
 */
public final class Courier<T> implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    private final Counters counters;
    private final DueQueue<T> queue = new DueQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_MAX)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final Thread rounds;

    /** Takes what is due from the queue and {@link #hand hands} it over. */
    @FunctionalInterface
    public interface Round {
        void run() throws InterruptedException;
    }

    public Courier(Counters counters, Round round) {
        this.counters = counters;
        rounds = Thread.ofVirtual().name("webhook-dispatcher").unstarted(() -> go(round));
    }

    public void start() {
        rounds.start();
    }

    private static void go(Round round) {
        try {
            while (true) {
                round.run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    public DueQueue<T> queue() {
        return queue;
    }

    public void add(T event, long waitMillis) {
        if (!queue.add(event, waitMillis)) {
            counters.add("webhook events overflowed");
        }
    }

    /** Delivers in a thread of its own, as soon as there is a slot for it. */
    public void hand(Semaphore slots, Runnable delivery) throws InterruptedException {
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
    public Optional<HttpResponse<Void>> send(HttpRequest request) {
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
    public void close() {
        rounds.interrupt();
        client.shutdownNow();
    }
}
