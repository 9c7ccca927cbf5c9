package dev.tributary.sync;

import dev.tributary.event.AccountResource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One walk over some resources of an integrated account.
 *
 * @param since for a reconciliation: what changed from here on; null: since the last one
 * @param parts in the order in which they are walked
 */
record SyncRun(
        String id,
        String environmentId,
        String integratedAccountId,
        Kind kind,
        String status,
        @Nullable Instant since,
        int attempts,
        @Nullable String errorCode,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String claim,
        List<Part> parts) {

    enum Kind {
        INITIAL_LOAD,
        RECONCILE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One resource of a run.
     *
     * @param since where its window begins; null: everything, or not begun
     * @param walkedAt when its walk began; what changes later is not this run's
     * @param cursor the next page; null: the first
     * @param changed records filled in, or found new or different
     */
    record Part(
            int n,
            String model,
            String resource,
            @Nullable Instant since,
            @Nullable Instant walkedAt,
            @Nullable String cursor,
            long pages,
            long records,
            long changed,
            boolean walked) {
        String path() {
            return model + "/" + resource;
        }
    }

    AccountResource of(Part part) {
        return new AccountResource(environmentId, integratedAccountId, part.model, part.resource);
    }
}
