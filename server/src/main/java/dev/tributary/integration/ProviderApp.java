package dev.tributary.integration;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Our user's own registration with a provider, in one environment. Its secrets are not in here.
 *
 * @param scopes what to ask customers for; null: what the connector says
 * @param version grows with every change
 */
public record ProviderApp(
        String environmentId,
        String provider,
        String clientId,
        @Nullable List<String> scopes,
        long version,
        Instant updatedAt) {}
