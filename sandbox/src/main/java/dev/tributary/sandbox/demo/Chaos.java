package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.DemoOptions.Kills;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Crashes on purpose. The seed chooses the steps of the run at which one begins and how long after;
 * it happens beside the run, which goes on meanwhile. One thread may take steps.
 */
final class Chaos implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int DELAY_MILLIS_MAX = 600;

    private final ServerProcess server;
    private final Deque<Crash> ahead = new ArrayDeque<>();
    private final BlockingQueue<Crash> due = new LinkedBlockingQueue<>();
    private final CountDownLatch left;
    private final Thread crasher;
    private volatile @Nullable RuntimeException trouble;
    private int steps;

    /**
     * @param step of the run at which it begins
     * @param everything PostgreSQL too
     */
    private record Crash(int step, Duration delay, boolean everything) {}

    /**
     * @param steps how many the run has at least
     */
    Chaos(Kills kills, int steps, long seed, ServerProcess server) {
        this.server = server;
        this.left = new CountDownLatch(kills.total());
        Random random = new Random(seed);
        List<Boolean> kinds = new ArrayList<>(Collections.nCopies(kills.everything(), true));
        kinds.addAll(Collections.nCopies(kills.server(), false));
        Collections.shuffle(kinds, random);
        List<Integer> points = random.ints(kinds.size(), 1, steps).sorted().boxed().toList();
        for (int i = 0; i < kinds.size(); i++) {
            Duration delay = Duration.ofMillis(random.nextInt(DELAY_MILLIS_MAX));
            ahead.add(new Crash(points.get(i), delay, kinds.get(i)));
        }
        this.crasher = Thread.ofVirtual().name("chaos").unstarted(this::crash);
    }

    void start() {
        crasher.start();
    }

    /** The run goes so many steps on. */
    void step(int count) {
        steps += count;
        while (!ahead.isEmpty() && ahead.getFirst().step() <= steps) {
            due.add(ahead.removeFirst());
        }
        complain();
    }

    /** Returns when all crashes have happened and the server is back. */
    void finish() {
        due.addAll(ahead);
        ahead.clear();
        try {
            if (!left.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new DemoFailure("the crashes did not end in " + LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", stop);
        }
        complain();
    }

    @Override
    public void close() {
        crasher.interrupt();
    }

    private void crash() {
        try {
            while (left.getCount() > 0) {
                Crash crash = due.take();
                Patience.pause(crash.delay());
                server.killHard(crash.everything());
                server.start();
                left.countDown();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            trouble = failed;
            while (left.getCount() > 0) {
                left.countDown();
            }
        }
    }

    private void complain() {
        RuntimeException failed = trouble;
        if (failed != null) {
            throw new DemoFailure(
                    "a crashed server did not come back: " + failed.getMessage(), failed);
        }
    }
}
