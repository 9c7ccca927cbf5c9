package dev.tributary.budget;

/**
 * At most {@code limit} takes within any span of {@code windowNanos}, exactly: a ring of the last
 * takes' times. A token bucket would let twice the limit through around a refill, which a provider
 * that counts in a rolling window answers with 429s. Not thread-safe: its {@link Budget} locks.
 */
final class RollingWindow {
    private final long[] takenAt;
    private final long windowNanos;
    private int next;
    private int taken;

    RollingWindow(int limit, long windowNanos) {
        this.takenAt = new long[limit];
        this.windowNanos = windowNanos;
    }

    /** Nanoseconds until a take is allowed that leaves {@code reserve} more for others; 0: now. */
    long waitNanos(long now, int reserve) {
        int usable = takenAt.length - reserve;
        int inWindow = inWindow(now);
        if (inWindow < usable) {
            return 0;
        }
        // The take that must leave the window first so that one more fits.
        int leaving = inWindow - usable;
        int index = Math.floorMod(next - inWindow + leaving, takenAt.length);
        return Math.max(1, takenAt[index] + windowNanos - now);
    }

    void take(long now) {
        takenAt[next] = now;
        next = (next + 1) % takenAt.length;
        taken = Math.min(taken + 1, takenAt.length);
    }

    int left(long now) {
        return takenAt.length - inWindow(now);
    }

    /** Nanoseconds until the oldest take leaves the window; 0 when it is empty. */
    long resetNanos(long now) {
        int inWindow = inWindow(now);
        if (inWindow == 0) {
            return 0;
        }
        int oldest = Math.floorMod(next - inWindow, takenAt.length);
        return Math.max(0, takenAt[oldest] + windowNanos - now);
    }

    int limit() {
        return takenAt.length;
    }

    private int inWindow(long now) {
        while (taken > 0) {
            int oldest = Math.floorMod(next - taken, takenAt.length);
            if (now - takenAt[oldest] < windowNanos) {
                break;
            }
            taken--;
        }
        return taken;
    }
}
