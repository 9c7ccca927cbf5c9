package dev.tributary.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * All chance of an emulator. A decision depends on the seed and on the identity of what it is made
 * for, never on the order in which threads ask: two runs with one seed decide alike.
 */
public record Dice(long seed) {

    /** True in {@code percent} of all identities. */
    public boolean hit(long percent, String identity) {
        return percent > 0 && number(10_000, identity) < percent * 100;
    }

    /** A number from 0 to {@code bound - 1}. */
    public long number(long bound, String identity) {
        return Long.remainderUnsigned(ByteBuffer.wrap(hash(identity)).getLong(), bound);
    }

    /** A token of letters, digits, - and _. */
    public String token(String identity) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(identity));
    }

    public UUID uuid(String identity) {
        ByteBuffer bytes = ByteBuffer.wrap(hash(identity));
        long high = (bytes.getLong() & 0xffffffffffff0fffL) | 0x0000000000004000L;
        long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private byte[] hash(String identity) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
            return digest.digest(identity.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
