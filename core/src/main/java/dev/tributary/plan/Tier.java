package dev.tributary.plan;

import java.math.BigDecimal;

/** One step of a rate table: the rate of every unit from the tier below up to its end. */
public record Tier(End upTo, BigDecimal rate) {
    /** Where a tier ends: {@code "125%"} of the quota, {@code "100000"} units, or nowhere. */
    public sealed interface End {
        record OfQuota(BigDecimal percent) implements End {}

        record Amount(BigDecimal amount) implements End {}

        record Open() implements End {}
    }
}
