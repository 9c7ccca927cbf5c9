package dev.tributary.budget;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * One budget of one integrated account: a rolling window, a pause that the provider asked for, and
 * a line of waiting calls in lane order. A tenth of the window is kept for interactive calls.
 * Thread-safe.
 */
final class ApiBudget {
    private static final int RESERVE_PARTS = 10;

    private record Waiting(Lane lane, long ticket) {}

    private final RollingWindow window;
    private final int reserve;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final PriorityQueue<Waiting> line =
            new PriorityQueue<>(Comparator.comparing(Waiting::lane).thenComparing(Waiting::ticket));
    private long tickets;
    private long pausedUntil;

    ApiBudget(int limit, Duration per, LongSupplier nanoClock) {
        this.window = new RollingWindow(limit, per.toNanos());
        this.reserve = limit / RESERVE_PARTS;
        this.nanoClock = nanoClock;
        this.pausedUntil = nanoClock.getAsLong();
    }

    /** Takes one call; 0 on success, else the nanoseconds after which it would succeed. */
    long tryTake(Lane lane) {
        lock.lock();
        try {
            long now = nanoClock.getAsLong();
            long wait = waitNanos(now, lane);
            if (wait == 0) {
                window.take(now);
            }
            return wait;
        } finally {
            lock.unlock();
        }
    }

    /** Waits in line for one call, at most {@code atMost}; false when that was not enough. */
    boolean take(Lane lane, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        Waiting me = new Waiting(lane, tickets++);
        line.add(me);
        try {
            long deadline = nanoClock.getAsLong() + atMost.toNanos();
            while (true) {
                long now = nanoClock.getAsLong();
                long wait = me.equals(line.peek()) ? waitNanos(now, lane) : atMost.toNanos();
                if (wait == 0) {
                    window.take(now);
                    return true;
                }
                if (now >= deadline) {
                    return false;
                }
                moved.await(Math.min(wait, deadline - now), TimeUnit.NANOSECONDS);
            }
        } finally {
            line.remove(me);
            moved.signalAll();
            lock.unlock();
        }
    }

    /** Nobody calls before {@code wait} has passed: the provider said so. */
    void pause(Duration wait) {
        lock.lock();
        try {
            pausedUntil = Math.max(pausedUntil, nanoClock.getAsLong() + wait.toNanos());
        } finally {
            lock.unlock();
        }
    }

    Remaining remaining() {
        lock.lock();
        try {
            long now = nanoClock.getAsLong();
            long paused = Math.max(0, pausedUntil - now);
            long left = paused > 0 ? 0 : window.left(now);
            long reset = Math.max(paused, window.resetNanos(now));
            return new Remaining(window.limit(), left, (reset + 999_999_999L) / 1_000_000_000L);
        } finally {
            lock.unlock();
        }
    }

    private long waitNanos(long now, Lane lane) {
        long paused = Math.max(0, pausedUntil - now);
        return Math.max(paused, window.waitNanos(now, lane.waits() ? reserve : 0));
    }
}
