package dev.tributary.integration;

import dev.tributary.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code trb_live_}, 12 characters that find its row, 32 of secret, 6 of
 * checksum, all base 62. The checksum tells a mistyped or invented key from a real one without a
 * look into the database, and lets scanners find leaked keys.
 *
 * @param lookup finds the row; not secret
 * @param secret the part that proves the key
 */
record KeyText(String lookup, Secret secret) {
    static final String PREFIX = "trb_live_";
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LOOKUP = 12;
    private static final int SECRET = 32;
    private static final int CHECKSUM = 6;
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (LOOKUP + SECRET + CHECKSUM) + "}");

    static KeyText random(RandomGenerator secure) {
        return new KeyText(digits(LOOKUP, secure), new Secret(digits(SECRET, secure)));
    }

    /** Empty when the text is no API key: wrong form or wrong checksum. */
    static Optional<KeyText> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int checksumAt = text.length() - CHECKSUM;
        if (!checksum(text.substring(0, checksumAt)).equals(text.substring(checksumAt))) {
            return Optional.empty();
        }
        int secretAt = PREFIX.length() + LOOKUP;
        return Optional.of(
                new KeyText(
                        text.substring(PREFIX.length(), secretAt),
                        new Secret(text.substring(secretAt, checksumAt))));
    }

    /** The whole key, to be shown once. */
    Secret text() {
        String body = PREFIX + lookup + secret.value();
        return new Secret(body + checksum(body));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        char[] text = new char[CHECKSUM];
        long rest = crc.getValue();
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(text);
    }

    private static String digits(int count, RandomGenerator secure) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(DIGITS.charAt(secure.nextInt(DIGITS.length())));
        }
        return text.toString();
    }
}
