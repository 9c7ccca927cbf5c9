package dev.tributary.payroll;

import dev.tributary.payroll.PayoutLine.Status;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What was learnt about a line.
 *
 * @param refused the last send was refused for its version
 * @param closed the last send found the destination closed, and wrote nothing
 * @param lost one more send whose outcome nobody told
 * @param rowsMax rows of the next send
 * @param failures in a row
 */
record News(
        Status status,
        @Nullable String reason,
        boolean refused,
        boolean closed,
        boolean lost,
        int rowsMax,
        int failures,
        Instant nextAt) {

    /** The line is as it was, but for its status; it goes on at once. */
    static News of(PayoutLine line, Status status, @Nullable String reason, Instant now) {
        return new News(status, reason, false, false, false, line.rowsMax(), 0, now);
    }

    News afterRefusal() {
        return new News(status, reason, true, closed, lost, rowsMax, failures, nextAt);
    }

    News atClosed() {
        return new News(status, reason, refused, true, lost, rowsMax, failures, nextAt);
    }

    News whenLost(boolean lost) {
        return new News(status, reason, refused, closed, lost, rowsMax, failures, nextAt);
    }

    News among(int rows) {
        return new News(status, reason, refused, closed, lost, rows, failures, nextAt);
    }

    News waiting(int failures, Instant nextAt) {
        return new News(status, reason, refused, closed, lost, rowsMax, failures, nextAt);
    }
}
