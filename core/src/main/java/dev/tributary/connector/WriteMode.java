package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** How a write of money stays single. */
public sealed interface WriteMode {
    /**
     * Read the cell and its version, then replace it only if nobody else did.
     *
     * <p>Expressions see the steps' results by name, {@code $account} (account variables), {@code
     * $destination}, {@code $rows} and, where they are about one row, {@code $row}. Paths see
     * {@code {destination}} and the account's variables.
     *
     * @param find steps that look for the open destination, such as the next unprocessed payroll
     * @param destination its id out of {@code find}; null result: none is open
     * @param read steps that read the cells of {@code $rows} in {@code $destination}
     * @param current decimal text of {@code $row}'s present amount; null: an empty cell
     * @param version the version text of {@code $row}
     * @param refused why {@code $row} cannot be written at all; null: it can
     * @param send writes up to {@code max} rows; each of {@code $rows} is {@code {row, version,
     *     wanted}}
     * @param confirm steps that read {@code $destination} again, also when it has been processed;
     *     {@code current} is evaluated on their results too, so they bind the names that it reads
     * @param processed whether it has been processed, out of {@code confirm}
     * @param refuseNegative amounts below zero are never sent
     */
    record CompareAndSet(
            List<Step> find,
            Expression destination,
            List<Step> read,
            Expression current,
            Expression version,
            @Nullable Expression refused,
            Request send,
            int max,
            List<Step> confirm,
            Expression processed,
            boolean refuseNegative)
            implements WriteMode {}
}
