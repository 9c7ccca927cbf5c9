package dev.tributary.integration;

import dev.tributary.Secret;

/** One keyset for all servers of a test run, as the servers of one product share theirs. */
public final class TestKeyset {
    private static final Secret SHARED = Keyset.generate();

    private TestKeyset() {}

    public static SealingKeys shared() {
        return SealingKeys.of(SHARED);
    }
}
