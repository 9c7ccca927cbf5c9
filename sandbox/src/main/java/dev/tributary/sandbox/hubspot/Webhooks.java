package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Fate;
import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns changes into events for the apps that subscribe to them, and decides by the dice which come
 * twice, late or never. Safe for use by many threads.
 */
public final class Webhooks implements AutoCloseable {
    private final Apps apps;
    private final Dice dice;
    private final Dials<HubSpotDial> dials;
    private final Counters counters;
    private final Clock clock;
    private final Map<String, WebhookSender> senders = new ConcurrentHashMap<>();

    Webhooks(Apps apps, Dice dice, Dials<HubSpotDial> dials, Counters counters, Clock clock) {
        this.apps = apps;
        this.dice = dice;
        this.dials = dials;
        this.counters = counters;
        this.clock = clock;
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
        for (App app : apps.installedIn(change.portalId())) {
            if (app.target().isEmpty()) {
                continue;
            }
            for (App.Subscription subscription : app.subscriptions()) {
                if (subscription.active() && wants(subscription, change)) {
                    send(app, subscription, change);
                }
            }
        }
    }

    private boolean wants(App.Subscription subscription, Change change) {
        return subscription.concerns(change.type())
                && switch (change.kind()) {
                    case Change.Kind.Created created -> subscription.isFor("creation");
                    case Change.Kind.Archived archived -> subscription.isFor("deletion");
                    case Change.Kind.Merged merged -> subscription.isFor("merge");
                    case Change.Kind.AssociationChanged changed ->
                            subscription.isFor("associationChange");
                    case Change.Kind.Erased erased ->
                            subscription.isFor("privacyDeletion")
                                    || (subscription.isFor("deletion")
                                            && dials.on(HubSpotDial.PRIVACY_DELETION_DELETES));
                    case Change.Kind.PropertyChanged changed ->
                            subscription.isFor("propertyChange")
                                    && subscription.propertyName().equals(changed.name())
                                    && (!changed.onCreation()
                                            || dials.on(HubSpotDial.WEBHOOK_CHANGES_ON_CREATION));
                };
    }

    private void send(App app, App.Subscription subscription, Change change) {
        String identity =
                String.join(
                        " ",
                        app.id(),
                        change.portalId(),
                        change.type().singular(),
                        Long.toString(change.objectId()),
                        (change.kind() instanceof Change.Kind.AssociationChanged ? "link " : "")
                                + change.ordinal());
        Fate fate =
                new Fate(
                        dice,
                        counters,
                        dials.get(HubSpotDial.WEBHOOK_NEVER_PERCENT),
                        dials.get(HubSpotDial.WEBHOOK_LATE_PERCENT),
                        dials.get(HubSpotDial.WEBHOOK_TWICE_PERCENT),
                        dials.get(HubSpotDial.WEBHOOK_LATE_MILLIS));
        Map<String, @Nullable Object> body = body(app, subscription, change, identity);
        fate.waits(identity)
                .forEach(
                        wait ->
                                senders.computeIfAbsent(app.id(), this::startSender)
                                        .add(new Event(body, 0), wait));
    }

    private WebhookSender startSender(String appId) {
        WebhookSender sender = new WebhookSender(appId, apps, dials, counters, clock);
        sender.start();
        return sender;
    }

    private Map<String, @Nullable Object> body(
            App app, App.Subscription subscription, Change change, String identity) {
        Map<String, @Nullable Object> body =
                Json.of("eventId", 1 + dice.number(4_000_000_000L, "event id " + identity))
                        .and("subscriptionId", subscription.id())
                        .and("portalId", Long.parseLong(change.portalId()))
                        .and("appId", Long.parseLong(app.id()))
                        .and("occurredAt", change.occurredAt().toEpochMilli())
                        .and("subscriptionType", subscription.eventType())
                        .and("objectId", change.objectId())
                        .and("changeSource", change.author().changeSource())
                        .and("sourceId", change.author().sourceId());
        if (!subscription.objectTypeId().isEmpty()) {
            body.put("objectTypeId", subscription.objectTypeId());
        }
        switch (change.kind()) {
            case Change.Kind.Created created -> body.put("changeFlag", "CREATED");
            case Change.Kind.Archived archived -> body.put("changeFlag", "DELETED");
            case Change.Kind.PropertyChanged changed -> {
                body.put("propertyName", changed.name());
                body.put("propertyValue", value(changed));
            }
            case Change.Kind.Erased erased -> body.put("changeFlag", "DELETED");
            case Change.Kind.AssociationChanged changed -> describe(changed.step(), body);
            case Change.Kind.Merged merged -> {
                body.put("primaryObjectId", change.objectId());
                body.put("mergedObjectIds", List.of(merged.mergedId()));
                body.put("newObjectId", null);
                body.put("numberOfPropertiesMoved", merged.moved());
            }
        }
        return body;
    }

    /** A link has two ends instead of one record. */
    private static void describe(Associations.Step step, Map<String, @Nullable Object> body) {
        body.remove("objectId");
        body.put(
                "associationType",
                (step.type().from().singular() + "_to_" + step.type().to().singular())
                        .toUpperCase(Locale.ROOT));
        body.put("associationTypeId", step.type().typeId());
        body.put("associationCategory", step.type().category().name());
        body.put("fromObjectId", step.from());
        body.put("toObjectId", step.to());
        body.put("associationRemoved", step.removed());
        body.put("isPrimaryAssociation", step.type().primary());
    }

    private String value(Change.Kind.PropertyChanged changed) {
        boolean millis =
                changed.instant()
                        && !changed.value().isEmpty()
                        && dials.on(HubSpotDial.WEBHOOK_DATES_AS_MILLIS);
        return millis
                ? Long.toString(Instant.parse(changed.value()).toEpochMilli())
                : changed.value();
    }

    @Override
    public void close() {
        senders.values().forEach(WebhookSender::close);
    }
}
