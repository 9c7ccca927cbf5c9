package dev.tributary.plan;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Exact decimals out of untyped trees. A binary number is refused: it has lost digits already. */
final class Decimals {
    /** More digits than any amount of money has: beyond it a decimal is a mistake or an attack. */
    private static final int DIGITS_MAX = 30;

    private Decimals() {}

    /** Empty for what is no exact decimal. */
    static Optional<BigDecimal> of(@Nullable Object value) {
        return switch (value) {
            case BigDecimal given -> reasonable(given);
            case BigInteger given -> reasonable(new BigDecimal(given));
            case Integer given -> Optional.of(BigDecimal.valueOf(given));
            case Long given -> Optional.of(BigDecimal.valueOf(given));
            case String text -> parse(text.strip());
            case null, default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> parse(String text) {
        if (text.length() > 2 * DIGITS_MAX) {
            return Optional.empty();
        }
        try {
            return reasonable(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> reasonable(BigDecimal decimal) {
        boolean few = decimal.precision() <= DIGITS_MAX;
        boolean near = Math.abs((long) decimal.scale()) <= DIGITS_MAX;
        return few && near ? Optional.of(decimal) : Optional.empty();
    }
}
