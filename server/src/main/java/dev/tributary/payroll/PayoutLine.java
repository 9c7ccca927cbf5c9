package dev.tributary.payroll;

import dev.tributary.commission.PayrollFeed;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;

/**
 * One (run, person, earning type, currency).
 *
 * @param seen what stood in the cell before our amount
 * @param wanted what the cell holds with our amount in it
 * @param attempts sends so far
 * @param failures in a row
 * @param doubtful an earlier send may have been written although nobody said so
 * @param cycle counts how often it went out: one more after it was returned
 */
record PayoutLine(
        String environmentId,
        String id,
        String runId,
        String period,
        String personId,
        String personName,
        String employeeId,
        String earningType,
        String currency,
        BigDecimal amount,
        Status status,
        @Nullable String reason,
        @Nullable String destination,
        @Nullable BigDecimal seen,
        @Nullable String version,
        @Nullable BigDecimal wanted,
        int attempts,
        int failures,
        boolean doubtful,
        boolean refused,
        boolean closed,
        int rowsMax,
        int unknowns,
        int conflicts,
        int cycle,
        Instant nextAt,
        @Nullable Instant paidAt) {

    enum Status {
        /** Not sent, or certainly not written. */
        PLANNED,
        /** What was seen and is wanted is stored; the send is under way, or was when we stopped. */
        SENDING,
        /** The provider holds our amount. */
        CONFIRMED,
        /** The provider will not take it. */
        REJECTED,
        /** It may or may not be written: to be read back. */
        UNKNOWN,
        /** The cell holds neither what was seen nor what is wanted: a person looks. */
        CONFLICT,
        /** Below zero: carried to the next run. */
        RECEIVABLE;

        /** Whether there is more to do without a person. */
        boolean isOpen() {
            return this == PLANNED || this == SENDING || this == UNKNOWN;
        }
    }

    /** The cell's row. */
    Map<String, ?> row() {
        return Map.of(
                "employee",
                Map.of("id", employeeId),
                "earning_type",
                earningType,
                "currency",
                currency);
    }

    /** As the ledger sees it. */
    PayrollFeed.Line ledgerLine() {
        return new PayrollFeed.Line(
                environmentId, id, cycle, personId, YearMonth.parse(period), currency, amount);
    }
}
