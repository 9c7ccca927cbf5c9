package dev.tributary.dialect;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Values as a query language writes them. A value is read as its type first, and what is written is
 * made anew from what was read: no text of a caller reaches a statement unless it stands between
 * quotes with everything escaped that could end them.
 *
 * @param forms by kind (string, number, boolean, date, datetime), each with {@code {}} for the
 *     value
 * @param escape what is replaced inside a string, character by character
 * @param like around a string that is searched for, with {@code {}}
 * @param escapeLike what is replaced in it beside that
 */
record Literals(
        Map<String, String> forms,
        String nothing,
        Map<String, String> escape,
        String like,
        Map<String, String> escapeLike) {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final int TEXT_MAX = 4_000;
    private static final int DIGITS_MAX = 400;

    /**
     * @throws InvalidAsk when the value is not of the type
     */
    String of(String path, @Nullable Object value, String type) {
        if (value == null) {
            return nothing;
        }
        String kind = kind(type);
        String text =
                value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        try {
            return switch (kind) {
                case "number" -> form(kind, number(text));
                case "boolean" -> form(kind, bool(text));
                case "date" -> form(kind, date(text));
                case "datetime" -> form(kind, MILLIS.format(instant(text)));
                default -> form("string", escaped(text, path, escape));
            };
        } catch (DateTimeException | NumberFormatException malformed) {
            throw new InvalidAsk(
                    path, "is compared with '%s', which is no %s".formatted(brief(text), kind));
        }
    }

    /** A string that a longer one shall contain. */
    String contained(String path, Object value) {
        Map<String, String> both = new HashMap<>(escape);
        both.putAll(escapeLike);
        return form("string", like.replace("{}", escaped(value.toString(), path, both)));
    }

    private static String escaped(String text, String path, Map<String, String> escape) {
        if (text.length() > TEXT_MAX) {
            throw new InvalidAsk(
                    path,
                    "is compared with a text of %d characters; at most %d"
                            .formatted(text.length(), TEXT_MAX));
        }
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            String character = String.valueOf(text.charAt(i));
            out.append(escape.getOrDefault(character, character));
        }
        return out.toString();
    }

    private String form(String kind, String value) {
        return forms.getOrDefault(kind, "{}").replace("{}", value);
    }

    private static String kind(String type) {
        return switch (type) {
            case "number", "decimal", "integer" -> "number";
            case "boolean", "date", "datetime" -> type;
            default -> "string";
        };
    }

    private static String number(String text) {
        if (text.length() > DIGITS_MAX) {
            throw new NumberFormatException(text);
        }
        BigDecimal number = new BigDecimal(text.strip());
        if (Math.abs((long) number.scale()) > DIGITS_MAX) {
            throw new NumberFormatException(text);
        }
        return number.toPlainString();
    }

    private static String bool(String text) {
        return switch (text) {
            case "true", "false" -> text;
            default -> throw new NumberFormatException(text);
        };
    }

    private static String date(String text) {
        return text.length() <= "2017-03-31".length()
                ? LocalDate.parse(text).toString()
                : LocalDate.ofInstant(instant(text), ZoneOffset.UTC).toString();
    }

    private static Instant instant(String text) {
        if (text.length() <= "2017-03-31".length()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        int zone = text.length() - "+0000".length();
        boolean bare = zone > 0 && (text.charAt(zone) == '+' || text.charAt(zone) == '-');
        String colon = bare ? text.substring(0, zone + 3) + ":" + text.substring(zone + 3) : text;
        return OffsetDateTime.parse(colon).toInstant();
    }

    private static String brief(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
