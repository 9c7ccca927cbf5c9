package dev.tributary.plan;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a component pays one person for one deal, in the plan's currency, and why.
 *
 * @param amount the explanation's rounded amount
 */
public record Earning(String deal, String component, BigDecimal amount, Explanation explanation) {

    /**
     * How an earning came to be; anybody can redo it with a pencil.
     *
     * @param credit the name of the credit that was paid on
     * @param percent of the deal's amount
     * @param credited the credit's amount
     * @param runningBefore the person's credits of that name before this deal in its period
     * @param quota null when the component does not look at it
     * @param exact the sum of the slices
     * @param rounded {@code exact}, rounded half-even to the currency's unit, once
     */
    public record Explanation(
            String credit,
            BigDecimal percent,
            BigDecimal credited,
            BigDecimal runningBefore,
            @Nullable BigDecimal quota,
            List<Slice> slices,
            BigDecimal exact,
            BigDecimal rounded) {

        public Explanation {
            slices = List.copyOf(slices);
        }
    }

    /** A stretch of the running credit at one rate; it runs backwards for a negative credit. */
    public record Slice(BigDecimal from, BigDecimal to, BigDecimal rate, BigDecimal amount) {}
}
