package dev.tributary.bench.http;

import java.io.IOException;
import java.util.Arrays;

/**
 * One connection, one request after the other: what the client sees and what the server says.
 *
 * @param seen P50 of the client in milliseconds
 * @param said P50 of {@code Server-Timing}'s total
 */
record Timing(double seen, double said) {
    static Timing of(Subject.Aim aim, int requests) throws IOException {
        double[] seen = new double[requests];
        double[] said = new double[requests];
        try (RawConnection connection = new RawConnection(aim)) {
            for (int i = 0; i < requests; i++) {
                long start = System.nanoTime();
                connection.ask();
                seen[i] = (System.nanoTime() - start) / 1e6;
                said[i] = connection.serverMillis();
            }
        }
        Arrays.sort(seen);
        Arrays.sort(said);
        return new Timing(seen[requests / 2], said[requests / 2]);
    }
}
