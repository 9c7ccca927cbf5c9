package dev.tributary.commission;

import java.util.Locale;

/** What a ledger transaction is about. */
public enum Kind {
    /** Earned, or a change to it, while its period is open. */
    EARNING,
    /** Less than was earned in a period that is closed. */
    CLAWBACK,
    /** More than was earned in a period that is closed. */
    CORRECTION,
    /** What a person owes after a payout run: it waits for the next one. */
    RECEIVABLE_CARRIED,
    /** What a person owed and this payout run keeps back. */
    RECEIVABLE_NETTED,
    /** A payout line that the provider has confirmed. */
    PAYOUT_SENT,
    /** A payout line whose payroll has been processed. */
    PAYOUT_PAID,
    /** A payout line that was taken out of a payroll before it was processed. */
    PAYOUT_RETURNED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
