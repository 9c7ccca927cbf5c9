package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The webhooks of one company. Safe for use by many threads. */
final class Subscriptions {
    private final List<Subscription> all = new ArrayList<>();
    private long nextId = 1;

    /**
     * One webhook.
     *
     * @param ownerId who made it
     * @param userId with whose eyes it sees
     * @param action create, change, delete or *
     * @param object such as deal, or *
     * @param version 1.0 or 2.0
     * @param application made with an app's token
     * @param lastStatus of the last attempt; empty before any, or when none was answered
     */
    record Subscription(
            long id,
            long ownerId,
            long userId,
            URI target,
            String action,
            String object,
            String name,
            String version,
            boolean application,
            @Nullable String authUser,
            @Nullable String authPassword,
            Instant added,
            Optional<Instant> lastSuccess,
            Optional<Instant> lastDelivery,
            Optional<Integer> lastStatus) {

        boolean wants(Change change) {
            boolean hears = object.equals("*") || object.equals(change.item().type().singular());
            return hears && (action.equals("*") || action.equals(change.action().wire()));
        }

        Subscription delivered(Instant at, Optional<Integer> status) {
            boolean taken = status.filter(code -> code >= 200 && code < 300).isPresent();
            return with(id, taken ? Optional.of(at) : lastSuccess, Optional.of(at), status);
        }

        Subscription numbered(long number) {
            return with(number, lastSuccess, lastDelivery, lastStatus);
        }

        private Subscription with(
                long newId,
                Optional<Instant> success,
                Optional<Instant> delivery,
                Optional<Integer> status) {
            return new Subscription(
                    newId,
                    ownerId,
                    userId,
                    target,
                    action,
                    object,
                    name,
                    version,
                    application,
                    authUser,
                    authPassword,
                    added,
                    success,
                    delivery,
                    status);
        }
    }

    synchronized Subscription add(Subscription wanted) {
        Subscription added = wanted.numbered(nextId++);
        all.add(added);
        return added;
    }

    synchronized List<Subscription> all() {
        return List.copyOf(all);
    }

    synchronized Optional<Subscription> find(long id) {
        return all.stream().filter(one -> one.id() == id).findFirst();
    }

    synchronized boolean remove(long id) {
        return all.removeIf(one -> one.id() == id);
    }

    synchronized void update(long id, UnaryOperator<Subscription> change) {
        all.replaceAll(one -> one.id() == id ? change.apply(one) : one);
    }
}
