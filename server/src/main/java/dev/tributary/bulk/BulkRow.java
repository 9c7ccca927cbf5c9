package dev.tributary.bulk;

import dev.tributary.db.Jsonb;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * A record of a job, and what became of it.
 *
 * @param n its number in what was given, or in the order in which it was read
 * @param outcome null: nothing is known of it yet
 * @param record as we map it
 * @param remote as the provider gave it
 * @param error a problem document
 */
record BulkRow(
        int n,
        @Nullable Outcome outcome,
        @Nullable String recordId,
        @Nullable Jsonb record,
        @Nullable Jsonb remote,
        @Nullable Jsonb error) {

    /** {@code UNKNOWN}: it may or may not have been written. */
    enum Outcome {
        DONE,
        FAILED,
        UNKNOWN,
        NOT_SENT;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
