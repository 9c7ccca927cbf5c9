package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

import java.time.YearMonth;

/**
 * How far an environment's money is.
 *
 * @param readTo the last record event that was turned into money
 * @param numberedTo the last ledger transaction's number
 * @param closedTo the last period that is not open any more; all before it are closed too
 */
record Head(String environmentId, long readTo, long numberedTo, @Nullable String closedTo) {
    boolean isOpen(YearMonth period) {
        return closedTo == null || period.isAfter(YearMonth.parse(closedTo));
    }

    /** Where a difference of a period is booked: there, or in the earliest open one. */
    YearMonth landing(YearMonth origin) {
        return closedTo == null || isOpen(origin)
                ? origin
                : YearMonth.parse(closedTo).plusMonths(1);
    }
}
