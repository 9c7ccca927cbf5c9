package dev.tributary.sandbox.hubspot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signatures that webhook requests carry. */
final class Signature {
    private Signature() {}

    /** Base64 of HMAC-SHA256 over method, URI as called, raw body and timestamp. */
    static String v3(String secret, String uri, byte[] body, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(secret), "HmacSHA256"));
            mac.update(utf8("POST" + uri));
            mac.update(body);
            mac.update(utf8(timestamp));
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }

    /** The address with the punctuation decoded that signing looks at in the clear. */
    static String decoded(String uri) {
        String clear = uri;
        for (char character : ":/?@!$'()*,;".toCharArray()) {
            String escape = "%" + HexFormat.of().withUpperCase().toHexDigits((byte) character);
            clear = clear.replace(escape, String.valueOf(character));
            clear = clear.replace(escape.toLowerCase(Locale.ROOT), String.valueOf(character));
        }
        return clear;
    }

    /** Hex of SHA-256 over secret and raw body: the oldest form, still sent. */
    static String v1(String secret, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(utf8(secret));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
