package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Values as they are kept, read from JSON and CSV and written to both. */
final class Values {
    private static final DateTimeFormatter JSON_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Values() {}

    static String time(Instant at) {
        return JSON_TIME.format(at);
    }

    /** As a query or a record shows it. */
    static @Nullable Object json(Field field, @Nullable Object value) {
        return switch (value) {
            case null -> field.type() == FieldType.BOOLEAN ? Boolean.FALSE : null;
            case BigDecimal number when field.type() == FieldType.INT -> number.longValue();
            case BigDecimal number -> shown(number);
            case LocalDate date -> date.toString();
            case Instant at -> time(at);
            default -> value;
        };
    }

    static String plain(Object value) {
        return value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : value.toString();
    }

    /** 1000 is shown as 1000.0. */
    static BigDecimal shown(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return bare.scale() < 1 ? bare.setScale(1, RoundingMode.UNNECESSARY) : bare;
    }

    /**
     * Reads text as a value of this type.
     *
     * @return empty when it is none
     */
    static Optional<Object> parse(Field field, String text) {
        try {
            return switch (field.type()) {
                case BOOLEAN ->
                        text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
                                ? Optional.of(text.equalsIgnoreCase("true"))
                                : Optional.empty();
                case INT -> Optional.of(new BigDecimal(new BigDecimal(text).toBigIntegerExact()));
                case DOUBLE, CURRENCY, PERCENT -> Optional.of(new BigDecimal(text));
                case DATE -> Optional.of(date(text));
                case DATETIME -> Optional.of(moment(text));
                case ID, REFERENCE, STRING, TEXTAREA, PICKLIST, MULTIPICKLIST, EMAIL, PHONE, URL ->
                        Optional.of(text);
            };
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        } catch (ArithmeticException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static LocalDate date(String text) {
        return text.length() > 10
                ? LocalDate.ofInstant(moment(text), ZoneOffset.UTC)
                : LocalDate.parse(text);
    }

    /** With an offset as +01:00, +0100 or Z; a date alone is its midnight. */
    static Instant moment(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        String colon = text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        return OffsetDateTime.parse(colon).toInstant();
    }
}
