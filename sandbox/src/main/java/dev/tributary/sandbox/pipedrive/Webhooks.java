package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Fate;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns changes into events for the webhooks that want them, and decides by the dice which come
 * twice, late or never. Safe for use by many threads.
 */
public final class Webhooks implements AutoCloseable {
    private final Dice dice;
    private final Dials<PipedriveDial> dials;
    private final Counters counters;
    private final Clock clock;
    private final Payload payload;
    private final Map<String, WebhookSender> senders = new ConcurrentHashMap<>();

    Webhooks(Dice dice, Dials<PipedriveDial> dials, Counters counters, Clock clock) {
        this.dice = dice;
        this.dials = dials;
        this.counters = counters;
        this.clock = clock;
        payload = new Payload(dice, dials);
    }

    /** Events that are neither delivered nor given up, late and repeated ones included. */
    public long pending() {
        return senders.values().stream().mapToLong(WebhookSender::pending).sum();
    }

    /** Waits until nothing is pending; false when that takes longer than the timeout. */
    public boolean awaitIdle(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        return senders.values().stream()
                .allMatch(sender -> sender.awaitIdle(Duration.ofNanos(end - System.nanoTime())));
    }

    void hear(Change change) {
        if (change.item().type() == ItemType.LINE_ITEM) {
            return;
        }
        for (Subscriptions.Subscription one : change.company().subscriptions().all()) {
            if (one.wants(change)) {
                send(one, change);
            }
        }
    }

    private void send(Subscriptions.Subscription subscription, Change change) {
        Item item = change.item();
        String identity =
                "%d %d %s %s %d %s"
                        .formatted(
                                change.company().id(),
                                subscription.id(),
                                item.type().singular(),
                                item.id(),
                                item.changes(),
                                change.action().wire());
        Fate fate =
                new Fate(
                        dice,
                        counters,
                        dials.get(PipedriveDial.WEBHOOK_NEVER_PERCENT),
                        dials.get(PipedriveDial.WEBHOOK_LATE_PERCENT),
                        dials.get(PipedriveDial.WEBHOOK_TWICE_PERCENT),
                        dials.get(PipedriveDial.WEBHOOK_LATE_MILLIS));
        Map<String, @Nullable Object> body = payload.of(subscription, change, identity);
        WebhookSender sender = sender(change.company(), subscription);
        fate.waits(identity).forEach(wait -> sender.add(new Delivery(body, 1), wait));
    }

    private WebhookSender sender(Company company, Subscriptions.Subscription subscription) {
        return senders.computeIfAbsent(
                company.id() + " " + subscription.id(),
                unseen -> {
                    WebhookSender sender =
                            new WebhookSender(
                                    company.subscriptions(),
                                    subscription.id(),
                                    dials,
                                    counters,
                                    clock);
                    sender.start();
                    return sender;
                });
    }

    @Override
    public void close() {
        senders.values().forEach(WebhookSender::close);
    }
}
