package dev.tributary.ops;

import dev.tributary.job.Loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;

/**
 * The serial collector does not look at its old generation before that has grown to the end of the
 * heap, however little of it lives. It is made to as soon as three quarters more are in it than
 * lived the last time, so that a server takes the memory that it needs and not all that it may. The
 * other collectors see to that themselves.
 */
public final class KeepHeapSmall {
    private static final Logger LOG = LoggerFactory.getLogger(KeepHeapSmall.class);
    private static final String SERIAL = "Tenured Gen";
    private static final Duration EVERY = Duration.ofSeconds(5);

    private KeepHeapSmall() {}

    /** Empty for another collector than the serial one. */
    public static Optional<Loop> loop() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(SERIAL))
                .findAny()
                .map(old -> new Loop("keep-heap-small", EVERY, () -> look(old)));
    }

    private static boolean look(MemoryPoolMXBean old) {
        MemoryUsage now = old.getUsage();
        MemoryUsage then = old.getCollectionUsage();
        long lived = then == null ? 0 : then.getUsed();
        if (isDue(now.getUsed(), lived, now.getInit())) {
            System.gc();
            LOG.debug("old generation: {} before, {} after", now.getUsed(), old.getUsage());
        }
        return false;
    }

    /**
     * All in bytes.
     *
     * @param lived what was left by the last collection, 0 before the first
     * @param initial the old generation's size at the start: not worth a pause below it
     */
    static boolean isDue(long used, long lived, long initial) {
        return used > Math.max(initial / 10 * 9, lived / 4 * 7);
    }
}
