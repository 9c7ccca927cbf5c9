package dev.tributary.sync;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.budget.Lane;
import dev.tributary.call.Page;
import dev.tributary.db.Database;
import dev.tributary.event.AccountResource;
import dev.tributary.event.Sweeps;
import dev.tributary.sync.SyncRun.Part;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Works off one claimed run. Each page and its progress are one transaction, so that whoever takes
 * over begins where the last page ended. An initial load fills the store. A reconciliation marks
 * what differs for the pipeline, which fetches it again like anything a webhook hints at, and is
 * completed when all of it is through. Its window does not show deletions: those need a complete
 * sweep.
 */
final class RunSync {
    /** Providers list a change some time after it was made, and clocks differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration SETTLE_MAX = Duration.ofMinutes(30);
    private static final Duration SETTLE_LOOK = Duration.ofMillis(100);
    private static final Duration PAUSE_BASE = Duration.ofSeconds(1);
    private static final int ATTEMPTS_MAX = 12;

    private final Database db;
    private final SyncRunStore runs;
    private final Sweeps sweeps;
    private final Walk walk;
    private final Clock clock;

    RunSync(Database db, SyncRunStore runs, Sweeps sweeps, Walk walk, Clock clock) {
        this.db = db;
        this.runs = runs;
        this.sweeps = sweeps;
        this.walk = walk;
        this.clock = clock;
    }

    /** Another worker has the run: this one must stop at once and change nothing more. */
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    void run(SyncRun run) throws InterruptedException {
        try {
            for (Part part : run.parts()) {
                if (!part.walked()) {
                    walk(run, part);
                }
            }
            if (run.kind() == SyncRun.Kind.RECONCILE) {
                settle(run);
            }
            db.transact(handle -> runs.complete(handle, run));
        } catch (Overtaken e) {
            // the other one goes on
        } catch (Failure failure) {
            give(run, failure);
        }
    }

    private void walk(SyncRun run, Part part) {
        AccountResource of = run.of(part);
        Instant since = part.walkedAt() == null ? begin(run, part, of) : part.since();
        Lane lane = run.kind() == SyncRun.Kind.INITIAL_LOAD ? Lane.BACKFILL : Lane.INCREMENTAL;
        walk.each(of, since, part.cursor(), lane, page -> store(run, part, of, page));
    }

    private @Nullable Instant begin(SyncRun run, Part part, AccountResource of) {
        boolean window = run.kind() == SyncRun.Kind.RECONCILE && walk.windowed(of);
        return db.write(
                handle -> {
                    Instant since = null;
                    if (window) {
                        since = run.since();
                        if (since == null) {
                            since =
                                    runs.certified(handle, run, part)
                                            .map(at -> at.minus(OVERLAP))
                                            .orElse(null);
                        }
                    }
                    runs.begin(handle, run, part, since);
                    return since;
                });
    }

    void store(SyncRun run, Part part, AccountResource of, Page page) {
        int changed =
                db.write(
                        handle -> {
                            if (!runs.hold(handle, run)) {
                                throw new Overtaken();
                            }
                            int count =
                                    switch (run.kind()) {
                                        case INITIAL_LOAD ->
                                                sweeps.fill(handle, of, page.records());
                                        case RECONCILE ->
                                                sweeps.compare(handle, of, page.records());
                                    };
                            runs.page(
                                    handle,
                                    run,
                                    part,
                                    page.records().size(),
                                    count,
                                    page.nextCursor());
                            return count;
                        });
        if (changed > 0) {
            sweeps.marked();
        }
    }

    private void settle(SyncRun run) throws InterruptedException {
        Instant marked = clock.instant();
        Instant limit = marked.plus(SETTLE_MAX);
        while (underWay(run, marked) > 0) {
            if (clock.instant().isAfter(limit)) {
                throw new Failure(
                        Code.UPSTREAM_TIMEOUT,
                        "what differs was not fetched within %d minutes"
                                .formatted(SETTLE_MAX.toMinutes()));
            }
            Thread.sleep(SETTLE_LOOK);
        }
    }

    private long underWay(SyncRun run, Instant marked) {
        return db.read(
                handle -> {
                    if (!runs.hold(handle, run)) {
                        throw new Overtaken();
                    }
                    return run.parts().stream()
                            .mapToLong(part -> sweeps.underWay(handle, run.of(part), marked))
                            .sum();
                });
    }

    private void give(SyncRun run, Failure failure) {
        boolean again = failure.code().retryable() && run.attempts() + 1 < ATTEMPTS_MAX;
        if (again) {
            Instant until = clock.instant().plus(pause(run, failure));
            db.transact(handle -> runs.postpone(handle, run, until));
        } else {
            db.transact(
                    handle -> runs.fail(handle, run, failure.code().text(), failure.getMessage()));
        }
    }

    private static Duration pause(SyncRun run, Failure failure) {
        if (failure.detail().get("retry_after") instanceof Number seconds) {
            return Duration.ofSeconds(Math.clamp(seconds.longValue(), 1, 300));
        }
        return PAUSE_BASE.multipliedBy(1L << Math.min(run.attempts(), 8));
    }
}
