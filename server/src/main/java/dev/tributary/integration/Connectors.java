package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Scope;
import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;

import org.jspecify.annotations.Nullable;

import java.util.SortedSet;

/**
 * The connectors by which integrated accounts and those that want to be are reached. Thread-safe.
 */
public final class Connectors {
    private final Catalog catalog;

    Connectors(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * With everything that is laid over it for this account.
     *
     * @throws Failure {@code conflict} when it is on a version that the connector dropped
     */
    public Connector of(IntegratedAccount account) {
        return catalog.of(scope(account), version(account));
    }

    /** The version of the provider's API that the account is called by; null: the usual one. */
    public @Nullable String version(IntegratedAccount account) {
        String version = account.apiVersion();
        if (version != null && !versions(account).names().contains(version)) {
            throw new Failure(
                    Code.CONFLICT,
                    "integrated account %s is on version %s of %s's API, which the connector does not carry any more; move it: %s"
                            .formatted(
                                    account.id(),
                                    version,
                                    account.provider(),
                                    offered(versions(account))));
        }
        return version;
    }

    /**
     * In the usual version of the provider's API, for whoever is no account yet.
     *
     * @throws Failure {@code not_found} naming the providers that are known
     */
    public Connector of(String environmentId, String provider) {
        return catalog.of(Scope.environment(environmentId, provider), null);
    }

    /** Everything that an environment can connect to. */
    public SortedSet<String> providers(String environmentId) {
        return catalog.providers(environmentId);
    }

    /** Where the override of this account alone lies. */
    public static Scope scope(IntegratedAccount account) {
        return Scope.account(account.environmentId(), account.provider(), account.id());
    }

    /** Null also for an account whose connector is gone. */
    @Nullable String usualVersion(IntegratedAccount account) {
        return catalog.has(account.environmentId(), account.provider())
                ? versions(account).usual()
                : null;
    }

    private ApiVersions versions(IntegratedAccount account) {
        return catalog.versions(account.environmentId(), account.provider());
    }

    /**
     * @throws Failure {@code unprocessable} naming the versions that there are
     */
    void checkVersion(IntegratedAccount account, @Nullable String version) {
        ApiVersions versions = versions(account);
        if (version != null && !versions.names().contains(version)) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "there is no version '%s' of %s's API; %s"
                            .formatted(version, account.provider(), offered(versions)));
        }
    }

    private static String offered(ApiVersions versions) {
        return versions.names().isEmpty()
                ? "the connector names none: api_version can only be null"
                : "the connector carries " + String.join(", ", versions.names());
    }
}
