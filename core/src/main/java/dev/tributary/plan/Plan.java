package dev.tributary.plan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One version of a comp plan: what counts, for whom, and what it pays. A version is in force from
 * the first day of a month in the plan's time zone, so that a period has exactly one.
 *
 * <p>Late changes to a closed period always land in the earliest open one; a document may say so,
 * nothing else is offered.
 *
 * @param credits by name, in the document's order; a credit may build on one before it
 * @param components by name, in the document's order
 */
public record Plan(
        String name,
        Currency currency,
        ZoneId timeZone,
        LocalDate effectiveFrom,
        Measure measure,
        SequencedMap<String, CreditRule> credits,
        Quotas quotas,
        SequencedMap<String, Component> components) {

    public Plan {
        credits = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(credits));
        components = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(components));
        for (Map.Entry<String, Component> component : components.entrySet()) {
            if (!credits.containsKey(component.getValue().credit())) {
                throw new IllegalArgumentException(
                        "component %s pays on an unknown credit".formatted(component.getKey()));
            }
        }
    }

    /** The period that a business date falls in. */
    public static YearMonth periodOf(LocalDate date) {
        return YearMonth.from(date);
    }

    /** The business date of an instant, in the plan's time zone. */
    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, timeZone);
    }

    /** The currency's smallest unit as a number of decimals: what earnings are rounded to. */
    public int decimals() {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** Whether a component pays on a credit that somebody gets for another person's deal. */
    public boolean isOverlay(String component) {
        Component paying = components.get(component);
        return paying != null && credits.get(paying.credit()) instanceof CreditRule.ManagerOf;
    }

    /** A percentage of an amount, exact. */
    static BigDecimal percentOf(BigDecimal amount, BigDecimal percent) {
        return amount.multiply(percent).movePointLeft(2);
    }
}
