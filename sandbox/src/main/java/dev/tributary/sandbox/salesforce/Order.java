package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/** The order of values of one field. */
final class Order {
    private Order() {}

    /** Text is compared without case, ids with it. */
    static int compare(Field field, Object left, Object right) {
        return switch (left) {
            case BigDecimal number when right instanceof BigDecimal other ->
                    number.compareTo(other);
            case LocalDate date when right instanceof LocalDate other -> date.compareTo(other);
            case Instant at when right instanceof Instant other -> at.compareTo(other);
            case Boolean flag when right instanceof Boolean other -> flag.compareTo(other);
            default -> {
                String one = left.toString();
                String other = right.toString();
                yield field.type().id()
                        ? one.compareTo(other)
                        : one.toLowerCase(Locale.ROOT).compareTo(other.toLowerCase(Locale.ROOT));
            }
        };
    }

    static int compare(
            Field field,
            @Nullable Object left,
            @Nullable Object right,
            boolean descending,
            boolean nullsLast) {
        if (left == null || right == null) {
            if (left == right) {
                return 0;
            }
            return (left == null) == nullsLast ? 1 : -1;
        }
        int order = compare(field, left, right);
        return descending ? -order : order;
    }
}
