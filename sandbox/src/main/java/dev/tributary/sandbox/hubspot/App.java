package dev.tributary.sandbox.hubspot;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An app of a developer, as registered with the provider. Immutable: Apps holds the newest.
 *
 * @param developerKey authenticates calls to the webhook settings API
 * @param redirectUris where the authorize page may send people back to, compared exactly
 * @param scopes the most that the app may ask for
 * @param target where its events go; empty sends none
 */
public record App(
        String id,
        String clientId,
        String clientSecret,
        String developerKey,
        Set<String> redirectUris,
        Set<String> scopes,
        Optional<URI> target,
        int concurrencyMax,
        List<Subscription> subscriptions) {

    /** What an app needs to read and write everything that is emulated. */
    public static final Set<String> ALL_SCOPES = allScopes();

    private static Set<String> allScopes() {
        Set<String> all =
                new TreeSet<>(
                        Set.of(
                                "oauth",
                                "crm.dealsplits.read_write",
                                "crm.lists.read",
                                "crm.lists.write",
                                "crm.objects.owners.read",
                                "settings.users.read"));
        List<ObjectType.Scopes> scopes =
                Stream.concat(
                                ObjectType.standard().stream().map(ObjectType::scopes),
                                Stream.of(ObjectType.Scopes.of("custom")))
                        .toList();
        for (ObjectType.Access access : ObjectType.Access.values()) {
            scopes.forEach(known -> all.addAll(known.of(access)));
        }
        return Set.copyOf(all);
    }

    public App {
        redirectUris = Set.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
        subscriptions = List.copyOf(subscriptions);
    }

    /**
     * Which events an app wants.
     *
     * @param eventType such as deal.creation or deal.propertyChange
     * @param propertyName the one property of a propertyChange; empty otherwise
     * @param objectTypeId the type that an object.* subscription is about; empty for the others
     */
    public record Subscription(
            long id,
            String eventType,
            String propertyName,
            String objectTypeId,
            boolean active,
            long createdAt) {

        boolean concerns(ObjectType type) {
            String subject = eventType.substring(0, eventType.indexOf('.'));
            return objectTypeId.isEmpty()
                    ? type.singular().equals(subject)
                    : type.typeId().equals(objectTypeId);
        }

        boolean isFor(String happening) {
            return eventType.endsWith("." + happening);
        }

        Subscription active(boolean now) {
            return new Subscription(id, eventType, propertyName, objectTypeId, now, createdAt);
        }
    }

    App targeting(URI to, int concurrency) {
        return new App(
                id,
                clientId,
                clientSecret,
                developerKey,
                redirectUris,
                scopes,
                Optional.of(to),
                concurrency,
                subscriptions);
    }

    App withSubscriptions(List<Subscription> all) {
        return new App(
                id,
                clientId,
                clientSecret,
                developerKey,
                redirectUris,
                scopes,
                target,
                concurrencyMax,
                all);
    }

    App plus(Subscription subscription) {
        List<Subscription> all = new ArrayList<>(subscriptions);
        all.add(subscription);
        return withSubscriptions(all);
    }
}
