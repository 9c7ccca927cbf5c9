package dev.tributary.integration;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Our user's own registration with a provider, in one environment. Its secrets are not in here.
 *
 * @param scopes what to ask customers for; null: what the connector says
 * @param override laid over the provider's connector in this environment; null: nothing
 * @param version grows with every change; part of the compiled connector's version
 */
public record ProviderApp(
        String environmentId,
        String provider,
        String clientId,
        @Nullable List<String> scopes,
        @Nullable Map<String, Object> override,
        long version,
        Instant updatedAt) {}
