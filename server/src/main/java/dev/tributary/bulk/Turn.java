package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Lane;
import dev.tributary.bulk.BulkPart.State;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.db.Database;
import dev.tributary.db.Jsonb;
import dev.tributary.http.Problem;

import org.jdbi.v3.core.HandleConsumer;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One turn of a job by whoever has claimed it. Whatever it writes, it writes only while the claim
 * is its own; nothing is locked while a provider is asked. One thread.
 */
final class Turn {
    private static final Duration WAIT_MAX = Duration.ofDays(7);

    private final Database db;
    private final BulkJobStore jobs;
    private final BulkPartStore parts;
    private final BulkRowStore rows;
    private final Clock clock;
    private final BulkJob job;
    private final Target target;
    private final Trace trace = new Trace(Lane.BACKFILL);

    Turn(
            Database db,
            BulkJobStore jobs,
            BulkPartStore parts,
            BulkRowStore rows,
            Clock clock,
            BulkJob job,
            Target target) {
        this.db = db;
        this.jobs = jobs;
        this.parts = parts;
        this.rows = rows;
        this.clock = clock;
        this.job = job;
        this.target = target;
    }

    /** Somebody else has the job: this turn must stop at once and change nothing more. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    BulkJob job() {
        return job;
    }

    Target target() {
        return target;
    }

    /** What a part is about. */
    Target target(BulkPart part) {
        return part.variant() == null ? target : target.of(part.variant());
    }

    Trace trace() {
        return trace;
    }

    BulkRowStore rows() {
        return rows;
    }

    BulkPartStore parts() {
        return parts;
    }

    BulkJobStore jobs() {
        return jobs;
    }

    Database db() {
        return db;
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether a part may be looked at again, which it is every so often. */
    boolean due(BulkPart part, Duration every) {
        return part.lookedAt() == null || !now().isBefore(part.lookedAt().plus(every));
    }

    /** One transaction that holds the job. */
    void write(HandleConsumer<RuntimeException> work) {
        db.transact(
                handle -> {
                    if (!jobs.hold(handle, job)) {
                        throw new Overtaken();
                    }
                    work.useHandle(handle);
                });
    }

    /** The part as it stands from now on. */
    BulkPart save(BulkPart part) {
        return save(part, handle -> {});
    }

    /** The same together with something else. */
    BulkPart save(BulkPart part, HandleConsumer<RuntimeException> more) {
        write(
                handle -> {
                    parts.save(handle, job, part);
                    more.useHandle(handle);
                    jobs.moved(handle, job);
                });
        return part;
    }

    /**
     * Somebody has looked and nothing has changed.
     *
     * @throws Failure when that has been so for too long
     */
    void looked(BulkPart part) {
        write(handle -> parts.save(handle, job, part));
        if (!now().isBefore(job.movedAt().plus(WAIT_MAX))) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "the job %s of %s has not ended within %d days"
                            .formatted(part.job(), target.connector().title(), WAIT_MAX.toDays()));
        }
    }

    /** Ends a part; all of its records that have no outcome yet get this one. */
    BulkPart end(BulkPart part, State end, Outcome rest, Failure why) {
        BulkPart ended = part.ended(end, end == State.CANCELED ? null : why.getMessage());
        return save(ended, handle -> rows.settleRest(handle, job, part.n(), rest, document(why)));
    }

    static Jsonb document(Failure failure) {
        return new Jsonb(Json.text(Problem.document(failure)));
    }

    static @Nullable Jsonb stored(@Nullable Object position) {
        return position == null ? null : new Jsonb(Json.text(position));
    }

    static @Nullable Object position(BulkPart part) {
        return part.position() == null ? null : Json.read(part.position().text(), Object.class);
    }
}
