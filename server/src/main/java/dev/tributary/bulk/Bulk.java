package dev.tributary.bulk;

import dev.tributary.Ids;
import dev.tributary.Within;
import dev.tributary.call.Calls;
import dev.tributary.db.Database;
import dev.tributary.http.Routes;
import dev.tributary.job.ClaimedWork;
import dev.tributary.job.Loop;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The feature's assembly: bulk jobs, their workers, and the end of what they keep. */
public final class Bulk implements AutoCloseable {
    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);
    private static final int PURGED_AT_A_TIME = 10_000;

    private final Database db;
    private final Duration kept;
    private final BulkRowStore rows;
    private final Clock clock;
    private final ClaimedWork<BulkJob> work;
    private final Loop purge =
            new Loop("purge-bulk-rows", PURGE_EVERY, () -> Within.everything().call(this::purge));
    private final List<Routes> routes;

    private Bulk(Database db, Calls calls, Duration kept, Ids ids, Clock clock) {
        this.db = db;
        this.kept = kept;
        this.clock = clock;
        BulkJobStore jobs = new BulkJobStore(ids, clock);
        BulkPartStore parts = new BulkPartStore();
        rows = new BulkRowStore();
        RunBulkJob run = new RunBulkJob(db, jobs, parts, rows, calls, clock);
        work = new ClaimedWork<>("bulk-jobs", new BulkJobs(db, jobs, run));
        routes = List.of(new BulkRoutes(db, jobs, parts, rows, calls, ids, clock, work::wake));
    }

    /** {@code kept} is how long the records of a job that has ended can be looked at. */
    public static Bulk create(Database db, Calls calls, Duration kept, Ids ids, Clock clock) {
        return new Bulk(db, calls, kept, ids, clock);
    }

    public void start() {
        work.start();
        purge.start();
    }

    @Override
    public void close() {
        purge.close();
        work.close();
    }

    public List<Routes> routes() {
        return routes;
    }

    /** Works off one turn here and now; false when none is due. */
    boolean turn() {
        try {
            return work.turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Forgets the records of jobs that ended long ago; true when there are more of them. */
    boolean purge() {
        return db.write(handle -> rows.purge(handle, clock.instant().minus(kept), PURGED_AT_A_TIME))
                == PURGED_AT_A_TIME;
    }
}
