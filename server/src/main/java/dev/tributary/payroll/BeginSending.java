package dev.tributary.payroll;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.commission.Actor;
import dev.tributary.commission.PayrollFeed;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;
import dev.tributary.payroll.PayoutLine.Status;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.util.List;

/** What people decide about a run: that it goes out, and what became of a line in conflict. */
final class BeginSending {
    private final Database database;
    private final PayrollFeed feed;
    private final RunStore runs;
    private final LineStore lines;
    private final AuditLog audit;
    private final Clock clock;

    BeginSending(
            Database database,
            PayrollFeed feed,
            RunStore runs,
            LineStore lines,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.feed = feed;
        this.runs = runs;
        this.lines = lines;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Starts a planned run, or one that needed attention again with the lines that are certainly
     * not written. A run that is on its way or out is answered as it is.
     */
    PayoutRun send(Actor actor, String id) {
        return database.write(
                handle -> {
                    PayoutRun run = lock(handle, actor, id);
                    switch (run.status()) {
                        case SENDING, SENT, SETTLED -> {
                            return run;
                        }
                        case PLANNED -> {}
                        case NEEDS_ATTENTION -> again(handle, run);
                    }
                    runs.become(handle, run, PayoutRun.Status.SENDING, null, clock.instant());
                    audit.record(handle, actor.act("payout_run.send", id, null, null));
                    return lock(handle, actor, id);
                });
    }

    private void again(Handle handle, PayoutRun run) {
        for (PayoutLine line : lines.ofRun(handle, run)) {
            if (line.status() == Status.REJECTED) {
                lines.replan(handle, line, line.cycle(), clock.instant());
            }
        }
        lines.hurry(handle, run, clock.instant());
        runs.goTo(handle, run, null);
    }

    /** What somebody found out about a line in conflict, by looking at the payroll. */
    enum Finding {
        /** Our amount is in there. */
        WRITTEN,
        /** It is not, and will not appear. */
        NOT_WRITTEN
    }

    /**
     * @throws Failure {@code conflict} when the line is in no conflict
     */
    PayoutLine resolve(Actor actor, String runId, String lineId, Finding finding) {
        return database.write(
                handle -> {
                    feed.lock(handle, actor.environmentId());
                    PayoutRun run = lock(handle, actor, runId);
                    PayoutLine line =
                            lines.find(handle, run, lineId)
                                    .orElseThrow(() -> Failure.notFound("payout line", lineId));
                    if (line.status() != Status.CONFLICT) {
                        throw new Failure(
                                Code.CONFLICT,
                                "payout line %s is in no conflict".formatted(lineId));
                    }
                    switch (finding) {
                        case WRITTEN -> {
                            lines.decide(handle, line, Status.CONFIRMED, null);
                            feed.sent(handle, run.environmentId(), List.of(line.ledgerLine()));
                        }
                        case NOT_WRITTEN -> notWritten(handle, run, line);
                    }
                    audit.record(handle, actor.act("payout_line.resolve", lineId, null, finding));
                    return lines.find(handle, run, lineId).orElseThrow();
                });
    }

    private void notWritten(Handle handle, PayoutRun run, PayoutLine line) {
        var booked = feed.total(handle, run.environmentId(), run.month(), List.of(line.id()));
        if (booked.signum() > 0) {
            feed.returned(handle, line.ledgerLine());
            lines.takeBack(handle, line, "not written");
        } else {
            lines.decide(handle, line, Status.REJECTED, "not written");
        }
    }

    private PayoutRun lock(Handle handle, Actor actor, String id) {
        return runs.lock(handle, actor.environmentId(), id)
                .orElseThrow(() -> Failure.notFound("payout run", id));
    }
}
