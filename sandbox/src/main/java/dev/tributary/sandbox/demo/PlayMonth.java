package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.Timeline.Act;

import java.time.Duration;
import java.time.YearMonth;

/** Lets the sales floor live through a month, as fast as the pipeline can follow. */
record PlayMonth(
        Timeline timeline,
        SalesFloor floor,
        Monitor monitor,
        Patience patience,
        Progress progress,
        Chaos chaos) {
    /** So many events may be on their way before the floor waits. */
    private static final long BACKLOG_MAX = 2_000;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    void play(YearMonth month) {
        progress.begins(month);
        for (Act act : timeline.acts(month)) {
            patience.until(
                    "the pipeline has caught up", LIMIT, () -> monitor.backlog() < BACKLOG_MAX);
            floor.perform(act);
            progress.actPlayed();
            chaos.step(1);
        }
    }
}
