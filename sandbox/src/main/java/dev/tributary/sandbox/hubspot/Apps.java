package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Dice;

import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The registered apps and where they are installed. Safe for use by many threads. */
public final class Apps {
    private static final long FIRST_ID = 30_001;
    private static final int CONCURRENCY_DEFAULT = 10;
    private static final Set<String> KINDS =
            Set.of(
                    "creation",
                    "deletion",
                    "merge",
                    "restore",
                    "propertyChange",
                    "associationChange");

    /** The other types' events go by the name object, with the type's id beside it. */
    private static final Set<String> SUBJECTS =
            Set.of("contact", "company", "deal", "line_item", "product", "ticket");

    private final Clock clock;
    private final Dice dice;
    private final Map<String, App> apps = new LinkedHashMap<>();
    private final Set<Installation> installations = new HashSet<>();
    private long nextSubscription = 500_001;

    private record Installation(String appId, String portalId) {}

    Apps(Clock clock, Dice dice) {
        this.clock = clock;
        this.dice = dice;
    }

    /** Registers an app; id, client id and secrets follow from the seed. */
    public synchronized App create(Set<String> redirectUris, Set<String> scopes) {
        String id = Long.toString(FIRST_ID + apps.size());
        App app =
                new App(
                        id,
                        dice.uuid("client id " + id).toString(),
                        dice.uuid("client secret " + id).toString(),
                        dice.uuid("developer key " + id).toString(),
                        redirectUris,
                        scopes,
                        Optional.empty(),
                        CONCURRENCY_DEFAULT,
                        List.of());
        apps.put(id, app);
        return app;
    }

    /**
     * Says where an app's events go.
     *
     * @param concurrencyMax requests under way at once
     */
    public App target(String appId, URI target, int concurrencyMax) {
        return change(appId, app -> app.targeting(target, concurrencyMax));
    }

    /**
     * Subscribes to creation, deletion and the like, such as deal.creation.
     *
     * @throws HubSpotProblem 400 when there is no such event
     */
    public App.Subscription subscribe(String appId, String eventType) {
        return subscribe(appId, eventType, "", "", true);
    }

    /** Subscribes to changes of one property, such as deal.propertyChange of dealstage. */
    public App.Subscription subscribe(String appId, String eventType, String propertyName) {
        return subscribe(appId, eventType, propertyName, "", true);
    }

    synchronized App.Subscription subscribe(
            String appId,
            String eventType,
            String propertyName,
            String objectTypeId,
            boolean active) {
        String[] parts = eventType.split("\\.", 2);
        boolean generic = parts[0].equals("object");
        boolean known =
                parts.length == 2
                        && (generic || SUBJECTS.contains(parts[0]))
                        && (KINDS.contains(parts[1])
                                || eventType.equals("contact.privacyDeletion"));
        if (!known) {
            throw HubSpotProblem.invalid("'" + eventType + "' is not an event type");
        }
        if (generic == objectTypeId.isEmpty()) {
            throw HubSpotProblem.invalid(
                    "an objectTypeId belongs to object subscriptions and to no others");
        }
        if (parts[1].equals("propertyChange") == propertyName.isEmpty()) {
            throw HubSpotProblem.invalid(
                    "a propertyName belongs to propertyChange subscriptions and to no others");
        }
        App.Subscription subscription =
                new App.Subscription(
                        nextSubscription++,
                        eventType,
                        propertyName,
                        objectTypeId,
                        active,
                        clock.millis());
        change(appId, app -> app.plus(subscription));
        return subscription;
    }

    synchronized App change(String appId, UnaryOperator<App> change) {
        App app = change.apply(find(appId).orElseThrow(HubSpotProblem::noSuchObject));
        apps.put(appId, app);
        return app;
    }

    public synchronized Optional<App> find(String appId) {
        return Optional.ofNullable(apps.get(appId));
    }

    public synchronized Optional<App> withClientId(String clientId) {
        return apps.values().stream().filter(app -> app.clientId().equals(clientId)).findFirst();
    }

    public synchronized List<App> all() {
        return List.copyOf(apps.values());
    }

    /** From now on the portal's events reach the app. Approving on the authorize page does this. */
    public synchronized void install(String appId, String portalId) {
        installations.add(new Installation(appId, portalId));
    }

    public synchronized void uninstall(String appId, String portalId) {
        installations.remove(new Installation(appId, portalId));
    }

    synchronized List<App> installedIn(String portalId) {
        return apps.values().stream()
                .filter(app -> installations.contains(new Installation(app.id(), portalId)))
                .toList();
    }
}
