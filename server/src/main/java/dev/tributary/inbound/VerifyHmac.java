package dev.tributary.inbound;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.connector.Webhooks.Encoding;
import dev.tributary.connector.Webhooks.Hmac;
import dev.tributary.connector.Webhooks.Stamp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks an HMAC over the ordered parts of a raw request. Pure; compares in constant time. */
final class VerifyHmac {
    private VerifyHmac() {}

    /**
     * A request as its sender signed it.
     *
     * @param uri as the sender called it: our public URL with the raw path and query
     * @param headers by lower-case name
     */
    record Signed(String method, String uri, Map<String, String> headers, byte[] body) {}

    /**
     * @throws Failure {@code bad_signature} saying what is wrong, never what would have been right
     */
    static void check(Hmac scheme, Secret secret, Signed request, Instant now) {
        String timestamp = timestamp(scheme, request, now);
        byte[] given = given(scheme, request);
        byte[] right = sign(scheme, secret, request, timestamp);
        if (!MessageDigest.isEqual(right, given)) {
            throw bad("the signature in %s does not fit".formatted(scheme.signatureHeader()));
        }
    }

    private static String timestamp(Hmac scheme, Signed request, Instant now) {
        String name = scheme.timestampHeader();
        if (name == null) {
            return "";
        }
        String text = header(request, name);
        Instant at;
        try {
            long number = Long.parseLong(text.strip());
            at =
                    scheme.stamp() == Stamp.MILLIS
                            ? Instant.ofEpochMilli(number)
                            : Instant.ofEpochSecond(number);
            Duration off = Duration.between(at, now).abs();
            if (off.compareTo(scheme.tolerance()) > 0) {
                throw bad(
                        "the timestamp in %s is more than %d s away from our clock"
                                .formatted(name, scheme.tolerance().toSeconds()));
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw bad("the timestamp in %s cannot be read".formatted(name));
        }
        return text;
    }

    private static byte[] given(Hmac scheme, Signed request) {
        String text = header(request, scheme.signatureHeader()).strip();
        if (!text.startsWith(scheme.prefix())) {
            throw bad(
                    "%s does not start with '%s'"
                            .formatted(scheme.signatureHeader(), scheme.prefix()));
        }
        String encoded = text.substring(scheme.prefix().length());
        try {
            return switch (scheme.encoding()) {
                case Encoding.HEX -> HexFormat.of().parseHex(encoded);
                case Encoding.BASE64 -> Base64.getDecoder().decode(encoded);
            };
        } catch (IllegalArgumentException e) {
            throw bad("the signature in %s cannot be decoded".formatted(scheme.signatureHeader()));
        }
    }

    static byte[] sign(Hmac scheme, Secret secret, Signed request, String timestamp) {
        String algorithm = "Hmac" + scheme.hash().toUpperCase(java.util.Locale.ROOT);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key(scheme, secret), algorithm));
            for (String part : scheme.over()) {
                mac.update(part(part, request, timestamp));
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the scheme names no hash: " + scheme.hash(), e);
        }
    }

    private static byte[] key(Hmac scheme, Secret secret) {
        return switch (scheme.key()) {
            case UTF8 -> secret.bytes();
            case HEX -> HexFormat.of().parseHex(secret.value());
            case BASE64 -> Base64.getDecoder().decode(secret.value());
        };
    }

    private static byte[] part(String part, Signed request, String timestamp) {
        return switch (part) {
            case "method" -> utf8(request.method());
            case "uri" -> utf8(request.uri());
            case "body" -> request.body();
            case "timestamp" -> utf8(timestamp);
            default -> {
                if (part.length() < 2 || !part.startsWith("'") || !part.endsWith("'")) {
                    throw new IllegalStateException("a signature cannot cover " + part);
                }
                yield utf8(part.substring(1, part.length() - 1));
            }
        };
    }

    private static String header(Signed request, String name) {
        String value = request.headers().get(name.toLowerCase(java.util.Locale.ROOT));
        if (value == null) {
            throw bad("the header %s is missing".formatted(name));
        }
        return value;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Failure bad(String message) {
        return new Failure(Code.BAD_SIGNATURE, message);
    }
}
