package dev.tributary.payroll;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.YearMonth;

/** The push of one approved period to one payroll system. */
record PayoutRun(
        String environmentId,
        String id,
        String period,
        String integratedAccountId,
        String earningType,
        Status status,
        @Nullable String destination,
        @Nullable String reason,
        String createdBy,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant settledAt) {

    enum Status {
        /** Its lines stand; nothing has been sent. */
        PLANNED,
        /** Lines are on their way; it goes on by itself, also after a stop. */
        SENDING,
        /** Every line is confirmed or carried. */
        SENT,
        /** A line was rejected, is in conflict or could not be resolved: a person looks. */
        NEEDS_ATTENTION,
        /** The payroll was processed and holds what the ledger says. */
        SETTLED
    }

    YearMonth month() {
        return YearMonth.parse(period);
    }
}
