package dev.tributary.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands what is due to workers, a few at once, and holds the leases meanwhile. Where a worker or
 * this server dies, the lease ends and another one goes on. Thread-safe.
 */
public final class ClaimedWork<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimedWork.class);
    private static final int AT_ONCE_MAX = 4;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    /** Where work comes from, and what is done with it. */
    public interface Desk<T> {
        /** Takes something that is due, for as long as the lease lasts. */
        Optional<T> claim(Duration lease);

        void renew(T claimed, Duration lease);

        /** The name of its thread. */
        String id(T claimed);

        void work(T claimed) throws InterruptedException;
    }

    private final Desk<T> desk;
    private final Map<T, Thread> running = new ConcurrentHashMap<>();
    private final Loop dispatch;
    private final Loop leases;

    /** {@code name} is what its threads are called by. */
    public ClaimedWork(String name, Desk<T> desk) {
        this.desk = desk;
        dispatch = new Loop(name, IDLE, this::dispatch);
        leases = new Loop(name + "-leases", RENEW_EVERY, this::renew);
    }

    public void start() {
        dispatch.start();
        leases.start();
    }

    /** Something may be due now. */
    public void wake() {
        dispatch.wake();
    }

    /** Works off one here and now; false when none is due. */
    public boolean turn() throws InterruptedException {
        Optional<T> claimed = desk.claim(LEASE);
        if (claimed.isPresent()) {
            desk.work(claimed.get());
        }
        return claimed.isPresent();
    }

    private boolean dispatch() {
        if (running.size() >= AT_ONCE_MAX) {
            return false;
        }
        Optional<T> claimed = desk.claim(LEASE);
        claimed.ifPresent(this::begin);
        return claimed.isPresent();
    }

    private void begin(T claimed) {
        Thread worker = Thread.ofVirtual().name(desk.id(claimed)).unstarted(() -> work(claimed));
        running.put(claimed, worker);
        worker.start();
    }

    private void work(T claimed) {
        try {
            desk.work(claimed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopping: the lease ends, another server goes on
        } catch (RuntimeException e) {
            LOG.error("{} stays until its lease is over", desk.id(claimed), e);
        } finally {
            running.remove(claimed);
            dispatch.wake();
        }
    }

    private boolean renew() {
        running.keySet().forEach(each -> desk.renew(each, LEASE));
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
