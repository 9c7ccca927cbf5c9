package dev.tributary.sandbox.hubspot;

import java.time.Instant;

/** A user of the portal to whom records can be given. */
public record Owner(
        String id,
        String userId,
        String email,
        String firstName,
        String lastName,
        boolean archived,
        Instant createdAt,
        Instant updatedAt) {}
