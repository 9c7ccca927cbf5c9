package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;

import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delivers one app's events in batches, several requests at once, and tries again what was not
 * taken. A retried event may travel in another batch than before; nothing keeps the order.
 */
final class WebhookSender implements AutoCloseable {
    private static final int PENDING_MAX = 500_000;
    private static final int BACKOFF_DOUBLINGS_MAX = 6;
    private static final Set<Integer> CLIENT_ERRORS = Set.of(400, 401, 403, 404, 405);

    private final String appId;
    private final Apps apps;
    private final Dials<HubSpotDial> dials;
    private final Counters counters;
    private final Clock clock;
    private final DelayQueue<Event> queue = new DelayQueue<>();
    private final AtomicLong pending = new AtomicLong();
    private final Map<Integer, Semaphore> slots = new HashMap<>();
    private final WebClient client;
    private final Thread dispatcher;

    WebhookSender(
            String appId, Apps apps, Dials<HubSpotDial> dials, Counters counters, Clock clock) {
        this.appId = appId;
        this.apps = apps;
        this.dials = dials;
        this.counters = counters;
        this.clock = clock;
        client =
                WebClient.builder()
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(false)
                        .shareConnectionCache(false)
                        .socketOptions(options -> options.tcpNoDelay(true))
                        .build();
        dispatcher = Thread.ofVirtual().name("webhook-dispatcher").unstarted(this::dispatch);
    }

    void start() {
        dispatcher.start();
    }

    void add(Event event) {
        if (pending.incrementAndGet() > PENDING_MAX) {
            pending.decrementAndGet();
            counters.add("webhook events overflowed");
            return;
        }
        queue.add(event);
    }

    long pending() {
        return pending.get();
    }

    boolean awaitIdle(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (pending) {
            while (pending.get() > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    pending.wait(left);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    private void dispatch() {
        try {
            while (true) {
                hand(gather());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first event that is due, and those that join it before the batch leaves. */
    private List<Event> gather() throws InterruptedException {
        List<Event> batch = new ArrayList<>();
        batch.add(queue.take());
        long max = dials.get(HubSpotDial.WEBHOOK_BATCH_MAX);
        long leave =
                System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(
                                dials.get(HubSpotDial.WEBHOOK_LINGER_MILLIS));
        while (batch.size() < max) {
            Event next = queue.poll(leave - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return batch;
            }
            batch.add(next);
        }
        return batch;
    }

    private void hand(List<Event> batch) throws InterruptedException {
        Optional<App> app = apps.find(appId).filter(known -> known.target().isPresent());
        if (app.isEmpty()) {
            finish(batch.size());
            return;
        }
        Semaphore slot =
                slots.computeIfAbsent(app.get().concurrencyMax(), max -> new Semaphore(max));
        slot.acquire();
        Thread.ofVirtual()
                .name("webhook-sender")
                .start(
                        () -> {
                            try {
                                deliver(app.get(), app.get().target().orElseThrow(), batch);
                            } finally {
                                slot.release();
                            }
                        });
    }

    private void deliver(App app, URI target, List<Event> batch) {
        byte[] body = Json.bytes(batch.stream().map(Event::toSend).toList());
        String timestamp = Long.toString(clock.millis());
        counters.add("webhook attempts");
        Outcome outcome;
        try (HttpClientResponse response =
                client.post(target.toString())
                        .readTimeout(
                                Duration.ofMillis(dials.get(HubSpotDial.WEBHOOK_TIMEOUT_MILLIS)))
                        .header(HeaderNames.CONTENT_TYPE, "application/json")
                        .header(
                                HeaderNames.create("X-HubSpot-Signature"),
                                Signature.v1(app.clientSecret(), body))
                        .header(HeaderNames.create("X-HubSpot-Signature-Version"), "v1")
                        .header(
                                HeaderNames.create("X-HubSpot-Signature-v3"),
                                Signature.v3(
                                        app.clientSecret(), target.toString(), body, timestamp))
                        .header(HeaderNames.create("X-HubSpot-Request-Timestamp"), timestamp)
                        .submit(body)) {
            int status = response.status().code();
            counters.add("webhook attempts answered " + status);
            outcome = outcome(status, response.headers().first(HeaderNames.RETRY_AFTER));
        } catch (RuntimeException unreachable) {
            counters.add("webhook attempts failed");
            outcome = new Outcome.Retry(Duration.ZERO);
        }
        conclude(outcome, batch);
    }

    /** What an answer means for the events of its request. */
    private sealed interface Outcome {
        record Delivered() implements Outcome {}

        record GivenUp() implements Outcome {}

        record Retry(Duration atLeast) implements Outcome {}
    }

    private Outcome outcome(int status, Optional<String> retryAfter) {
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        boolean refused =
                CLIENT_ERRORS.contains(status)
                        && !dials.on(HubSpotDial.WEBHOOK_RETRY_CLIENT_ERRORS);
        if (refused || status < 400) {
            return new Outcome.GivenUp();
        }
        Duration atLeast =
                retryAfter
                        .filter(value -> status == 429 && value.matches("\\d{1,4}"))
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                        .orElse(Duration.ZERO);
        return new Outcome.Retry(atLeast);
    }

    private void conclude(Outcome outcome, List<Event> batch) {
        switch (outcome) {
            case Outcome.Delivered delivered -> {
                counters.add("webhook requests delivered");
                counters.add("webhook events delivered", batch.size());
                finish(batch.size());
            }
            case Outcome.GivenUp givenUp -> {
                counters.add("webhook events given up", batch.size());
                finish(batch.size());
            }
            case Outcome.Retry retry -> batch.forEach(event -> again(event, retry.atLeast()));
        }
    }

    private void again(Event event, Duration atLeast) {
        if (event.attempt() + 1 >= dials.get(HubSpotDial.WEBHOOK_ATTEMPTS_MAX)) {
            counters.add("webhook events given up");
            finish(1);
            return;
        }
        counters.add("webhook events retried");
        long wait =
                dials.get(HubSpotDial.WEBHOOK_RETRY_MILLIS)
                        << Math.min(event.attempt(), BACKOFF_DOUBLINGS_MAX);
        long millis = Math.max(wait, atLeast.toMillis());
        queue.add(event.again(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    private void finish(long count) {
        synchronized (pending) {
            pending.addAndGet(-count);
            pending.notifyAll();
        }
    }

    @Override
    public void close() {
        dispatcher.interrupt();
        client.closeResource();
    }
}
