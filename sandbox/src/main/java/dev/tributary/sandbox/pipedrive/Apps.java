package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The registered apps. Safe for use by many threads. */
public final class Apps {
    private final Dice dice;
    private final List<App> apps = new ArrayList<>();

    Apps(Dice dice) {
        this.dice = dice;
    }

    /** Registers an app; client id and secret follow from the seed. */
    public synchronized App create(Set<String> redirectUris, Set<String> scopes) {
        App app =
                new App(
                        dice.token("client id " + apps.size()),
                        dice.token("client secret " + apps.size()),
                        redirectUris,
                        scopes);
        apps.add(app);
        return app;
    }

    synchronized Optional<App> withClientId(String clientId) {
        return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
    }

    public synchronized List<App> all() {
        return List.copyOf(apps);
    }
}
