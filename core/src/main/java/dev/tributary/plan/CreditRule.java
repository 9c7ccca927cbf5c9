package dev.tributary.plan;

import dev.tributary.mapping.Expression;

import java.math.BigDecimal;

/** Who gets credit for a deal, and for how much of it in per cent. */
public sealed interface CreditRule {
    BigDecimal percent();

    /** {@code person:} the person whom the record names, by the id of a user of its system. */
    record Named(Expression person, BigDecimal percent) implements CreditRule {}

    /** {@code manager_of:} the manager, on the deal's date, of whoever gets another credit. */
    record ManagerOf(String credit, BigDecimal percent) implements CreditRule {}
}
