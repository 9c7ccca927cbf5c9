package dev.tributary.integration;

import dev.tributary.Secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How random secrets are kept where only recognising them matters. A plain hash is enough because
 * every such secret has far more entropy than anybody can search.
 */
final class Sha256 {
    private Sha256() {}

    static byte[] of(Secret secret) {
        return of(secret.bytes());
    }

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /** In constant time. */
    static boolean equal(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
