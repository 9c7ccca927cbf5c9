package dev.tributary.integration;

import dev.tributary.Secret;

/** One keyset for all servers of a test run, as the servers of one product share theirs. */
public final class TestKeyset {
    public static final Secret SHARED = Keyset.generate();

    private TestKeyset() {}
}
