package dev.tributary.payroll;

import dev.tributary.call.CompareAndSet.Cell;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.call.CompareAndSet.Write;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cells of one payroll system that amounts are written to: each is replaced as a whole, and
 * only if nobody else did in between. A row is {@code {employee: {id}, earning_type, currency}}.
 * Every method throws {@code Failure} when it is certain that nothing was sent or read.
 */
interface PayrollCells {
    /** Where the cells of an integrated account are. */
    interface Of {
        PayrollCells of(String environmentId, String integratedAccountId);
    }

    /** Most rows of one {@link #observe} or {@link #send}. */
    int rowsMax();

    /** The open destination; empty when there is none. */
    Optional<String> findDestination();

    /**
     * What cells hold.
     *
     * @param processed whether that is final
     * @param cells in the order of the rows
     */
    record Held(boolean processed, List<Cell> cells) {
        public Held {
            cells = List.copyOf(cells);
        }
    }

    /** The cells with all that a send needs; when the destination has been processed, as held. */
    Held observe(String destination, List<Map<String, ?>> rows);

    /** The cells as they stand, before and after the destination has been processed. */
    Held held(String destination, List<Map<String, ?>> rows);

    /** One upstream call: what became of it is true of all its rows. */
    Outcome send(String destination, List<Write> writes);
}
