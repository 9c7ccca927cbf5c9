package dev.tributary.catalog;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * One version of an override, as it was written.
 *
 * @param document null: from this version on there is none
 * @param rollout the percentage of integrated accounts that have it
 * @param restVersion what the other accounts have; null: everybody has this one, or the others none
 */
public record OverrideVersion(
        String provider,
        String scope,
        @Nullable String integratedAccountId,
        long version,
        @Nullable Map<String, Object> document,
        int rollout,
        @Nullable Long restVersion,
        @Nullable String note,
        String createdBy,
        Instant createdAt) {}
