package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Text, numbers and flags. */
final class ConformPlain {
    private static final int DIGITS_MAX = 400;
    private static final int SCALE_MAX = 400;
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private ConformPlain() {}

    static @Nullable Object text(@Nullable Object raw) {
        return switch (raw) {
            case null -> null;
            case String text -> text.isEmpty() ? null : text;
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> throw new Nonconforming("", "text", Conform.describe(raw));
        };
    }

    static @Nullable Object bool(@Nullable Object raw) {
        return switch (raw) {
            case null -> null;
            case Boolean flag -> flag;
            case String text when text.isEmpty() -> null;
            case String text when text.equalsIgnoreCase("true") -> true;
            case String text when text.equalsIgnoreCase("false") -> false;
            default -> throw new Nonconforming("", "true or false", Conform.describe(raw));
        };
    }

    static @Nullable Object integer(@Nullable Object raw) {
        Object number = number(raw);
        if (!(number instanceof BigDecimal decimal)) {
            return number;
        }
        try {
            return whole(decimal.toBigIntegerExact());
        } catch (ArithmeticException fraction) {
            throw new Nonconforming("", "a whole number", Conform.describe(raw));
        }
    }

    /** Whole numbers as {@code Long} where they fit; everything else as {@code BigDecimal}. */
    static @Nullable Object number(@Nullable Object raw) {
        return switch (raw) {
            case null -> null;
            case Long number -> number;
            case Integer number -> number.longValue();
            case BigInteger number -> whole(number);
            case BigDecimal number -> number;
            case Number binary -> exact(binary.toString(), raw);
            case String text when text.isEmpty() -> null;
            case String text -> exact(text, raw);
            default -> throw new Nonconforming("", "a number", Conform.describe(raw));
        };
    }

    private static Object exact(String text, Object raw) {
        BigDecimal number = parsed(text, "a number", raw);
        return number.scale() <= 0 ? whole(number.toBigIntegerExact()) : number;
    }

    private static Object whole(BigInteger number) {
        return number.abs().compareTo(LONG_MAX) <= 0 ? (Object) number.longValue() : number;
    }

    /** A binary fraction has lost the digits that a decimal is for: it is refused. */
    static @Nullable Object decimal(@Nullable Object raw) {
        return switch (raw) {
            case null -> null;
            case String text when text.isEmpty() -> null;
            case String text -> isPlain(text) ? text : plain(text, raw);
            case BigDecimal number -> number.toPlainString();
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case BigInteger number -> number.toString();
            case Number binary ->
                    throw new Nonconforming(
                            "", "an exact decimal", "the binary fraction " + binary);
            default -> throw new Nonconforming("", "a decimal", Conform.describe(raw));
        };
    }

    private static String plain(String text, Object raw) {
        return parsed(text.strip(), "a decimal", raw).toPlainString();
    }

    private static BigDecimal parsed(String text, String expected, Object raw) {
        if (text.length() <= DIGITS_MAX) {
            try {
                BigDecimal number = new BigDecimal(text);
                if (Math.abs((long) number.scale()) <= SCALE_MAX) {
                    return number;
                }
            } catch (NumberFormatException malformed) {
                throw new Nonconforming("", expected, Conform.describe(raw));
            }
        }
        throw new Nonconforming("", expected, Conform.describe(raw));
    }

    /** Digits with at most one point between digits, behind an optional minus. */
    private static boolean isPlain(String text) {
        int length = text.length();
        int at = text.charAt(0) == '-' ? 1 : 0;
        int first = at;
        int point = -1;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && point < 0) {
                point = at;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return first < length && point != first && point != length - 1 && length <= DIGITS_MAX;
    }
}
