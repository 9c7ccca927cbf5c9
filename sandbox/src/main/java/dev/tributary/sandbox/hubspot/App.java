package dev.tributary.sandbox.hubspot;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    public static final Set<String> ALL_SCOPES =
            Set.of(
                    "oauth",
                    "crm.objects.contacts.read",
                    "crm.objects.contacts.write",
                    "crm.objects.companies.read",
                    "crm.objects.companies.write",
                    "crm.objects.deals.read",
                    "crm.objects.deals.write",
                    "crm.objects.line_items.read",
                    "crm.objects.line_items.write",
                    "crm.objects.products.read",
                    "crm.objects.products.write",
                    "crm.objects.owners.read",
                    "crm.schemas.contacts.read",
                    "crm.schemas.contacts.write",
                    "crm.schemas.companies.read",
                    "crm.schemas.companies.write",
                    "crm.schemas.deals.read",
                    "crm.schemas.deals.write");

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
     */
    public record Subscription(
            long id, String eventType, String propertyName, boolean active, long createdAt) {}

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
