package dev.tributary.plan;

import java.math.BigDecimal;
import java.util.List;

/**
 * The part of a deal that counts for one person under one name.
 *
 * @param deal the deal's key; a person has at most one credit of a name for a deal
 * @param name of the plan's credit
 * @param percent of the deal's amount
 * @param amount the credit itself: what tiers run over and rates apply to
 * @param orderKeys the deal's
 */
public record Credit(
        String deal, String name, BigDecimal percent, BigDecimal amount, List<String> orderKeys) {

    public Credit {
        orderKeys = List.copyOf(orderKeys);
    }
}
