package dev.tributary.integration;

import dev.tributary.Secret;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes one-time secrets: link tokens, states, PKCE verifiers. Thread-safe if its source is. */
public final class RandomText {
    private static final int BYTES = 32;

    private final RandomGenerator secure;

    public RandomText(RandomGenerator secure) {
        this.secure = secure;
    }

    /** The prefix, then 256 random bits as 43 characters that need no escaping in a URL. */
    public Secret next(String prefix) {
        byte[] bytes = new byte[BYTES];
        secure.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
