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
        return LocalDate.ofInstant(instant(raw, "a date"), ZoneOffset.UTC).toString();
    }

    static @Nullable Object datetime(@Nullable Object raw) {
        if (raw == null || raw instanceof String text && text.isEmpty()) {
            return null;
        }
        return instant(raw, "an RFC 3339 time").toString();
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
