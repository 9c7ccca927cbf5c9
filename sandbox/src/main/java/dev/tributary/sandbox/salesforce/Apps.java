package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Dice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The connected apps. Safe for use by many threads. */
public final class Apps {
    private final Dice dice;
    private final Map<String, App> apps = new LinkedHashMap<>();

    Apps(Dice dice) {
        this.dice = dice;
    }

    /** Registers an app; id and secret follow from the seed. */
    public synchronized App create(Set<String> redirectUris, Set<String> scopes) {
        String number = "app " + apps.size();
        App app =
                new App(
                        "3MVG9" + dice.token("client id " + number),
                        dice.token("client secret " + number).toUpperCase(Locale.ROOT),
                        redirectUris,
                        scopes,
                        List.of(),
                        true,
                        "");
        apps.put(app.clientId(), app);
        return app;
    }

    /**
     * @throws IllegalArgumentException when there is no such app
     */
    public synchronized App change(String clientId, UnaryOperator<App> change) {
        App app =
                change.apply(
                        find(clientId)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "there is no app " + clientId)));
        apps.put(clientId, app);
        return app;
    }

    public synchronized Optional<App> find(String clientId) {
        return Optional.ofNullable(apps.get(clientId));
    }

    public synchronized List<App> all() {
        return List.copyOf(apps.values());
    }
}
