package dev.tributary.sync;

import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.job.Loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Hands waiting runs to workers, a few at once, and holds the leases of those under way. */
final class SyncRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyncRuns.class);
    private static final int RUNS_MAX = 4;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Database db;
    private final SyncRunStore runs;
    private final RunSync run;
    private final Map<SyncRun, Thread> running = new ConcurrentHashMap<>();
    private final Loop dispatch =
            new Loop("sync-runs", IDLE, () -> Within.everything().call(this::dispatch));
    private final Loop leases =
            new Loop("sync-leases", RENEW_EVERY, () -> Within.everything().call(this::renew));

    SyncRuns(Database db, SyncRunStore runs, RunSync run) {
        this.db = db;
        this.runs = runs;
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
        if (running.size() >= RUNS_MAX) {
            return false;
        }
        Optional<SyncRun> claimed = db.write(handle -> runs.claim(handle, LEASE));
        claimed.ifPresent(this::begin);
        return claimed.isPresent();
    }

    private void begin(SyncRun claimed) {
        Thread worker = Thread.ofVirtual().name(claimed.id()).unstarted(() -> work(claimed));
        running.put(claimed, worker);
        worker.start();
    }

    private void work(SyncRun claimed) {
        try {
            Within.environment(claimed.environmentId())
                    .call(
                            () -> {
                                run.run(claimed);
                                return true;
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopping: the lease ends, another server goes on
        } catch (RuntimeException e) {
            LOG.error("{} stays until its lease is over", claimed.id(), e);
        } finally {
            running.remove(claimed);
            dispatch.wake();
        }
    }

    private boolean renew() {
        for (SyncRun each : running.keySet()) {
            db.transact(handle -> runs.renew(handle, each, LEASE));
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
