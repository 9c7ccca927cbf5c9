package dev.tributary.dialect;

import java.util.Locale;
import java.util.Optional;

/** How a filter compares. */
public enum Operator {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    CONTAINS;

    /** As written in query strings, in connectors and in what their expressions see. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Operator> of(String text) {
        for (Operator operator : values()) {
            if (operator.text().equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
