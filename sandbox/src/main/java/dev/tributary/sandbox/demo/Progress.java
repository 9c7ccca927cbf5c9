package dev.tributary.sandbox.demo;

import java.time.YearMonth;
import java.util.concurrent.atomic.AtomicInteger;

/** How far the run is. Written by the player, read by the display. */
final class Progress {
    private final AtomicInteger played = new AtomicInteger();
    private volatile State state;

    /**
     * @param month how many months are behind, and which one is played
     * @param doing what happens now, for a reader
     */
    record State(int monthsDone, int months, YearMonth month, String doing) {}

    private final int acts;

    Progress(Months months, int acts) {
        this.acts = acts;
        this.state = new State(0, months.list().size(), months.first(), "the server starts");
    }

    void doing(String what) {
        State now = state;
        state = new State(now.monthsDone(), now.months(), now.month(), what);
    }

    void begins(YearMonth month) {
        State now = state;
        state = new State(now.monthsDone(), now.months(), month, "deals move");
    }

    void monthDone() {
        State now = state;
        state = new State(now.monthsDone() + 1, now.months(), now.month(), "paid");
    }

    void actPlayed() {
        played.incrementAndGet();
    }

    State state() {
        return state;
    }

    int played() {
        return played.get();
    }

    int acts() {
        return acts;
    }
}
