package dev.tributary.job;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work that goes on for as long as the server runs: one turn after another on a virtual thread. A
 * turn says whether it found something to do; when it did not, the loop waits until it is woken or
 * the idle time is over. A turn that throws is logged, the loop backs off and keeps running.
 * Thread-safe.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration BACK_OFF_BASE = Duration.ofMillis(50);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(10);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int DOUBLINGS_MAX = 10;

    /** One turn; true when there may be more to do at once. */
    @FunctionalInterface
    public interface Turn {
        boolean run() throws InterruptedException;
    }

    private final String name;
    private final Duration idle;
    private final Turn turn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wakeUp;
    private boolean closed;
    private @Nullable Thread thread;

    public Loop(String name, Duration idle, Turn turn) {
        this.name = name;
        this.idle = idle;
        this.turn = turn;
    }

    public Loop start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
        return this;
    }

    /** There is something to do: the next turn begins now, or right after the present one. */
    public void wake() {
        lock.lock();
        try {
            wakeUp = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the present turn end, for a bounded time; then interrupts it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(STOP_MAX)) {
                running.interrupt();
                running.join(STOP_MAX);
            }
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (!isClosed()) {
                try {
                    boolean more = turn.run();
                    failures = 0;
                    if (!more) {
                        await(idle);
                    }
                } catch (RuntimeException e) {
                    failures = Math.min(failures + 1, DOUBLINGS_MAX);
                    Duration wait = backOff(failures);
                    LOG.warn("{} failed; will keep running, next turn in {}", name, wait, e);
                    await(wait);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration backOff(int failures) {
        Duration wait = BACK_OFF_BASE.multipliedBy(1L << failures);
        return wait.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : wait;
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!wakeUp && !closed && left > 0) {
                left = woken.awaitNanos(left);
            }
            wakeUp = false;
        } finally {
            lock.unlock();
        }
    }
}
