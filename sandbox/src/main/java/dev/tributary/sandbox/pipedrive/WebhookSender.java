package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Courier;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Delivers one webhook's events, one a request, tries again three times what was not taken, bans a
 * webhook that fails too often and deletes one that has failed too long.
 */
final class WebhookSender extends Courier<Delivery> {
    private static final int REQUESTS_AT_ONCE = 10;
    private static final List<Long> WAITS = List.of(3000L, 30_000L, 150_000L);

    private final Subscriptions subscriptions;
    private final long webhookId;
    private final Dials<PipedriveDial> dials;
    private final Counters counters;
    private final Clock clock;
    private final Semaphore slots = new Semaphore(REQUESTS_AT_ONCE);
    private long failures;
    private Instant bannedUntil = Instant.MIN;

    WebhookSender(
            Subscriptions subscriptions,
            long webhookId,
            Dials<PipedriveDial> dials,
            Counters counters,
            Clock clock) {
        super(counters);
        this.subscriptions = subscriptions;
        this.webhookId = webhookId;
        this.dials = dials;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    protected void round() throws InterruptedException {
        Delivery delivery = queue().take();
        hand(slots, () -> deliver(delivery));
    }

    private void deliver(Delivery delivery) {
        Optional<Subscriptions.Subscription> subscription = subscriptions.find(webhookId);
        if (subscription.isEmpty()) {
            queue().finish(1);
        } else if (delivery.attempt() == 1 && banned()) {
            counters.add("webhook events lost to a ban");
            queue().finish(1);
        } else {
            Optional<Integer> status =
                    send(request(subscription.get(), delivery)).map(HttpResponse::statusCode);
            subscriptions.update(webhookId, one -> one.delivered(clock.instant(), status));
            conclude(delivery, status.filter(code -> code >= 200 && code < 300).isPresent());
        }
    }

    private HttpRequest request(Subscriptions.Subscription subscription, Delivery delivery) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(subscription.target())
                        .timeout(Duration.ofMillis(dials.get(PipedriveDial.WEBHOOK_TIMEOUT_MILLIS)))
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "Pipedrive Webhooks")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        Json.bytes(Payload.attempt(delivery))));
        if (subscription.authUser() != null) {
            String pair = subscription.authUser() + ":" + subscription.authPassword();
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    private void conclude(Delivery delivery, boolean taken) {
        if (taken) {
            counters.add("webhook events delivered");
            queue().finish(1);
            return;
        }
        if (delivery.attempt() == 1) {
            countFailure();
        }
        if (delivery.attempt() <= WAITS.size()) {
            counters.add("webhook events retried");
            long wait = WAITS.get(delivery.attempt() - 1);
            queue().again(
                            delivery.again(),
                            wait * dials.get(PipedriveDial.WEBHOOK_RETRY_SCALE_PERCENT) / 100);
            return;
        }
        counters.add("webhook events given up");
        deleteIfLongDead();
        queue().finish(1);
    }

    private synchronized boolean banned() {
        return clock.instant().isBefore(bannedUntil);
    }

    private synchronized void countFailure() {
        failures++;
        long allowed = dials.get(PipedriveDial.WEBHOOK_BAN_AFTER);
        if (allowed > 0 && failures >= allowed) {
            failures = 0;
            bannedUntil = clock.instant().plusSeconds(dials.get(PipedriveDial.WEBHOOK_BAN_SECONDS));
            counters.add("webhooks banned");
        }
    }

    private void deleteIfLongDead() {
        Instant limit =
                clock.instant().minusSeconds(dials.get(PipedriveDial.WEBHOOK_DELETE_AFTER_SECONDS));
        boolean dead =
                subscriptions
                        .find(webhookId)
                        .map(one -> one.lastSuccess().orElse(one.added()))
                        .filter(since -> !since.isAfter(limit))
                        .isPresent();
        if (dead && subscriptions.remove(webhookId)) {
            counters.add("webhooks deleted");
        }
    }
}
