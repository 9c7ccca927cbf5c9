package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger transaction to be written: an amount that goes from one ledger account to another.
 *
 * @param origin the period that it stems from
 * @param period the period that it lands in
 * @param deal null when it is not about one
 * @param revision distinguishes transactions about the same thing
 * @param amount above zero: from {@code from} to {@code to}; below zero: the other way round
 * @param causes ids of the record events or other reasons
 * @param explanation JSON; null when the causes say it all
 */
record Posting(
        String id,
        Kind kind,
        String personId,
        YearMonth origin,
        YearMonth period,
        @Nullable DealRef deal,
        @Nullable String component,
        int revision,
        String currency,
        BigDecimal amount,
        LedgerAccount from,
        LedgerAccount to,
        LocalDate effectiveDate,
        List<String> causes,
        @Nullable String explanation) {

    Posting {
        causes = List.copyOf(causes);
        if (amount.signum() == 0) {
            throw new IllegalArgumentException("a posting of nothing: " + id);
        }
    }

    /** The id of the posting that brings a deal's component to a revision. */
    static String idOf(
            String environmentId,
            String personId,
            YearMonth origin,
            DealRef deal,
            String component,
            int revision) {
        return id(
                environmentId,
                personId,
                origin.toString(),
                deal.integratedAccountId(),
                deal.dealId(),
                component,
                Integer.toString(revision));
    }

    /** The id of a posting about a payout line: each step of one is taken once per revision. */
    static String idOf(String environmentId, String payoutLine, Kind kind, int revision) {
        return id(environmentId, payoutLine, kind.text(), Integer.toString(revision));
    }

    private static String id(String... parts) {
        return "tx_" + Sha256.of(List.of(parts)).substring(0, 40);
    }

    /** What makes two postings of the same id the same: everything but when they were written. */
    String inputHash() {
        List<String> parts = new ArrayList<>();
        parts.add(kind.text());
        parts.add(personId);
        parts.add(origin.toString());
        parts.add(period.toString());
        parts.add(deal == null ? "" : deal.key());
        parts.add(component == null ? "" : component);
        parts.add(Integer.toString(revision));
        parts.add(currency);
        parts.add(amount.toPlainString());
        parts.add(from.text());
        parts.add(to.text());
        parts.add(effectiveDate.toString());
        parts.addAll(causes);
        parts.add(explanation == null ? "" : explanation);
        return Sha256.of(parts);
    }
}
