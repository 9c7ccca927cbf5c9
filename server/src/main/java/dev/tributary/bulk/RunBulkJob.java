package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.bulk.BulkJob.Operation;
import dev.tributary.bulk.Turn.Overtaken;
import dev.tributary.call.Calls;
import dev.tributary.call.WriteOutcome;
import dev.tributary.db.Database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn of a claimed job: takes each part as far as it goes without waiting, then gives the job
 * back until something is due. Whatever happens in between, the next turn begins where this one has
 * written down that it was.
 */
final class RunBulkJob {
    private static final Duration GIVE_UP = Duration.ofHours(24);

    /** What a turn that uploads or fetches much may take. */
    private static final Duration TURN = Duration.ofMinutes(15);

    private static final Duration PAUSE_BASE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);
    private static final Duration SOONEST = Duration.ofMillis(100);

    private final Database db;
    private final BulkJobStore jobs;
    private final BulkPartStore parts;
    private final BulkRowStore rows;
    private final Calls calls;
    private final Clock clock;
    private final PrepareRows prepare;
    private final EndBulkJob end;

    RunBulkJob(
            Database db,
            BulkJobStore jobs,
            BulkPartStore parts,
            BulkRowStore rows,
            Calls calls,
            Clock clock) {
        this.db = db;
        this.jobs = jobs;
        this.parts = parts;
        this.rows = rows;
        this.calls = calls;
        this.clock = clock;
        this.prepare = new PrepareRows(calls.bulkWrite());
        this.end = new EndBulkJob(db, jobs, parts, rows);
    }

    void run(BulkJob job) {
        try {
            turn(job);
        } catch (Overtaken e) {
            // the other one goes on
        }
    }

    private void turn(BulkJob job) {
        Turn turn;
        try {
            turn = new Turn(db, jobs, parts, rows, clock, job, BulkTarget.of(calls, job));
            calls.outlive(turn.target(), TURN);
        } catch (Failure failure) {
            if (goesOn(job, failure)) {
                postpone(job, failure);
            } else {
                end.withoutTarget(job, failure);
            }
            return;
        }
        Advance advance =
                job.operation() == Operation.READ
                        ? new AdvanceRead(calls.bulkRead())
                        : new AdvanceWrite(calls.bulkWrite());
        try {
            if (job.prepared() < job.rowsGiven()) {
                prepare.run(turn);
            }
        } catch (Failure failure) {
            if (goesOn(job, failure)) {
                postpone(job, failure);
            } else {
                end.unprepared(turn, advance, failure);
            }
            return;
        }
        advance(turn, advance);
    }

    private void advance(Turn turn, Advance advance) {
        List<BulkPart> all = parts(turn.job());
        List<BulkPart> open = new ArrayList<>();
        for (BulkPart each : all) {
            BulkPart part = each;
            try {
                part = goOn(turn, advance, part);
            } catch (Failure failure) {
                if (goesOn(turn.job(), failure)) {
                    postpone(turn.job(), failure);
                    return;
                }
                part = advance.giveUp(turn, current(turn.job(), each), failure);
            }
            if (!part.state().ended()) {
                open.add(part);
            }
        }
        if (open.isEmpty()) {
            end.finish(turn.job(), null);
        } else {
            Instant due = due(open, advance.every(turn, open.getFirst()));
            db.transact(handle -> jobs.postpone(handle, turn.job(), due, false));
        }
    }

    private static BulkPart goOn(Turn turn, Advance advance, BulkPart part) {
        BulkPart at = part;
        while (!at.state().ended()) {
            BulkPart next = advance.step(turn, at);
            boolean waits = next.state() == at.state() && next.pages() == at.pages();
            at = next;
            if (waits) {
                return at;
            }
        }
        return at;
    }

    private Instant due(List<BulkPart> open, Duration every) {
        Instant now = clock.instant();
        Instant soonest = now.plus(SOONEST);
        Instant due = now.plus(every);
        for (BulkPart part : open) {
            Instant next = part.lookedAt() == null ? now.plus(every) : part.lookedAt().plus(every);
            due = next.isBefore(due) ? next : due;
        }
        return due.isBefore(soonest) ? soonest : due;
    }

    private List<BulkPart> parts(BulkJob job) {
        return db.read(handle -> parts.of(handle, job));
    }

    private BulkPart current(BulkJob job, BulkPart part) {
        return parts(job).stream().filter(p -> p.n() == part.n()).findFirst().orElse(part);
    }

    /** Whether what failed may come right by itself, or by somebody who connects again. */
    private boolean goesOn(BulkJob job, Failure failure) {
        boolean passes = failure.code().retryable() || failure.code() == Code.NEEDS_REAUTH;
        Instant since = job.failingSince() == null ? clock.instant() : job.failingSince();
        return (passes || WriteOutcome.isUnknown(failure))
                && clock.instant().isBefore(since.plus(GIVE_UP));
    }

    private void postpone(BulkJob job, Failure failure) {
        Instant until = clock.instant().plus(pause(job, failure));
        db.transact(handle -> jobs.postpone(handle, job, until, true));
    }

    private static Duration pause(BulkJob job, Failure failure) {
        if (failure.detail().get("retry_after") instanceof Number seconds) {
            return Duration.ofSeconds(Math.clamp(seconds.longValue(), 1, PAUSE_MAX.toSeconds()));
        }
        Duration pause = PAUSE_BASE.multipliedBy(1L << Math.min(job.attempts(), 9));
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }
}
