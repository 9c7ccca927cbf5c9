package dev.tributary.bulk;

import dev.tributary.db.Jsonb;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * What one job of the provider's does of ours.
 *
 * @param variant which of several objects of the provider's it is about; null: there is one
 * @param upstreamJob the provider's id of it
 * @param creatingSince when its creation was begun, the last time
 * @param lostCreates how often a job may have been made of which we never heard
 * @param lookedAt when the provider was last asked how it is doing
 * @param fetching what of its results is fetched now
 * @param position where the next page of them begins; null: the first
 * @param strangers rows of the results that are about no record of ours
 */
record BulkPart(
        int n,
        @Nullable String variant,
        State state,
        @Nullable String upstreamJob,
        @Nullable Instant creatingSince,
        int lostCreates,
        @Nullable Instant lookedAt,
        @Nullable String fetching,
        @Nullable Jsonb position,
        int pages,
        int strangers,
        @Nullable String error) {

    /**
     * In this order. {@code CREATING}, {@code UPLOADING} and {@code CLOSING} are written down
     * before the step is taken: whoever finds them does not know whether it was.
     */
    enum State {
        PLANNED,
        CREATING,
        CREATED,
        UPLOADING,
        UPLOADED,
        CLOSING,
        WAITING,
        FETCHING,
        DONE,
        FAILED,
        CANCELED,
        UNKNOWN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean ended() {
            return ordinal() >= DONE.ordinal();
        }
    }

    /** The provider's id, once there is one. */
    String job() {
        if (upstreamJob == null) {
            throw new IllegalStateException("part " + n + " has no job of the provider's");
        }
        return upstreamJob;
    }

    /** As it was before anything was done, but for what is given. */
    private BulkPart anew(
            State state,
            @Nullable String upstreamJob,
            @Nullable Instant creatingSince,
            int lostCreates,
            @Nullable Instant lookedAt) {
        return new BulkPart(
                n,
                variant,
                state,
                upstreamJob,
                creatingSince,
                lostCreates,
                lookedAt,
                null,
                null,
                0,
                0,
                null);
    }

    /** The same job further on. */
    private BulkPart with(
            State state,
            @Nullable Instant lookedAt,
            @Nullable String fetching,
            @Nullable Jsonb position,
            int pages,
            int strangers,
            @Nullable String error) {
        return new BulkPart(
                n,
                variant,
                state,
                upstreamJob,
                creatingSince,
                lostCreates,
                lookedAt,
                fetching,
                position,
                pages,
                strangers,
                error);
    }

    BulkPart creating(Instant now) {
        return anew(State.CREATING, null, now, lostCreates, null);
    }

    /** A job may have been made without our hearing of it: another one is. */
    BulkPart again() {
        return anew(State.PLANNED, null, null, lostCreates + 1, null);
    }

    BulkPart made(State next, String job, Instant now) {
        return anew(next, job, creatingSince, lostCreates, now);
    }

    BulkPart to(State next) {
        return with(next, lookedAt, fetching, position, pages, strangers, error);
    }

    BulkPart waiting(Instant now) {
        return looked(now).to(State.WAITING);
    }

    BulkPart looked(Instant now) {
        return with(state, now, fetching, position, pages, strangers, error);
    }

    /** From here on its results are fetched; {@code why} the job came to nothing, if it did. */
    BulkPart fetching(String what, @Nullable String why) {
        return with(State.FETCHING, lookedAt, what, null, pages, strangers, why);
    }

    /** One page further. */
    BulkPart page(@Nullable Jsonb next, int moreStrangers) {
        return with(state, lookedAt, fetching, next, pages + 1, strangers + moreStrangers, error);
    }

    BulkPart ended(State end, @Nullable String why) {
        return with(end, lookedAt, fetching, position, pages, strangers, why == null ? error : why);
    }
}
