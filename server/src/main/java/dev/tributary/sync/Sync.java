package dev.tributary.sync;

import dev.tributary.Ids;
import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.event.Sweeps;
import dev.tributary.http.Routes;
import dev.tributary.job.ClaimedWork;
import dev.tributary.job.Loop;
import dev.tributary.ops.AuditLog;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The feature's assembly: initial loads and reconciliation, on demand and on schedule. */
public final class Sync implements AutoCloseable {
    private static final Duration RECONCILE_EVERY = Duration.ofHours(4);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final ClaimedWork<SyncRun> runs;
    private final Loop schedule;
    private final List<Routes> routes;

    private Sync(Database db, Sweeps sweeps, Walk walk, Ids ids, Clock clock) {
        SyncRunStore store = new SyncRunStore(ids, clock);
        RunSync run = new RunSync(db, store, sweeps, walk, clock);
        runs = new ClaimedWork<>("sync-runs", new SyncRuns(db, store, run));
        schedule =
                new Loop(
                        "schedule-reconciliation",
                        LOOK_EVERY,
                        () -> {
                            Within.everything()
                                    .call(
                                            () ->
                                                    db.write(
                                                            handle ->
                                                                    store.schedule(
                                                                            handle,
                                                                            RECONCILE_EVERY)));
                            return false;
                        });
        routes = List.of(new SyncRoutes(db, store, walk, new AuditLog(ids, clock), runs::wake));
    }

    public static Sync create(Database db, Sweeps sweeps, Walk walk, Ids ids, Clock clock) {
        return new Sync(db, sweeps, walk, ids, clock);
    }

    public void start() {
        runs.start();
        schedule.start();
    }

    @Override
    public void close() {
        schedule.close();
        runs.close();
    }

    public List<Routes> routes() {
        return routes;
    }
}
