package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;
import dev.tributary.mapping.ExpressionLimits;

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

        /** The versions of the provider's API that its connector carries. */
        ApiVersions versions(String provider);

        /**
         * As it comes; the provider is one of {@link #providers}.
         *
         * @param version one of {@link #versions}; null: the usual one
         */
        Connector plain(String provider, @Nullable String version);

        /**
         * With a layer over it.
         *
         * @param most what the layer's expressions may use
         * @throws Failure {@code unprocessable} with every problem of the layer
         */
        Connector layered(
                String provider,
                @Nullable String version,
                Map<String, Object> override,
                ExpressionLimits most);

        /** What the expressions of an environment's overrides may use. */
        default ExpressionLimits limits(String environmentId) {
            return ExpressionLimits.DEFAULT;
        }
    }

    private record Key(String environmentId, String provider, @Nullable String version) {}

    private record Compiled(long appVersion, Connector connector) {}

    Connectors(Bundled bundled, ProviderApps apps) {
        this.bundled = bundled;
        this.apps = apps;
    }

    public Connector of(IntegratedAccount account) {
        String version = account.apiVersion();
        if (version != null && !versions(account.provider()).names().contains(version)) {
            throw new Failure(
                    Code.CONFLICT,
                    "integrated account %s is on version %s of %s's API, which the connector does not carry any more; move it: %s"
                            .formatted(
                                    account.id(),
                                    version,
                                    account.provider(),
                                    offered(account.provider())));
        }
        return of(account.environmentId(), account.provider(), version);
    }

    /**
     * In the usual version of the provider's API.
     *
     * @throws Failure {@code not_found} naming the providers that are known
     */
    public Connector of(String environmentId, String provider) {
        return of(environmentId, provider, null);
    }

    private Connector of(String environmentId, String provider, @Nullable String version) {
        requireKnown(provider);
        ProviderApp app = apps.find(environmentId, provider).orElse(null);
        Map<String, Object> override = app == null ? null : app.override();
        if (app == null || override == null) {
            return bundled.plain(provider, version);
        }
        Key key = new Key(environmentId, provider, version);
        Compiled present = compiled.get(key);
        if (present != null && present.appVersion == app.version()) {
            return present.connector;
        }
        Connector connector =
                bundled.layered(provider, version, override, bundled.limits(environmentId));
        compiled.put(key, new Compiled(app.version(), connector));
        return connector;
    }

    /**
     * @throws Failure {@code not_found} for an unknown provider, {@code unprocessable} with every
     *     problem of the override
     */
    void check(String provider, @Nullable Map<String, Object> override) {
        requireKnown(provider);
        if (override != null) {
            ApiVersions versions = bundled.versions(provider);
            bundled.layered(provider, null, override, ExpressionLimits.DEFAULT);
            versions.names().stream()
                    .filter(name -> !name.equals(versions.usual()))
                    .forEach(
                            name ->
                                    bundled.layered(
                                            provider, name, override, ExpressionLimits.DEFAULT));
        }
    }

    /** Null also for an account whose connector is gone. */
    @Nullable String usualVersion(IntegratedAccount account) {
        String provider = account.provider();
        return bundled.providers().contains(provider) ? bundled.versions(provider).usual() : null;
    }

    private ApiVersions versions(String provider) {
        requireKnown(provider);
        return bundled.versions(provider);
    }

    /**
     * @throws Failure {@code unprocessable} naming the versions that there are
     */
    void checkVersion(String provider, @Nullable String version) {
        if (version != null && !versions(provider).names().contains(version)) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "there is no version '%s' of %s's API; %s"
                            .formatted(version, provider, offered(provider)));
        }
    }

    private String offered(String provider) {
        ApiVersions versions = versions(provider);
        return versions.names().isEmpty()
                ? "the connector names none: api_version can only be null"
                : "the connector carries " + String.join(", ", versions.names());
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
