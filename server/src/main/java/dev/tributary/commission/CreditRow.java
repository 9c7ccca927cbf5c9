package dev.tributary.commission;

import dev.tributary.plan.Credit;
import dev.tributary.plan.Plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** One person's credit for one deal under one plan. */
record CreditRow(
        String planId,
        String integratedAccountId,
        String dealId,
        String name,
        String personId,
        String period,
        LocalDate date,
        BigDecimal percent,
        BigDecimal amount,
        List<String> orderKeys) {

    DealRef ref() {
        return new DealRef(integratedAccountId, dealId);
    }

    Group group() {
        return new Group(planId, personId, YearMonth.parse(period));
    }

    Credit credit() {
        return new Credit(ref().key(), name, percent, amount, orderKeys);
    }

    /** Equal where it matters to money: an amount's scale does not. */
    boolean same(CreditRow other) {
        return ref().equals(other.ref())
                && name.equals(other.name)
                && group().equals(other.group())
                && date.equals(other.date)
                && percent.compareTo(other.percent) == 0
                && amount.compareTo(other.amount) == 0
                && orderKeys.equals(other.orderKeys);
    }

    static CreditRow of(String planId, String personId, LocalDate date, Credit credit) {
        DealRef ref = DealRef.ofKey(credit.deal());
        return new CreditRow(
                planId,
                ref.integratedAccountId(),
                ref.dealId(),
                credit.name(),
                personId,
                Plan.periodOf(date).toString(),
                date,
                credit.percent(),
                credit.amount(),
                credit.orderKeys());
    }
}
