package dev.tributary.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What a provider sent us, as received and verified.
 *
 * @param integratedAccountId when the address named one; null: the connector says which field does
 * @param items how many events the body holds
 */
public record InboundEvent(
        String id,
        String environmentId,
        String provider,
        @Nullable String integratedAccountId,
        Instant receivedAt,
        int items,
        byte[] body) {}
