package dev.tributary.sandbox;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Things that wait for their time: taken in the order in which they are due, and pending until
 * somebody says that they are finished. Safe for use by many threads.
 */
public final class DueQueue<T> {
    private static final int PENDING_MAX = 500_000;

    private final DelayQueue<Due<T>> queue = new DelayQueue<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong sequence = new AtomicLong();

    /**
     * One thing that waits.
     *
     * @param dueNanos when it may be taken, on {@link System#nanoTime()}
     * @param sequence keeps things that are due together in order
     */
    private record Due<T>(T thing, long dueNanos, long sequence) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Due<?> due = (Due<?>) other;
            int byTime = Long.signum(dueNanos - due.dueNanos);
            return byTime == 0 ? Long.compare(sequence, due.sequence) : byTime;
        }
    }

    /** False when too many are pending already. */
    public boolean add(T thing, long waitMillis) {
        if (pending.incrementAndGet() > PENDING_MAX) {
            pending.decrementAndGet();
            return false;
        }
        again(thing, waitMillis);
        return true;
    }

    /** Puts something back that was taken and is still pending. */
    public void again(T thing, long waitMillis) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        queue.add(new Due<>(thing, due, sequence.getAndIncrement()));
    }

    public T take() throws InterruptedException {
        return queue.take().thing();
    }

    /** Null when nothing is due until then, on {@link System#nanoTime()}. */
    public @Nullable T poll(long untilNanos) throws InterruptedException {
        Due<T> due = queue.poll(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        return due == null ? null : due.thing();
    }

    public void finish(long count) {
        synchronized (pending) {
            pending.addAndGet(-count);
            pending.notifyAll();
        }
    }

    public long pending() {
        return pending.get();
    }

    /** Waits until nothing is pending; false when that takes longer than the timeout. */
    public boolean awaitIdle(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (pending) {
            while (pending.get() > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    pending.wait(left);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }
}
