package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Dice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The registered apps. Safe for use by many threads. */
public final class Apps {
    private static final String API_VERSION_MIN = "2025-06-15";

    private final Dice dice;
    private final List<App> apps = new ArrayList<>();

    Apps(Dice dice) {
        this.dice = dice;
    }

    /** Registers an app; client id and secret follow from the seed. */
    public App create(Set<String> redirectUris, Set<String> scopes) {
        return create(redirectUris, scopes, API_VERSION_MIN);
    }

    public synchronized App create(
            Set<String> redirectUris, Set<String> scopes, String apiVersionMin) {
        App app =
                new App(
                        dice.token("client id " + apps.size()),
                        dice.token("client secret " + apps.size()),
                        redirectUris,
                        scopes,
                        apiVersionMin);
        apps.add(app);
        return app;
    }

    public synchronized Optional<App> withClientId(String clientId) {
        return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
    }

    public synchronized List<App> all() {
        return List.copyOf(apps);
    }
}
