package dev.tributary.sandbox.gusto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The version of an object: a hash of what can be changed about it. */
final class Version {
    private Version() {}

    static String of(Object state) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("MD5")
                            .digest(state.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has MD5", missing);
        }
    }
}
