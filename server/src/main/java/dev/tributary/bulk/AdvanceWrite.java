package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.bulk.BulkPart.State;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.call.BulkProgress;
import dev.tributary.call.BulkWrite;
import dev.tributary.call.WriteOutcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The course of a write, in which no record may be written twice. Each step that cannot be taken
 * back is written down before it is taken; when it is not known whether it was, the provider is
 * asked, and where it cannot be, a person must look. A job that the provider begins only when it is
 * closed has written nothing before that.
 */
final class AdvanceWrite implements Advance {
    /** A job that was just made may not be in the provider's list yet. */
    private static final Duration SETTLE = Duration.ofMinutes(1);

    private final BulkWrite write;
    private final FetchOutcomes fetch;

    AdvanceWrite(BulkWrite write) {
        this.write = write;
        this.fetch = new FetchOutcomes(write);
    }

    static BulkWrite.Order order(Turn turn, BulkPart part) {
        return new BulkWrite.Order(
                turn.target(part), turn.job().operation().text(), turn.job().match());
    }

    private BulkWrite.Terms terms(Turn turn, BulkPart part) {
        return write.terms(order(turn, part));
    }

    @Override
    public Duration every(Turn turn, BulkPart part) {
        return terms(turn, part).every();
    }

    @Override
    public BulkPart step(Turn turn, BulkPart part) {
        return switch (part.state()) {
            case PLANNED -> turn.job().cancel() ? canceled(turn, part) : begin(turn, part);
            case CREATING -> wasItMade(turn, part);
            case CREATED -> turn.job().cancel() ? abort(turn, part) : upload(turn, part);
            case UPLOADING -> wasItUploaded(turn, part);
            case UPLOADED -> turn.job().cancel() ? abort(turn, part) : close(turn, part);
            case CLOSING -> wasItClosed(turn, part);
            case WAITING -> look(turn, part);
            case FETCHING -> fetch.page(turn, part);
            case DONE, FAILED, CANCELED, UNKNOWN -> part;
        };
    }

    private BulkPart begin(Turn turn, BulkPart planned) {
        List<Map<String, @Nullable Object>> records = records(turn, planned);
        BulkPart part = turn.save(planned.creating(turn.now()));
        String job;
        try {
            job = write.begin(order(turn, part), key(turn, part), records, turn.trace());
        } catch (Failure failure) {
            throw back(turn, part, State.PLANNED, failure);
        }
        return turn.save(part.made(afterMade(turn, part), job, turn.now()));
    }

    private State afterMade(Turn turn, BulkPart part) {
        BulkWrite.Terms terms = terms(turn, part);
        if (terms.uploads()) {
            return State.CREATED;
        }
        return terms.closes() ? State.UPLOADED : State.WAITING;
    }

    /** What was certainly not done may be done again: the part goes back to before it. */
    private static Failure back(Turn turn, BulkPart part, State before, Failure failure) {
        if (!WriteOutcome.isUnknown(failure)) {
            turn.save(part.to(before));
        }
        return failure;
    }

    /** By this name of ours some providers know the job. */
    private static String key(Turn turn, BulkPart part) {
        return "%s-%d".formatted(turn.job().id(), part.n());
    }

    static List<Map<String, @Nullable Object>> records(Turn turn, BulkPart part) {
        return turn.db().read(handle -> turn.rows().left(handle, turn.job(), part.n())).stream()
                .map(BulkRowStore.Given::tree)
                .toList();
    }

    private BulkPart wasItMade(Turn turn, BulkPart part) {
        BulkWrite.Terms terms = terms(turn, part);
        if (part.creatingSince() != null && terms.finds()) {
            List<String> found =
                    write.find(
                            order(turn, part), key(turn, part), part.creatingSince(), turn.trace());
            if (found.size() == 1) {
                return turn.save(part.made(afterMade(turn, part), found.getFirst(), turn.now()));
            }
            if (found.isEmpty()) {
                boolean settled = !turn.now().isBefore(part.creatingSince().plus(SETTLE));
                return settled || terms.closes() ? turn.save(part.again()) : part;
            }
            return unknown(turn, part, "the provider has several jobs that may be this one");
        }
        return terms.closes()
                ? turn.save(part.again())
                : unknown(turn, part, "it is not known whether the provider has begun this job");
    }

    private BulkPart upload(Turn turn, BulkPart created) {
        BulkPart part = turn.save(created.to(State.UPLOADING));
        try {
            write.upload(order(turn, part), part.job(), records(turn, part), turn.trace());
        } catch (Failure failure) {
            throw back(turn, part, State.CREATED, failure);
        }
        return uploaded(turn, part);
    }

