package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.bulk.BulkPart.State;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.call.BulkWrite;
import dev.tributary.call.BulkWrite.Part;
import dev.tributary.db.Jsonb;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Fetches what a provider says of the rows of a write: page by page, each in one transaction with
 * the place where the next one begins. A record of which nothing is said may have been written.
 */
final class FetchOutcomes {
    private final BulkWrite write;

    FetchOutcomes(BulkWrite write) {
        this.write = write;
    }

    BulkPart page(Turn turn, BulkPart part) {
        Part of = part.fetching() == null ? Part.SUCCEEDED : Part.valueOf(part.fetching());
        BulkWrite.Outcomes page;
        try {
            page =
                    write.outcomes(
                            AdvanceWrite.order(turn, part),
                            part.job(),
                            of,
                            AdvanceWrite.records(turn, part),
                            Turn.position(part),
                            turn.trace());
        } catch (Failure failure) {
            if (part.error() == null || failure.code().retryable()) {
                throw failure;
            }
            return end(turn, part); // a job that came to nothing need not have results
        }
        List<BulkRow> rows = new ArrayList<>(page.rows().size());
        page.rows().forEach(said -> rows.add(row(of, said)));
        BulkPart read = part.page(Turn.stored(page.next()), page.strangers());
        BulkPart next = page.next() == null ? further(read, of) : read;
        BulkPart saved = turn.save(next, handle -> turn.rows().settle(handle, turn.job(), rows));
        return page.next() == null && of == Part.UNPROCESSED ? end(turn, saved) : saved;
    }

    private static BulkPart further(BulkPart part, Part of) {
        return switch (of) {
            case SUCCEEDED -> part.fetching(Part.REFUSED.name(), part.error());
            case REFUSED -> part.fetching(Part.UNPROCESSED.name(), part.error());
            case UNPROCESSED -> part;
        };
    }

    private static BulkRow row(Part of, BulkWrite.Said said) {
        if (of == Part.UNPROCESSED) {
            Failure why =
                    new Failure(Code.CONFLICT, "the provider ended before it came to this record");
            return row(said, Outcome.NOT_SENT, why);
        }
        return row(said, said.why() == null ? Outcome.DONE : Outcome.FAILED, said.why());
    }

    private static BulkRow row(BulkWrite.Said said, Outcome outcome, @Nullable Failure why) {
        Jsonb error = why == null ? null : Turn.document(why);
        return new BulkRow(said.index(), outcome, said.id(), null, null, error);
    }

    private static BulkPart end(Turn turn, BulkPart part) {
        int silent = AdvanceWrite.records(turn, part).size();
        if (silent > 0) {
            return turn.end(
                    part,
                    State.UNKNOWN,
                    Outcome.UNKNOWN,
                    new Failure(
                            Code.WRITE_UNKNOWN,
                            part.error() == null
                                    ? "the provider says nothing of it; look at it there"
                                    : "%s; the provider says nothing of it"
                                            .formatted(part.error())));
        }
        State end = turn.job().cancel() ? State.CANCELED : State.FAILED;
        return turn.save(part.ended(part.error() == null ? State.DONE : end, null));
    }
}
