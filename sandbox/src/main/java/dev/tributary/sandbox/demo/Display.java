package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.Progress.State;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Shows how far the run is: one block that is drawn again and again on a terminal, a line now and
 * then elsewhere.
 */
final class Display implements AutoCloseable {
    private static final Duration FRAME = Duration.ofMillis(250);
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);
    private static final Duration RATE_WINDOW = Duration.ofSeconds(1);
    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;
    private final Instant begun;
    private final Progress progress;
    private final Monitor monitor;
    private final Thread painter;
    private int drawn;
    private Instant lineDue;
    private Instant rateSince;
    private long rateFrom;
    private long rate;

    Display(PrintStream out, boolean terminal, Clock clock, Progress progress, Monitor monitor) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.begun = clock.instant();
        this.lineDue = begun;
        this.rateSince = begun;
        this.progress = progress;
        this.monitor = monitor;
        this.painter = Thread.ofVirtual().name("display").unstarted(this::paint);
    }

    void start() {
        painter.start();
    }

    /** Draws a last time. */
    @Override
    public void close() {
        painter.interrupt();
        try {
            painter.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (terminal) {
            block();
        } else {
            out.println(line());
        }
    }

    private void paint() {
        while (!Thread.currentThread().isInterrupted()) {
            measure();
            if (terminal) {
                block();
            } else if (!clock.instant().isBefore(lineDue)) {
                lineDue = clock.instant().plus(LINE_EVERY);
                out.println(line());
            }
            try {
                Thread.sleep(FRAME);
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void measure() {
        Instant now = clock.instant();
        long millis = Duration.between(rateSince, now).toMillis();
        if (millis >= RATE_WINDOW.toMillis()) {
            long events = monitor.stat("events_in");
            rate = (events - rateFrom) * 1000 / millis;
            rateFrom = events;
            rateSince = now;
        }
    }

    private void block() {
        State state = progress.state();
        List<String> lines =
                List.of(
                        "  %-8s %s  %d of %d · %s"
                                .formatted(
                                        state.month(),
                                        bar(),
                                        state.monthsDone(),
                                        state.months(),
                                        state.doing()),
                        "  deals    %,d of %,d moves played"
                                .formatted(progress.played(), progress.acts()),
                        "  events   %,d in · %,d/s · lag %,d"
                                .formatted(monitor.stat("events_in"), rate, monitor.backlog()),
                        "  limits   %,d calls upstream · %,d answered 429 · %,d parked"
                                .formatted(
                                        monitor.stat("api_calls"),
                                        monitor.stat("upstream_429"),
                                        monitor.parked()),
                        "  elapsed  %s".formatted(elapsed()));
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> frame.append("\u001b[K").append(line).append('\n'));
        out.print(frame);
        out.flush();
        drawn = lines.size();
    }

    private String line() {
        State state = progress.state();
        return "%s %s %s · %,d/%,d moves · %,d events · %,d/s · lag %,d · %,d × 429"
                .formatted(
                        elapsed(),
                        state.month(),
                        state.doing(),
                        progress.played(),
                        progress.acts(),
                        monitor.stat("events_in"),
                        rate,
                        monitor.backlog(),
                        monitor.stat("upstream_429"));
    }

    private String bar() {
        int full = progress.acts() == 0 ? BAR : BAR * progress.played() / progress.acts();
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private String elapsed() {
        Duration time = Duration.between(begun, clock.instant());
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