    private BulkPart uploaded(Turn turn, BulkPart part) {
        return turn.save(
                terms(turn, part).closes() ? part.to(State.UPLOADED) : part.waiting(turn.now()));
    }

    private BulkPart wasItUploaded(Turn turn, BulkPart part) {
        BulkProgress progress = write.look(order(turn, part), part.job(), turn.trace());
        if (!progress.open()) {
            return turn.save(part.waiting(turn.now()));
        }
        BulkWrite.Terms terms = terms(turn, part);
        if (terms.uploadRepeats()) {
            return turn.save(part.to(State.CREATED));
        }
        if (terms.closes() && terms.aborts()) {
            write.abort(order(turn, part), part.job(), turn.trace());
            return turn.save(part.again());
        }
        return unknown(turn, part, "it is not known whether the provider has all rows");
    }

    private BulkPart close(Turn turn, BulkPart uploaded) {
        BulkPart part = turn.save(uploaded.to(State.CLOSING));
        try {
            write.close(order(turn, part), part.job(), turn.trace());
        } catch (Failure failure) {
            if (failure.code().retryable() || WriteOutcome.isUnknown(failure)) {
                throw back(turn, part, State.UPLOADED, failure);
            }
            // It may be closed already; if it is not, that is how it stays.
            if (write.look(order(turn, part), part.job(), turn.trace()).open()) {
                turn.save(part.to(State.UPLOADED));
                throw failure;
            }
        }
        return turn.save(part.waiting(turn.now()));
    }

    private BulkPart wasItClosed(Turn turn, BulkPart part) {
        BulkProgress progress = write.look(order(turn, part), part.job(), turn.trace());
        return turn.save(progress.open() ? part.to(State.UPLOADED) : part.waiting(turn.now()));
    }

    private BulkPart look(Turn turn, BulkPart part) {
        if (!turn.due(part, every(turn, part))) {
            return part;
        }
        if (turn.job().cancel() && terms(turn, part).aborts()) {
            stop(turn, part);
        }
        BulkProgress progress = write.look(order(turn, part), part.job(), turn.trace());
        BulkPart looked = part.looked(turn.now());
        if (progress.failed() != null || progress.done()) {
            return turn.save(looked.fetching(BulkWrite.Part.SUCCEEDED.name(), progress.failed()));
        }
        turn.looked(looked);
        return looked;
    }

    /** Stops a job of the provider's; one that has ended refuses that, and may. */
    private void stop(Turn turn, BulkPart part) {
        try {
            write.abort(order(turn, part), part.job(), turn.trace());
        } catch (Failure over) {
            if (over.code().retryable()) {
                throw over;
            }
        }
    }

    /** Ends a part whose job has written nothing, because it was not closed. */
    private BulkPart abort(Turn turn, BulkPart part) {
        stop(turn, part);
        return canceled(turn, part);
    }

    private static BulkPart canceled(Turn turn, BulkPart part) {
        return turn.end(
                part,
                State.CANCELED,
                Outcome.NOT_SENT,
                new Failure(Code.CONFLICT, "the job was canceled before this was sent"));
    }

    private static BulkPart unknown(Turn turn, BulkPart part, String why) {
        return turn.end(
                part,
                State.UNKNOWN,
                Outcome.UNKNOWN,
                new Failure(Code.WRITE_UNKNOWN, why + "; look at it there"));
    }

    @Override
    public BulkPart giveUp(Turn turn, BulkPart part, Failure why) {
        if (mayHaveWritten(turn, part)) {
            return turn.end(part, State.UNKNOWN, Outcome.UNKNOWN, why);
        }
        if (part.upstreamJob() != null) {
            try {
                stop(turn, part);
            } catch (Failure left) {
                // it has written nothing and never will: it may stay
            }
        }
        return turn.end(part, State.FAILED, Outcome.NOT_SENT, why);
    }

    private boolean mayHaveWritten(Turn turn, BulkPart part) {
        boolean closes;
        boolean uploads;
        try {
            closes = terms(turn, part).closes();
            uploads = terms(turn, part).uploads();
        } catch (Failure changed) {
            closes = false; // the connector has no bulk write any more
            uploads = false;
        }
        return switch (part.state()) {
            case PLANNED -> false;
            case CREATING, UPLOADING, UPLOADED -> !closes;
            case CREATED -> !closes && !uploads;
            case CLOSING, WAITING, FETCHING, DONE, FAILED, CANCELED, UNKNOWN -> true;
        };
    }
}
