package dev.tributary.event;

import dev.tributary.Json;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A provider says that a record may have changed. Nothing else of it is believed.
 *
 * @param account the value that names the integrated account; empty when the address did
 * @param property what changed, and to what; empty when the provider does not say
 */
record Hint(
        String account,
        String model,
        String resource,
        String id,
        String property,
        String value,
        @Nullable Instant occurredAt) {
    private static final int ID_MAX = 500;

    /**
     * Reads what a connector's {@code events} gave for one inbound event: a list, one hint, or
     * none.
     *
     * @throws MappingException naming the hint that is not one
     */
    static List<Hint> readAll(@Nullable Object result) {
        List<Hint> hints = new ArrayList<>();
        switch (result) {
            case null -> {}
            case List<?> list -> {
                for (Object each : list) {
                    hints.add(read(each, hints.size()));
                }
            }
            default -> hints.add(read(result, 0));
        }
        return hints;
    }

    private static Hint read(@Nullable Object item, int index) {
        if (!(item instanceof Map<?, ?> hint)) {
            throw new MappingException("hint %d is not an object".formatted(index));
        }
        return new Hint(
                text(hint.get("account")),
                required(hint, "model", index),
                required(hint, "resource", index),
                required(hint, "id", index),
                text(hint.get("property")),
                text(hint.get("value")),
                time(hint.get("occurred_at"), index));
    }

    private static String required(Map<?, ?> hint, String name, int index) {
        String text = text(hint.get(name));
        if (text.isEmpty() || text.length() > ID_MAX || text.indexOf('\0') >= 0) {
            throw new MappingException("hint %d has no usable %s".formatted(index, name));
        }
        return text;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Number number -> plain(new BigDecimal(number.toString()));
            default -> Json.text(value);
        };
    }

    // An id like 1e3 is 1000; one like 1e999999999 must not become a gigabyte.
    private static String plain(BigDecimal number) {
        return Math.abs(number.scale()) > ID_MAX ? number.toString() : number.toPlainString();
    }

    private static @Nullable Instant time(@Nullable Object millis, int index) {
        if (millis == null) {
            return null;
        }
        try {
            Instant time = Instant.ofEpochMilli(new BigDecimal(millis.toString()).longValueExact());
            if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.ofEpochSecond(1L << 36))) {
                return time;
            }
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            // answered below
        }
        throw new MappingException(
                "hint %d: occurred_at is '%s', not epoch milliseconds".formatted(index, millis));
    }
}
