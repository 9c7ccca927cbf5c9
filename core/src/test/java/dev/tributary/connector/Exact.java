package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees in one form, so that equal numbers are equal whatever class they have. */
final class Exact {
    private Exact() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            case List<?> list -> {
                List<@Nullable Object> exact = new ArrayList<>();
                list.forEach(item -> exact.add(of(item)));
                yield exact;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> exact = new LinkedHashMap<>();
                map.forEach((key, member) -> exact.put(key.toString(), of(member)));
                yield exact;
            }
            case null, default -> value;
        };
    }

    /** As a query string shows it. */
    static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    static List<?> list(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list;
            default -> List.of(value);
        };
    }
}
