package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Text, numbers and flags. */
final class ConformPlain {
    /** Of a number without an exponent. */
    private static final int CHARS_MAX = 400;

    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private ConformPlain() {}

    static @Nullable Object text(@Nullable Object raw) {
        return switch (raw) {
            case null -> null;
            case String text -> text.isEmpty() ? null : text;
            case BigDecimal number -> shown(number);
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
            case BigDecimal number -> bounded(number, "a number", raw);
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
            case BigDecimal number -> bounded(number, "a decimal", raw).toPlainString();
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case BigInteger number ->
                    bounded(new BigDecimal(number), "a decimal", raw).toPlainString();
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
        if (text.length() > CHARS_MAX) {
            throw tooLong(expected, raw);
        }
        try {
            return bounded(new BigDecimal(text), expected, raw);
        } catch (NumberFormatException malformed) {
            throw new Nonconforming("", expected, Conform.describe(raw));
        }
    }

    /** The number, if its plain form is one that is read again. */
    private static BigDecimal bounded(BigDecimal number, String expected, Object raw) {
        if (!isShown(number)) {
            throw tooLong(expected, raw);
        }
        return number;
    }

    /** Without an exponent, where that is not too long. */
    static String shown(BigDecimal number) {
        return isShown(number) ? number.toPlainString() : number.toString();
    }

    private static boolean isShown(BigDecimal number) {
        long scale = number.scale();
        long digits =
                scale <= 0 ? number.precision() - scale : Math.max(number.precision(), scale + 1);
        return digits + (scale > 0 ? 1 : 0) + (number.signum() < 0 ? 1 : 0) <= CHARS_MAX;
    }

    private static Nonconforming tooLong(String expected, Object raw) {
        return new Nonconforming(
                "", expected + " of at most " + CHARS_MAX + " characters", Conform.describe(raw));
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
        return first < length && point != first && point != length - 1 && length <= CHARS_MAX;
    }
}
