package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connectors as each environment sees them: the bundled one, with the override of the
 * environment's provider app laid over it. Compiled once per version. Thread-safe.
 */
public final class Connectors {
    private final Bundled bundled;
    private final ProviderApps apps;
    private final ConcurrentHashMap<Key, Compiled> compiled = new ConcurrentHashMap<>();

    /** The connectors that come with the server. Thread-safe. */
    public interface Bundled {
        SortedSet<String> providers();

        /** As it comes; the provider is one of {@link #providers}. */
        Connector plain(String provider);

        /**
         * With a layer over it.
         *
         * @throws Failure {@code unprocessable} with every problem of the layer
         */
        Connector layered(String provider, Map<String, Object> override);
    }

    private record Key(String environmentId, String provider) {}

    private record Compiled(long appVersion, Connector connector) {}

    Connectors(Bundled bundled, ProviderApps apps) {
        this.bundled = bundled;
        this.apps = apps;
    }

    public Connector of(IntegratedAccount account) {
        return of(account.environmentId(), account.provider());
    }

    /**
     * @throws Failure {@code not_found} naming the providers that are known
     */
    public Connector of(String environmentId, String provider) {
        requireKnown(provider);
        ProviderApp app = apps.find(environmentId, provider).orElse(null);
        Map<String, Object> override = app == null ? null : app.override();
        if (app == null || override == null) {
            return bundled.plain(provider);
        }
        Compiled present = compiled.get(new Key(environmentId, provider));
        if (present != null && present.appVersion == app.version()) {
            return present.connector;
        }
        Connector connector = bundled.layered(provider, override);
        compiled.put(new Key(environmentId, provider), new Compiled(app.version(), connector));
        return connector;
    }

    /**
     * @throws Failure {@code not_found} for an unknown provider, {@code unprocessable} with every
     *     problem of the override
     */
    void check(String provider, @Nullable Map<String, Object> override) {
        requireKnown(provider);
        if (override != null) {
            bundled.layered(provider, override);
        }
    }

    private void requireKnown(String provider) {
        if (!bundled.providers().contains(provider)) {
            throw new Failure(
                    Code.NOT_FOUND,
                    "there is no provider '%s'; there are %s"
                            .formatted(provider, String.join(", ", bundled.providers())));
        }
    }
}
