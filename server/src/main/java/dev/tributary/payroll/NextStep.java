package dev.tributary.payroll;

import dev.tributary.call.CompareAndSet.Cell;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** What to do with a line, now that its cell has been read. The heart of never paying twice. */
sealed interface NextStep {
    /** Our amount stands in the cell: a lost reply was good news. */
    record Confirm() implements NextStep {}

    /** Send, from what was seen to what is wanted, if the version still stands. */
    record Send(BigDecimal seen, @Nullable String version, BigDecimal wanted, boolean doubtful)
            implements NextStep {}

    /** The provider will never take it, and has not. */
    record Reject(String reason) implements NextStep {}

    /** It was not written, and this destination takes no more. */
    record Elsewhere() implements NextStep {}

    /** Neither what was seen nor what is wanted: only a person can tell. */
    record Conflict(String reason) implements NextStep {}

    /**
     * What is to be done with an open line whose cell holds this.
     *
     * <p>A line that was certainly never written starts from what the cell holds now. Once a send
     * may have been written, seen and wanted stay what they were until the cell shows one of them:
     * a write that was delayed can still arrive, so its being refused later proves nothing.
     *
     * @param processed whether the destination takes no more writes, so that the cell is final
     */
    static NextStep of(PayoutLine line, Cell cell, boolean processed) {
        BigDecimal now = cell.seen() == null ? BigDecimal.ZERO : cell.seen();
        BigDecimal seen = line.seen();
        BigDecimal wanted = line.wanted();
        if (line.status() == PayoutLine.Status.PLANNED || seen == null || wanted == null) {
            if (processed) {
                return new Elsewhere();
            }
            return cell.refused() != null
                    ? new Reject(cell.refused())
                    : new Send(now, cell.version(), now.add(line.amount()), false);
        }
        if (now.compareTo(wanted) == 0) {
            return new Confirm();
        }
        if (now.compareTo(seen) != 0) {
            return new Conflict(
                    "the cell holds %s: neither %s, which was seen, nor %s, which is wanted"
                            .formatted(
                                    now.toPlainString(),
                                    seen.toPlainString(),
                                    wanted.toPlainString()));
        }
        if (processed) {
            return new Reject("the payroll was processed without it");
        }
        return cell.refused() != null
                ? new Conflict(cell.refused() + "; an earlier send may still arrive")
                : new Send(seen, cell.version(), wanted, true);
    }
}
