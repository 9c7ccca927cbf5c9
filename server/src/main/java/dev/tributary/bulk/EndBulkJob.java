package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.bulk.BulkJob.Operation;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.bulk.Turn.Overtaken;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Ends a job by what became of its parts; the worst of them says how. */
final class EndBulkJob {
    private final Database db;
    private final BulkJobStore jobs;
    private final BulkPartStore parts;
    private final BulkRowStore rows;

    EndBulkJob(Database db, BulkJobStore jobs, BulkPartStore parts, BulkRowStore rows) {
        this.db = db;
        this.jobs = jobs;
        this.parts = parts;
        this.rows = rows;
    }

    /** Its records cannot even be mapped. */
    void unprepared(Turn turn, Advance advance, Failure why) {
        turn.write(
                handle ->
                        rows.settleRest(
                                handle, turn.job(), null, Outcome.NOT_SENT, Turn.document(why)));
        for (BulkPart part : db.read(handle -> parts.of(handle, turn.job()))) {
            if (!part.state().ended()) {
                advance.giveUp(turn, part, why);
            }
        }
        finish(turn.job(), why);
    }

    /** The integrated account, or its connector's resource, is gone. */
    void withoutTarget(BulkJob job, Failure why) {
        db.transact(
                handle -> {
                    if (!jobs.hold(handle, job)) {
                        throw new Overtaken();
                    }
                    for (BulkPart part : parts.of(handle, job)) {
                        if (!part.state().ended()) {
                            withoutTarget(handle, job, part, why);
                        }
                    }
                    rows.settleRest(handle, job, null, Outcome.NOT_SENT, Turn.document(why));
                });
        finish(job, why);
    }

    private void withoutTarget(Handle handle, BulkJob job, BulkPart part, Failure why) {
        boolean unknown =
                job.operation() != Operation.READ && part.state() != BulkPart.State.PLANNED;
        BulkPart.State end = unknown ? BulkPart.State.UNKNOWN : BulkPart.State.FAILED;
        parts.save(handle, job, part.ended(end, why.getMessage()));
        rows.settleRest(
                handle,
                job,
                part.n(),
                unknown ? Outcome.UNKNOWN : Outcome.NOT_SENT,
                Turn.document(why));
    }

    /**
     * @param failure of the job itself, beside those of its parts
     */
    void finish(BulkJob job, @Nullable Failure failure) {
        List<BulkPart> all = db.read(handle -> parts.of(handle, job));
        BulkJob.State end = failure == null ? BulkJob.State.COMPLETED : BulkJob.State.FAILED;
        if (failure == null && all.isEmpty() && job.cancel()) {
            end = BulkJob.State.CANCELED;
        }
        String error = failure == null ? null : failure.getMessage();
        for (BulkPart part : all) {
            BulkJob.State own = of(part.state());
            end = own.ordinal() > end.ordinal() ? own : end;
            error = error == null ? part.error() : error;
        }
        BulkJob.State state = end;
        String why = error;
        String code = failure == null ? code(end) : failure.code().text();
        db.transact(handle -> jobs.finish(handle, job, state, code, why));
    }

    private static BulkJob.State of(BulkPart.State state) {
        return switch (state) {
            case DONE -> BulkJob.State.COMPLETED;
            case CANCELED -> BulkJob.State.CANCELED;
            case UNKNOWN -> BulkJob.State.UNKNOWN;
            case FAILED,
                    PLANNED,
                    CREATING,
                    CREATED,
                    UPLOADING,
                    UPLOADED,
                    CLOSING,
                    WAITING,
                    FETCHING ->
                    BulkJob.State.FAILED;
        };
    }

    private static @Nullable String code(BulkJob.State end) {
        return switch (end) {
            case UNKNOWN -> Code.WRITE_UNKNOWN.text();
            case FAILED -> Code.UPSTREAM_ERROR.text();
            case QUEUED, RUNNING, COMPLETED, CANCELED -> null;
        };
    }
}
