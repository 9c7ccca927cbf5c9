package dev.tributary.db;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets many callers share one commit. Each caller hands in an item and waits; a few writers take
 * what is waiting and store it with one statement, and every caller returns after the commit that
 * holds its item. The busier it is, the larger the groups. Thread-safe.
 *
 * @param <T> an item to store
 * @param <R> what its caller gets back
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final long IDLE_MILLIS = 100;

    private final String name;
    private final Limits limits;
    private final Store<T, R> store;
    private final BlockingQueue<Waiting<T, R>> queue;
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean closed;

    /** How many writers, how large a group, how many may wait, and for how long. */
    public record Limits(int writers, int groupMax, int queueMax, Duration patience) {
        public static final Limits DEFAULT = new Limits(2, 256, 20_000, Duration.ofSeconds(10));

        public Limits {
            if (writers < 1 || groupMax < 1 || queueMax < groupMax) {
                throw new IllegalArgumentException("group commit needs writers, a group, a queue");
            }
        }
    }

    /**
     * Stores a group in one transaction and answers in the group's order. It is called again with
     * single items when the group fails, so a failed call must leave nothing behind.
     */
    @FunctionalInterface
    public interface Store<T, R> {
        List<R> store(List<T> group);
    }

    public GroupCommit(String name, Limits limits, Store<T, R> store) {
        this.name = name;
        this.limits = limits;
        this.store = store;
        this.queue = new ArrayBlockingQueue<>(limits.queueMax);
    }

    public GroupCommit<T, R> start() {
        for (int i = 0; i < limits.writers; i++) {
            writers.add(Thread.ofPlatform().daemon().name(name + "-" + i).start(this::write));
        }
        return this;
    }

    /** How many items wait for a writer. */
    public int waiting() {
        return queue.size();
    }

    /**
     * Returns when the item is committed. {@code overloaded} when the queue stays full or no writer
     * came in time (then nothing was stored); {@code not_ready} when the database is away; what the
     * store threw when the item itself is refused.
     */
    public R submit(T item) {
        Waiting<T, R> waiting = new Waiting<>(item);
        try {
            if (closed) {
                throw new Failure(Code.NOT_READY, name + ": the server is stopping");
            }
            if (!queue.offer(waiting, limits.patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw overloaded();
            }
            if (!waiting.done.await(limits.patience.toMillis(), TimeUnit.MILLISECONDS)
                    && waiting.state.compareAndSet(State.QUEUED, State.GIVEN_UP)) {
                throw overloaded();
            }
            // A writer has it: its statement has a time limit of its own.
            waiting.done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, name + ": interrupted while storing", e);
        }
        return waiting.outcome();
    }

    /** Stores what waits, then stops. */
    @Override
    public void close() {
        closed = true;
        for (Thread writer : writers) {
            try {
                writer.join(limits.patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        refuseRest();
    }

    private void refuseRest() {
        for (var left = queue.poll(); left != null; left = queue.poll()) {
            left.fail(new Failure(Code.NOT_READY, name + ": the server is stopping"));
        }
    }

    private void write() {
        List<Waiting<T, R>> group = new ArrayList<>(limits.groupMax);
        while (fill(group)) {
            group.removeIf(each -> !each.state.compareAndSet(State.QUEUED, State.TAKEN));
            if (!group.isEmpty()) {
                storeGroup(group);
            }
            group.clear();
        }
    }

    /** Waits for the first item, takes what else is there; false when it is time to end. */
    private boolean fill(List<Waiting<T, R>> group) {
        while (group.isEmpty()) {
            if (queue.drainTo(group, limits.groupMax) > 0) {
                break;
            }
            if (closed) {
                return false;
            }
            try {
                // Not interrupted on closing: that could hit a statement on its way.
                Waiting<T, R> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, limits.groupMax - 1);
                }
            } catch (InterruptedException e) {
                return false;
            }
        }
        return true;
    }

    private void storeGroup(List<Waiting<T, R>> group) {
        try {
            answer(group, store.store(group.stream().map(each -> each.item).toList()));
        } catch (Throwable e) {
            if (group.size() == 1 || isAboutAll(e)) {
                group.forEach(each -> each.fail(e));
                return;
            }
            LOG.warn("{}: a group failed, storing one by one", name, e);
            for (Waiting<T, R> each : group) {
                storeGroup(List.of(each));
            }
        }
    }

    private void answer(List<Waiting<T, R>> group, List<R> answers) {
        if (answers.size() != group.size()) {
            throw new IllegalStateException(
                    "%s: %d answers for %d items".formatted(name, answers.size(), group.size()));
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).succeed(answers.get(i));
        }
    }

    // When the database is away, trying each item alone would only make everybody wait longer.
    private static boolean isAboutAll(Throwable e) {
        return e instanceof Error || (e instanceof Failure failure && failure.code().retryable());
    }

    private Failure overloaded() {
        return new Failure(
                Code.OVERLOADED, "%s: %d items are waiting".formatted(name, queue.size()));
    }

    private enum State {
        QUEUED,
        TAKEN,
        GIVEN_UP
    }

    private static final class Waiting<T, R> {
        final T item;
        final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
        final CountDownLatch done = new CountDownLatch(1);
        private @Nullable R result;
        private @Nullable Throwable error;

        Waiting(T item) {
            this.item = item;
        }

        void succeed(R answer) {
            result = answer;
            done.countDown();
        }

        void fail(Throwable e) {
            error = e;
            done.countDown();
        }

        R outcome() {
            if (error instanceof Failure failure) {
                throw failure;
            }
            if (error != null) {
                throw new IllegalStateException("an item could not be stored", error);
            }
            if (result == null) {
                throw new IllegalStateException("an item was stored without an answer");
            }
            return result;
        }
    }
}
