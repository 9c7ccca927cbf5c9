package dev.tributary.bench.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Another account's client: a few connections, each asking again a moment after it was answered.
 */
final class Neighbour implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final long BETWEEN_MS = 200;

    private final Thread[] threads = new Thread[CONNECTIONS];
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean over;

    private Neighbour(Subject.Aim aim) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            RawConnection connection = new RawConnection(aim);
            threads[i] = Thread.startVirtualThread(() -> ask(connection));
        }
    }

    static Neighbour at(Subject.Aim aim) throws IOException {
        return new Neighbour(aim);
    }

    private void ask(RawConnection connection) {
        try (connection) {
            while (!over) {
                connection.ask();
                answered.incrementAndGet();
                Pause.millis(BETWEEN_MS);
            }
        } catch (IOException gone) {
            over = true;
        }
    }

    /** How often it was answered, with whatever. */
    long answered() {
        return answered.get();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
