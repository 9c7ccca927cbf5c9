package dev.tributary.call;

import dev.tributary.budget.Lane;
import dev.tributary.budget.Remaining;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What one unit of work asked of providers: its lane, the time spent upstream and in mapping, and
 * the tightest budget it met. One thread at a time.
 */
public final class Trace {
    private final Lane lane;
    private long upstreamNanos;
    private int calls;
    private long mappingNanos;
    private @Nullable Remaining tightest;

    public Trace(Lane lane) {
        this.lane = lane;
    }

    public Lane lane() {
        return lane;
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
