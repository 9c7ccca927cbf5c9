package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Courier;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Delivers one app's events in batches, several requests at once, and tries again what was not
 * taken. A retried event may travel in another batch than before; nothing keeps the order.
 */
final class WebhookSender extends Courier<Event> {
    private static final int BACKOFF_DOUBLINGS_MAX = 6;
    private static final Set<Integer> CLIENT_ERRORS = Set.of(400, 401, 403, 404, 405);

    private final String appId;
    private final Apps apps;
    private final Dials<HubSpotDial> dials;
    private final Counters counters;
    private final Clock clock;
    private final Map<Integer, Semaphore> slots = new HashMap<>();

    WebhookSender(
            String appId, Apps apps, Dials<HubSpotDial> dials, Counters counters, Clock clock) {
        super(counters);
        this.appId = appId;
        this.apps = apps;
        this.dials = dials;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    protected void round() throws InterruptedException {
        hand(gather());
    }

    /** The first event that is due, and those that join it before the batch leaves. */
    private List<Event> gather() throws InterruptedException {
        List<Event> batch = new ArrayList<>();
        batch.add(queue().take());
        long max = dials.get(HubSpotDial.WEBHOOK_BATCH_MAX);
        long leave =
                System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(
                                dials.get(HubSpotDial.WEBHOOK_LINGER_MILLIS));
        while (batch.size() < max) {
            Event next = queue().poll(leave);
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
            queue().finish(batch.size());
            return;
        }
        Semaphore slot =
                slots.computeIfAbsent(app.get().concurrencyMax(), max -> new Semaphore(max));
        hand(slot, () -> deliver(app.get(), app.get().target().orElseThrow(), batch));
    }

    private void deliver(App app, URI target, List<Event> batch) {
        byte[] body = Json.bytes(batch.stream().map(Event::toSend).toList());
        conclude(
                send(request(app, target, body))
                        .map(this::outcome)
                        .orElse(new Outcome.Retry(Duration.ZERO)),
                batch);
    }

    private HttpRequest request(App app, URI target, byte[] body) {
        String timestamp = Long.toString(clock.millis());
        String secret = app.clientSecret();
        return HttpRequest.newBuilder(target)
                .timeout(Duration.ofMillis(dials.get(HubSpotDial.WEBHOOK_TIMEOUT_MILLIS)))
                .header("Content-Type", "application/json")
                .header("X-HubSpot-Signature", Signature.v1(secret, body))
                .header("X-HubSpot-Signature-Version", "v1")
                .header(
                        "X-HubSpot-Signature-v3",
                        Signature.v3(secret, signedUri(target), body, timestamp))
                .header("X-HubSpot-Request-Timestamp", timestamp)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private String signedUri(URI target) {
        return dials.on(HubSpotDial.WEBHOOK_SIGNS_DECODED_URI)
                ? Signature.decoded(target.toString())
                : target.toString();
    }

    /** What an answer means for the events of its request. */
    private sealed interface Outcome {
        record Delivered() implements Outcome {}

        record GivenUp() implements Outcome {}

        record Retry(Duration atLeast) implements Outcome {}
    }

    private Outcome outcome(HttpResponse<Void> answer) {
        int status = answer.statusCode();
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
                answer.headers()
                        .firstValue("Retry-After")
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
                queue().finish(batch.size());
            }
            case Outcome.GivenUp givenUp -> {
                counters.add("webhook events given up", batch.size());
                queue().finish(batch.size());
            }
            case Outcome.Retry retry -> batch.forEach(event -> again(event, retry.atLeast()));
        }
    }

    private void again(Event event, Duration atLeast) {
        if (event.attempt() + 1 >= dials.get(HubSpotDial.WEBHOOK_ATTEMPTS_MAX)) {
            counters.add("webhook events given up");
            queue().finish(1);
            return;
        }
        counters.add("webhook events retried");
        long wait =
                dials.get(HubSpotDial.WEBHOOK_RETRY_MILLIS)
                        << Math.min(event.attempt(), BACKOFF_DOUBLINGS_MAX);
        long millis = Math.max(wait, atLeast.toMillis());
        queue().again(event.again(), millis);
    }
}
