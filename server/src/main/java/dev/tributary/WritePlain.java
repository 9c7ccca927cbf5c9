package dev.tributary;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Plain trees as JSON, straight into bytes: most answers are nothing else, and asking each value
 * for its serializer costs more than writing it. What is not plain inside of them, such as a record
 * or an instant, is written as the mapper does.
 *
 * <p>A few writers are kept for the next answers, for their room and for the names they know.
 */
final class WritePlain {
    private static final int FIRST_BYTES = 1 << 12;
    private static final int NAMES = 64;
    private static final int MUCH = 1 << 20;
    private static final int KEPT_BYTES_MAX = 1 << 18;
    private static final ArrayBlockingQueue<WritePlain> KEPT = new ArrayBlockingQueue<>(8);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] AS_IT_IS = new boolean[128];

    static {
        Arrays.fill(AS_IT_IS, ' ', AS_IT_IS.length, true);
        AS_IT_IS['"'] = false;
        AS_IT_IS['\\'] = false;
    }

    private final JsonMapper mapper;
    private final @Nullable String[] names = new String[NAMES];
    private final byte[][] written = new byte[NAMES][];
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    private WritePlain(JsonMapper mapper) {
        this.mapper = mapper;
    }

    static byte[] bytes(JsonMapper mapper, Object tree) {
        WritePlain kept = KEPT.poll();
        WritePlain out = kept != null && kept.mapper == mapper ? kept : new WritePlain(mapper);
        out.value(tree);
        byte[] written = Arrays.copyOf(out.bytes, out.size);
        if (out.bytes.length <= KEPT_BYTES_MAX) {
            out.size = 0;
            KEPT.offer(out);
        }
        return written;
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> ascii("null");
            case String text -> text(text);
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            case Boolean flag -> ascii(flag ? "true" : "false");
            case Integer number -> ascii(number.toString());
            case Long number -> ascii(number.toString());
            case BigInteger number -> ascii(number.toString());
            case BigDecimal number -> ascii(number.toPlainString());
            default -> other(value);
        }
    }

    private void other(Object value) {
        byte[] written = mapper.writeValueAsBytes(value);
        room(written.length);
        System.arraycopy(written, 0, bytes, size, written.length);
        size += written.length;
    }

    private void array(List<?> list) {
        one('[');
        int start = size;
        for (Object item : list) {
            if (size > start) {
                one(',');
            }
            value(item);
        }
        one(']');
    }

    private void object(Map<?, ?> map) {
        one('{');
        int start = size;
        map.forEach(
                (key, value) -> {
                    name(key instanceof String name ? name : name(key), size > start ? 0 : 1);
                    value(value);
                });
        one('}');
    }

    /**
     * The objects of a list share their names: what was written of one, with the comma before it,
     * is copied.
     *
     * @param skip 1 for the first name, which has no comma
     */
    private void name(String name, int skip) {
        int slot = name.hashCode() & NAMES - 1;
        if (!name.equals(names[slot])) {
            remember(name, slot);
        }
        byte[] known = written[slot];
        int length = known.length - skip;
        room(length);
        System.arraycopy(known, skip, bytes, size, length);
        size += length;
    }

    private void remember(String name, int slot) {
        int from = size;
        one(',');
        text(name);
        one(':');
        names[slot] = name;
        written[slot] = Arrays.copyOfRange(bytes, from, size);
        size = from;
    }

    /** A key that is no text as the mapper writes it. */
    private String name(Object key) {
        Map<?, ?> read = mapper.convertValue(Map.of(key, true), Map.class);
        return String.valueOf(read.keySet().iterator().next());
    }

    private void one(char c) {
        room(1);
        bytes[size++] = (byte) c;
    }

    private void ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private void text(String text) {
        int length = text.length();
        room(length + 2);
        byte[] into = bytes;
        int at = size;
        into[at++] = '"';
        int i = 0;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 128 || !AS_IT_IS[c]) {
                break;
            }
            into[at++] = (byte) c;
        }
        size = at;
        if (i < length) {
            uncommon(text, i);
        }
        one('"');
    }

    private void uncommon(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            room(6);
            if (c < 128) {
                escapable(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                four(Character.toCodePoint(c, text.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                escaped(c); // half a character has no bytes, and must not be lost
            } else {
                bytes[size++] = (byte) (0xe0 | c >> 12);
                bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            }
        }
    }

    private void escapable(char c) {
        if (AS_IT_IS[c]) {
            bytes[size++] = (byte) c;
            return;
        }
        switch (c) {
            case '"', '\\' -> shortly(c);
            case '\n' -> shortly('n');
            case '\r' -> shortly('r');
            case '\t' -> shortly('t');
            case '\b' -> shortly('b');
            case '\f' -> shortly('f');
            default -> escaped(c);
        }
    }

    private void shortly(char c) {
        bytes[size++] = '\\';
        bytes[size++] = (byte) c;
    }

    private void escaped(char c) {
        shortly('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[c >> shift & 0xf];
        }
    }

    private void four(int point) {
        bytes[size++] = (byte) (0xf0 | point >> 18);
        bytes[size++] = (byte) (0x80 | point >> 12 & 0x3f);
        bytes[size++] = (byte) (0x80 | point >> 6 & 0x3f);
        bytes[size++] = (byte) (0x80 | point & 0x3f);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            int times = bytes.length < MUCH ? 4 : 2;
            bytes = Arrays.copyOf(bytes, Math.max(size + more, times * bytes.length));
        }
    }
}
