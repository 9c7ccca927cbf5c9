package dev.tributary.commission;

import java.math.BigDecimal;
import java.time.YearMonth;

/** What is booked for a deal and a component; the revision counts the changes. */
record Booked(
        String personId,
        String originPeriod,
        String integratedAccountId,
        String dealId,
        String component,
        String currency,
        BigDecimal amount,
        int revision) {

    /** A line of a group: what at most one amount is booked for. */
    record Line(DealRef deal, String component) {}

    Line line() {
        return new Line(new DealRef(integratedAccountId, dealId), component);
    }

    Group group(String planId) {
        return new Group(planId, personId, YearMonth.parse(originPeriod));
    }
}
