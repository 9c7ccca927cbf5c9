package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.YearMonth;

/**
 * A month of an environment's commissions.
 *
 * @param closedBy the API key that closed it
 * @param approvedBy the API key that approved it: another one
 */
public record Period(
        String period,
        Status status,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable Instant paidAt) {

    /** In this order, and never back. */
    public enum Status {
        /** Differences land in it. */
        OPEN,
        /** Nothing lands in it any more; its statements are being frozen. */
        CLOSING,
        /** Statements are frozen and the ledger is sealed up to here. */
        CLOSED,
        /** May be paid. */
        APPROVED,
        /** All of its payout runs are settled. */
        PAID
    }

    public YearMonth month() {
        return YearMonth.parse(period);
    }

    public boolean isFrozen() {
        return status.compareTo(Status.CLOSED) >= 0;
    }
}
