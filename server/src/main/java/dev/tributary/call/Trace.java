package dev.tributary.call;

import dev.tributary.budget.Lane;
import dev.tributary.budget.Remaining;
import dev.tributary.mapping.Explanation;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one unit of work asked of providers: its lane, the time spent upstream and in mapping, and
 * the tightest budget it met. One thread at a time.
 */
public final class Trace {
    private final Lane lane;
    private final long end;
    private long upstreamNanos;
    private int calls;
    private long mappingNanos;
    private @Nullable Remaining tightest;

    /** By the record's id; null: nobody wants to know. */
    private @Nullable Map<String, Explanation> explained;

    private @Nullable Explanation written;

    public Trace(Lane lane) {
        this(lane, 0);
    }

    private Trace(Lane lane, long end) {
        this.lane = lane;
        this.end = end;
    }

    /** Of a caller who has {@code patience} when a provider's budget is short; zero: none. */
    public static Trace of(Duration patience) {
        return patience.isPositive()
                ? new Trace(Lane.BATCH, System.nanoTime() + patience.toNanos())
                : new Trace(Lane.INTERACTIVE);
    }

    /** From here on each record that is mapped is explained, too: many times the work. */
    public Trace explaining() {
        explained = new HashMap<>();
        return this;
    }

    boolean explains() {
        return explained != null;
    }

    void explained(String id, Explanation explanation) {
        if (explained != null) {
            explained.put(id, explanation);
        }
    }

    void written(Explanation explanation) {
        written = explanation;
    }

    /** Where a record's values come from; null: it was not asked for. */
    public @Nullable Explanation explanation(String id) {
        return explained == null ? null : explained.get(id);
    }

    /** The same of the body of a write; null: it was not asked for, or nothing was written. */
    public @Nullable Explanation ofWrite() {
        return written;
    }

    public Lane lane() {
        return lane;
    }

    /** Whether it may wait that long, because of a budget, and ask again. */
    boolean waits(Duration wait) {
        return lane == Lane.BATCH ? wait.compareTo(left()) < 0 : lane.waits();
    }

    /** What is left of a batch's time. */
    Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    public long upstreamNanos() {
        return upstreamNanos;
    }

    public long mappingNanos() {
        return mappingNanos;
    }

    /** The tightest budget met; empty when no call went upstream or nothing limits them. */
    public Optional<Remaining> tightest() {
        return Optional.ofNullable(tightest);
    }

    /** How many calls have gone upstream, whatever became of them. */
    public int calls() {
        return calls;
    }

    void upstream(long nanos) {
        calls++;
        upstreamNanos += nanos;
    }

    void mapping(long nanos) {
        mappingNanos += nanos;
    }

    void met(Remaining remaining) {
        tightest = tightest == null ? remaining : tightest.tighter(remaining);
    }
}
