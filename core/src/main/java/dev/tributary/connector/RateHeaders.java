package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

/**
 * Reads the provider's own account of its limits from {@code {status, headers, body}} (header names
 * in lower case); {@code reset} and {@code retryAfter} give seconds from now.
 */
public record RateHeaders(
        @Nullable Expression limit,
        @Nullable Expression remaining,
        @Nullable Expression reset,
        @Nullable Expression retryAfter) {}
