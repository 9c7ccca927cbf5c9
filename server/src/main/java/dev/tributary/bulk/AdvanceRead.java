package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.bulk.BulkPart.State;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.call.BulkProgress;
import dev.tributary.call.BulkRead;
import dev.tributary.db.Jsonb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The course of a read. It changes nothing at the provider, so whenever it is not known whether a
 * job was made, another one is. Each page of its results is one transaction with the place where
 * the next one begins.
 */
final class AdvanceRead implements Advance {
    private static final int ROWS_MAX = 1_000_000;
    private static final String RESULTS = "results";

    private final BulkRead read;

    AdvanceRead(BulkRead read) {
        this.read = read;
    }

    @Override
    public Duration every(Turn turn, BulkPart part) {
        return read.every(turn.target(part));
    }

    @Override
    public BulkPart step(Turn turn, BulkPart part) {
        if (turn.job().cancel()) {
            return cancel(turn, part);
        }
        return switch (part.state()) {
            case PLANNED -> begin(turn, part);
            case CREATING -> turn.save(part.again());
            case WAITING -> look(turn, part);
            case FETCHING -> page(turn, part);
            case CREATED, UPLOADING, UPLOADED, CLOSING ->
                    throw new IllegalStateException("a read is never " + part.state().text());
            case DONE, FAILED, CANCELED, UNKNOWN -> part;
        };
    }

    private BulkPart begin(Turn turn, BulkPart planned) {
        BulkPart part = turn.save(planned.creating(turn.now()));
        String job = read.begin(turn.target(part), turn.job().query(), turn.trace());
        return turn.save(part.made(State.WAITING, job, turn.now()));
    }

    private BulkPart look(Turn turn, BulkPart part) {
        if (!turn.due(part, every(turn, part))) {
            return part;
        }
        BulkProgress progress = read.look(turn.target(part), part.job(), turn.trace());
        BulkPart looked = part.looked(turn.now());
        if (progress.failed() != null) {
            return giveUp(
                    turn, looked, new Failure(Code.UPSTREAM_ERROR, said(turn, part, progress)));
        }
        if (progress.done()) {
            return turn.save(looked.fetching(RESULTS, null));
        }
        turn.looked(looked);
        return looked;
    }

    private static String said(Turn turn, BulkPart part, BulkProgress progress) {
        return "%s gave the job up: %s"
                .formatted(turn.target(part).connector().title(), progress.failed());
    }

    private BulkPart page(Turn turn, BulkPart part) {
        BulkRead.Rows page =
                read.results(
                        turn.target(part),
                        turn.job().query(),
                        part.job(),
                        Turn.position(part),
                        turn.trace());
        List<BulkRow> rows = new ArrayList<>(page.rows().size());
        page.rows().forEach(row -> rows.add(stored(turn, row)));
        BulkPart read = part.page(Turn.stored(page.next()), 0);
        BulkPart next = page.next() == null ? read.ended(State.DONE, null) : read;
        return turn.save(
                next,
                handle -> {
                    int from = turn.rows().next(handle, turn.job());
                    if (from + rows.size() > ROWS_MAX) {
                        throw new Failure(
                                Code.UPSTREAM_INVALID,
                                "there are more than %d records; narrow the read by filters"
                                        .formatted(ROWS_MAX));
                    }
                    turn.rows().append(handle, turn.job(), part.n(), from, rows);
                });
    }

    private static BulkRow stored(Turn turn, BulkRead.Row row) {
        if (row.record() == null) {
            Failure why = row.why() == null ? new Failure(Code.INTERNAL, "no record") : row.why();
            return new BulkRow(0, Outcome.FAILED, null, null, null, Turn.document(why));
        }
        return new BulkRow(
                0,
                Outcome.DONE,
                row.record().id(),
                new Jsonb(Json.text(row.record().data())),
                turn.job().remote() ? new Jsonb(Json.text(row.record().remote())) : null,
                null);
    }

    private BulkPart cancel(Turn turn, BulkPart part) {
        boolean underWay = part.state() == State.WAITING && read.aborts(turn.target(part));
        if (underWay) {
            try {
                read.abort(turn.target(part), part.job(), turn.trace());
            } catch (Failure over) {
                if (over.code().retryable()) {
                    throw over;
                }
                // there is nothing left to stop
            }
        }
        return turn.save(part.ended(State.CANCELED, null));
    }

    @Override
    public BulkPart giveUp(Turn turn, BulkPart part, Failure why) {
        return turn.save(part.ended(State.FAILED, why.getMessage()));
    }
}
