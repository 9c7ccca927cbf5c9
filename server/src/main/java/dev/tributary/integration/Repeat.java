package dev.tributary.integration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does one thing again and again, with a pause between; a failure is logged and it goes on. */
final class Repeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeat.class);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    Repeat(String name, Duration pause, Runnable work) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(name, pause, work));
    }

    void start() {
        thread.start();
    }

    private void run(String name, Duration pause, Runnable work) {
        try {
            do {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.warn("{} failed; it goes on", name, e);
                }
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the round that goes on end. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
