package dev.tributary.call;

import dev.tributary.Failure;

import org.jspecify.annotations.Nullable;

/**
 * What became of one record of a batch write.
 *
 * @param index of the record in what was asked
 * @param id of the record at the provider, once there is one
 * @param record as it stands after the write, where the provider's batches let us read it
 * @param why it was not done, or may not have been
 */
public record Written(
        int index,
        Outcome outcome,
        @Nullable String id,
        @Nullable Fetched record,
        @Nullable Failure why) {

    /** {@code UNKNOWN}: the reply was lost; {@code NOT_SENT}: an earlier part stopped the batch. */
    public enum Outcome {
        DONE,
        FAILED,
        UNKNOWN,
        NOT_SENT
    }
}
