package dev.tributary.commission;

import dev.tributary.commission.SealStore.Seal;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger's hash chain: each seal covers a range of transactions and the seal before it, so that
 * nothing can be changed, left out or put in between without showing. Made in batches, apart from
 * the bookings.
 */
final class SealLedger {
    private static final int BATCH_MAX = 5_000;
    private static final int BATCH_DUE = 1_000;
    private static final String GENESIS = "";

    private final SealStore seals;
    private final Clock clock;

    SealLedger(SealStore seals, Clock clock) {
        this.seals = seals;
        this.clock = clock;
    }

    /** Seals if enough has come together; the caller holds the head. */
    void sealIfDue(Handle handle, Head head) {
        long sealed = seals.last(handle, head.environmentId()).map(Seal::lastNumber).orElse(0L);
        if (head.numberedTo() - sealed >= BATCH_DUE) {
            seal(handle, head, null);
        }
    }

    /** Seals all that is written, and names the period whose close that is; holds the head. */
    void seal(Handle handle, Head head, @Nullable String checkpoint) {
        String environmentId = head.environmentId();
        Optional<Seal> last = seals.last(handle, environmentId);
        String previous = last.map(Seal::hash).orElse(GENESIS);
        long first = last.map(seal -> seal.lastNumber() + 1).orElse(1L);
        while (first <= head.numberedTo()) {
            long to = Math.min(head.numberedTo(), first + BATCH_MAX - 1);
            String hash = hash(handle, environmentId, previous, first, to);
            boolean end = to == head.numberedTo();
            seals.insert(
                    handle,
                    environmentId,
                    new Seal(first, to, previous, hash, end ? checkpoint : null),
                    clock.instant());
            previous = hash;
            first = to + 1;
        }
    }

    /** The last number that is sealed, when the whole chain holds; empty when it is broken. */
    Optional<Long> verify(Handle handle, String environmentId) {
        String previous = GENESIS;
        long next = 1;
        for (Seal seal : seals.all(handle, environmentId)) {
            boolean holds =
                    seal.previousHash().equals(previous)
                            && seal.firstNumber() == next
                            && seal.hash()
                                    .equals(
                                            hash(
                                                    handle,
                                                    environmentId,
                                                    previous,
                                                    next,
                                                    seal.lastNumber()));
            if (!holds) {
                return Optional.empty();
            }
            previous = seal.hash();
            next = seal.lastNumber() + 1;
        }
        return Optional.of(next - 1);
    }

    private String hash(
            Handle handle, String environmentId, String previous, long first, long last) {
        List<String> parts = new ArrayList<>();
        parts.add(previous);
        parts.addAll(seals.hashes(handle, environmentId, first, last));
        return Sha256.of(parts);
    }
}
