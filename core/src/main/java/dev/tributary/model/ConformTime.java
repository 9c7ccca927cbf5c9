package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Days and instants. Epoch milliseconds are taken as a number or as text; a time without a zone is
 * refused, because nobody knows which instant it is.
 */
final class ConformTime {
    private static final int DAY = "2017-03-31".length();
    private static final int SECONDS = "2017-03-31T23:59:59Z".length();

    private ConformTime() {}

    static @Nullable Object date(@Nullable Object raw) {
        if (raw == null || raw instanceof String text && text.isEmpty()) {
            return null;
        }
        if (raw instanceof String text && text.length() == DAY) {
            try {
                return LocalDate.parse(text).toString();
            } catch (DateTimeException malformed) {
                throw new Nonconforming("", "a date", Conform.describe(raw));
            }
        }
        if (raw instanceof String text && isCanonical(text)) {
            return text.substring(0, DAY);
        }
        return LocalDate.ofInstant(instant(raw, "a date"), ZoneOffset.UTC).toString();
    }

    static @Nullable Object datetime(@Nullable Object raw) {
        if (raw == null || raw instanceof String text && text.isEmpty()) {
            return null;
        }
        return raw instanceof String text && isCanonical(text)
                ? text
                : instant(raw, "an RFC 3339 time").toString();
    }

    /**
     * Whether parsing and writing it again would give the same text: most times come like this, and
     * parsing is what a mapping spends most on. Whole seconds, or milliseconds that are not all
     * zero; the 29th of February goes the long way, where the calendar is known.
     */
    private static boolean isCanonical(String text) {
        int length = text.length();
        boolean millis = length == SECONDS + 4;
        if (length != SECONDS && !millis || text.charAt(length - 1) != 'Z') {
            return false;
        }
        if (millis && (text.charAt(19) != '.' || digits(text, 20, 3) <= 0)) {
            return false;
        }
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        return digits(text, 0, 4) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= shortest(month)
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static int shortest(int month) {
        return switch (month) {
            case 2 -> 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** The number that these digits write; -1 when they are not all digits. */
    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static Instant instant(Object raw, String expected) {
        try {
            if (raw instanceof String text) {
                return instant(text);
            }
            if (raw instanceof Long || raw instanceof Integer) {
                return Instant.ofEpochMilli(((Number) raw).longValue());
            }
        } catch (DateTimeException | NumberFormatException malformed) {
            throw new Nonconforming("", expected, Conform.describe(raw));
        }
        throw new Nonconforming("", expected, Conform.describe(raw));
    }

    private static Instant instant(String text) {
        int length = text.length();
        char last = text.charAt(length - 1);
        if (length > DAY && last == 'Z') {
            return Instant.parse(text);
        }
        if (length == DAY && text.charAt(4) == '-') {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (length >= SECONDS) {
            return OffsetDateTime.parse(withColon(text)).toInstant();
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    /** {@code +0000}, as some providers write it, becomes {@code +00:00}. */
    private static String withColon(String text) {
        int sign = text.length() - 5;
        char c = text.charAt(sign);
        return c == '+' || c == '-'
                ? text.substring(0, sign + 3) + ":" + text.substring(sign + 3)
                : text;
    }
}
