package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/**
 * A job that the provider works off by itself: it is created, looked at until it is done, and what
 * it gave is fetched. Expressions and paths after {@code create} see {@code $job} and {@code
 * {job}}.
 */
public sealed interface Bulk {
    Steps steps();

    /**
     * What reads and writes have in common.
     *
     * @param job the provider's id of the job, out of the answer of {@code create}
     * @param every how often it is looked at
     * @param done whether the answer of {@code get} says that it is done
     * @param failed why it came to nothing, out of the same; null: it has no words for that
     * @param abort stops it; null: it cannot be stopped
     */
    record Steps(
            Request create,
            Expression job,
            Request poll,
            Duration every,
            Expression done,
            @Nullable Expression failed,
            @Nullable Request abort) {}

    /**
     * Reads many records.
     *
     * @param results the records, read like those of a list
     */
    record Read(Steps steps, Results results) implements Bulk {}

    /**
     * Writes many records. {@code create}, or {@code upload} after it, sends {@code $records} of
     * {@code {index, id, key, body}}.
     *
     * @param operations ours to the provider's word for it, {@code $operation}; absent means
     *     unsupported
     * @param find ids of jobs that {@code create} may have made, by {@code $key} and {@code
     *     $since}, when its reply was lost; null: the provider cannot be asked
     * @param upload sends the rows; null: {@code create} does
     * @param close lets the provider begin; before it nothing is written. Null: it begins by itself
     * @param open whether the answer of {@code get} says that the job still waits for rows or for
     *     {@code close}; null: it never does
     * @param succeeded rows that were written, and their ids
     * @param refused rows that were not, and why
     * @param unprocessed rows that the provider did not come to
     * @param max most rows of a job
     * @param clear how null is written in a cell
     */
    record Write(
            Steps steps,
            Map<String, String> operations,
            @Nullable Step find,
            @Nullable Request upload,
            @Nullable Request close,
            @Nullable Expression open,
            @Nullable Results succeeded,
            @Nullable Results refused,
            @Nullable Results unprocessed,
            int max,
            String clear)
            implements Bulk {
        public Write {
            operations = Map.copyOf(operations);
        }
    }

    /**
     * Something that a job gave.
     *
     * @param items where the rows are in the answer; null: the answer itself
     * @param row what a row of a write says: {@code {index, id, error: {message, is, fields}}}
     */
    record Results(
            Request request,
            @Nullable Expression items,
            @Nullable Paging paging,
            @Nullable Expression row) {}
}
