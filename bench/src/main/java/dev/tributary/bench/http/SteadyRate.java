package dev.tributary.bench.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a constant rate over many connections. A time counts from the moment at which the
 * request was due, so that a server that stalls cannot hide the requests that it keeps waiting.
 */
final class SteadyRate {
    private static final int CONNECTIONS = 32;
    private static final double MILLI = 1e6;

    private SteadyRate() {}

    static Load run(Subject.Aim aim, int perSecond, int seconds) throws Exception {
        int count = perSecond * seconds;
        double[] millis = new double[count];
        AtomicInteger next = new AtomicInteger();
        AtomicLong errors = new AtomicLong();
        long start = System.nanoTime() + 50_000_000;
        Thread[] threads = new Thread[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            RawConnection connection = new RawConnection(aim);
            threads[i] =
                    Thread.startVirtualThread(
                            () -> {
                                try (connection) {
                                    for (int n = next.getAndIncrement();
                                            n < count;
                                            n = next.getAndIncrement()) {
                                        long due = start + n * 1_000_000_000L / perSecond;
                                        until(due);
                                        if (!connection.ask()) {
                                            errors.incrementAndGet();
                                        }
                                        millis[n] = (System.nanoTime() - due) / MILLI;
                                    }
                                } catch (IOException broken) {
                                    errors.incrementAndGet();
                                }
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - start) / 1e9;
        Arrays.sort(millis);
        return new Load(
                count / took, millis[count / 2], millis[count * 99 / 100], count, errors.get());
    }

    private static void until(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
