package dev.tributary.sandbox.demo;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** US dollars as exact decimals and as text. */
final class Money {
    static final BigDecimal ZERO = new BigDecimal("0.00");

    private Money() {}

    /** With cents, for what people are paid; what is finer than a cent stays visible. */
    static String text(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2, RoundingMode.UNNECESSARY) : plain)
                .toPlainString();
    }

    /** As written in the data set, for what deals are worth. */
    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    /** An amount of an answer; an absent one is zero. */
    static BigDecimal of(JsonNode amount) {
        return amount.isMissingNode() || amount.isNull() ? ZERO : new BigDecimal(amount.asString());
    }

    static boolean same(BigDecimal left, BigDecimal right) {
        return left.compareTo(right) == 0;
    }

    static <T> Collector<T, ?, BigDecimal> sum(Function<T, BigDecimal> amount) {
        return Collectors.reducing(ZERO, amount, BigDecimal::add);
    }
}
