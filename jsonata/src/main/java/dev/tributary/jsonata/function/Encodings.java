package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64 and percent encoding, as ECMAScript does them. */
final class Encodings {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    private static final String RESERVED = ";/?:@&=+$,#";

    private Encodings() {}

    /** Each character is one byte, its low one. */
    static @Nullable Object base64Encode(@Nullable Object value, Run run) {
        if (value == UNDEFINED) return value;
        String text = (String) value;
        run.chars(text.length() * 4L / 3);
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) text.charAt(i);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What is no digit of either alphabet is skipped; each byte is one character. */
    static @Nullable Object base64Decode(@Nullable Object value, Run run) {
        if (value == UNDEFINED) return value;
        String text = (String) value;
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
            run.charsAt(i, text.length());
            char c = text.charAt(i);
            if (c == '-') c = '+';
            if (c == '_') c = '/';
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/')) digits.append(c);
        }
        if (digits.length() % 4 == 1) digits.setLength(digits.length() - 1);
        byte[] bytes = Base64.getDecoder().decode(digits.toString());
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static @Nullable Object encodeUrlComponent(@Nullable Object value, Run run) {
        return value == UNDEFINED
                ? value
                : encode((String) value, UNRESERVED, "encodeUrlComponent", run);
    }

    static @Nullable Object encodeUrl(@Nullable Object value, Run run) {
        return value == UNDEFINED
                ? value
                : encode((String) value, UNRESERVED + RESERVED, "encodeUrl", run);
    }

    static @Nullable Object decodeUrlComponent(@Nullable Object value, Run run) {
        return value == UNDEFINED ? value : decode((String) value, "", "decodeUrlComponent", run);
    }

    static @Nullable Object decodeUrl(@Nullable Object value, Run run) {
        return value == UNDEFINED ? value : decode((String) value, RESERVED, "decodeUrl", run);
    }

    private static String encode(String text, String plain, String function, Run run) {
        run.chars(text.length());
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException loneSurrogate) {
            throw new JsonataException("D3140", function, text);
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int length = bytes.remaining(); bytes.hasRemaining(); ) {
            run.charsAt(bytes.position(), length);
            int unit = bytes.get() & 0xFF;
            if (plain.indexOf(unit) >= 0) {
                encoded.append((char) unit);
            } else {
                run.chars(2);
                encoded.append('%').append(hex(unit >> 4)).append(hex(unit & 15));
            }
        }
        return encoded.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    private static String decode(String text, String kept, String function, Run run) {
        run.chars(text.length());
        StringBuilder decoded = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            run.step();
            if (text.charAt(i) == '%') {
                int unit = unit(text, i, function);
                boolean stays = unit < 128 && kept.indexOf(unit) >= 0;
                if (stays) {
                    flush(bytes, decoded, text, function);
                    decoded.append(text, i, i + 3);
                } else {
                    bytes.write(unit);
                }
                i += 2;
            } else {
                flush(bytes, decoded, text, function);
                decoded.append(text.charAt(i));
            }
        }
        flush(bytes, decoded, text, function);
        return decoded.toString();
    }

    private static int unit(String text, int at, String function) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) throw new JsonataException("D3140", function, text);
        return high << 4 | low;
    }

    private static void flush(
            ByteArrayOutputStream bytes, StringBuilder decoded, String text, String function) {
        if (bytes.size() == 0) return;
        try {
            decoded.append(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray())));
        } catch (CharacterCodingException malformed) {
            throw new JsonataException("D3140", function, text);
        }
        bytes.reset();
    }
}
