package dev.tributary.bulk;

import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.job.Loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Hands jobs whose turn has come to workers, a few at once, and holds the leases meanwhile. */
final class BulkJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkJobs.class);
    private static final int JOBS_MAX = 4;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Database db;
    private final BulkJobStore jobs;
    private final RunBulkJob run;
    private final Map<BulkJob, Thread> running = new ConcurrentHashMap<>();
    private final Loop dispatch =
            new Loop("bulk-jobs", IDLE, () -> Within.everything().call(this::dispatch));
    private final Loop leases =
            new Loop("bulk-leases", RENEW_EVERY, () -> Within.everything().call(this::renew));

    BulkJobs(Database db, BulkJobStore jobs, RunBulkJob run) {
        this.db = db;
        this.jobs = jobs;
        this.run = run;
    }

    void start() {
        dispatch.start();
        leases.start();
    }

    void wake() {
        dispatch.wake();
    }

    private boolean dispatch() {
        if (running.size() >= JOBS_MAX) {
            return false;
        }
        Optional<BulkJob> claimed = claim();
        claimed.ifPresent(this::begin);
        return claimed.isPresent();
    }

    private Optional<BulkJob> claim() {
        return db.write(handle -> jobs.claim(handle, LEASE));
    }

    /** Works off one turn here and now; false when none is due. */
    boolean turn() {
        Optional<BulkJob> claimed = claim();
        claimed.ifPresent(run::run);
        return claimed.isPresent();
    }

    private void begin(BulkJob claimed) {
        Thread worker = Thread.ofVirtual().name(claimed.id()).unstarted(() -> work(claimed));
        running.put(claimed, worker);
        worker.start();
    }

    private void work(BulkJob claimed) {
        try {
            Within.environment(claimed.environmentId()).run(() -> run.run(claimed));
        } catch (RuntimeException e) {
            LOG.error("{} stays until its lease is over", claimed.id(), e);
        } finally {
            running.remove(claimed);
            dispatch.wake();
        }
    }

    private boolean renew() {
        for (BulkJob each : running.keySet()) {
            db.transact(handle -> jobs.renew(handle, each, LEASE));
        }
        return false;
    }

    @Override
    public void close() {
        dispatch.close();
        running.values().forEach(Thread::interrupt);
        for (Thread worker : running.values()) {
            try {
                worker.join(STOP_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        leases.close();
    }
}
