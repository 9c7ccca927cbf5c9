package dev.tributary.payroll;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.call.CompareAndSet.Write;
import dev.tributary.commission.PayrollFeed;
import dev.tributary.db.Database;
import dev.tributary.ops.Metrics;
import dev.tributary.payroll.LineStore.News;
import dev.tributary.payroll.PayoutLine.Status;
import dev.tributary.payroll.PayrollCells.Held;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Sends some lines of a run to one destination in one upstream call: read the cells, decide, store
 * what is intended, send, store what became of it. Stopped anywhere, the next turn finds in the
 * rows what to do: a line that is found sending may have been written, so its cell is read first.
 */
final class SendLines {
    static final int FAILURES_MAX = 20;

    private final Database database;
    private final LineStore lines;
    private final PayrollFeed feed;
    private final BackOff backOff;
    private final Metrics metrics;
    private final Clock clock;
    private final RandomGenerator random;

    SendLines(
            Database database,
            LineStore lines,
            PayrollFeed feed,
            BackOff backOff,
            Metrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.database = database;
        this.lines = lines;
        this.feed = feed;
        this.backOff = backOff;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /** A line with the cell's state that is about to be sent. */
    private record Intended(PayoutLine line, NextStep.Send send) {
        int attempt() {
            return line.attempts() + 1;
        }

        Write write() {
            return new Write(line.row(), send.version(), send.wanted());
        }
    }

    void send(PayrollCells cells, String destination, List<PayoutLine> batch) {
        Held observed;
        try {
            observed = cells.observe(destination, rows(batch));
        } catch (Failure failure) {
            postpone(batch, failure);
            return;
        }
        List<Intended> intended =
                database.write(handle -> decide(handle, destination, batch, observed));
        if (intended.isEmpty()) {
            return;
        }
        Outcome outcome;
        try {
            outcome = cells.send(destination, intended.stream().map(Intended::write).toList());
        } catch (Failure failure) {
            // Certainly nothing was sent.
            database.transact(
                    handle -> intended.forEach(one -> notSent(handle, one, failure.getMessage())));
            return;
        }
        metrics.count("payout_sends", "outcome", name(outcome));
        database.transact(
                handle -> intended.forEach(one -> learn(handle, one, outcome, intended.size())));
    }

    /** Nothing could be asked: the lines wait, longer each time. */
    void postpone(List<PayoutLine> batch, Failure failure) {
        database.transact(handle -> batch.forEach(line -> later(handle, line, failure)));
    }

    private static List<Map<String, ?>> rows(List<PayoutLine> batch) {
        List<Map<String, ?>> rows = new ArrayList<>();
        batch.forEach(line -> rows.add(line.row()));
        return rows;
    }

    private List<Intended> decide(
            Handle handle, String destination, List<PayoutLine> batch, Held held) {
        List<Intended> intended = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            PayoutLine line = batch.get(i);
            switch (NextStep.of(line, held.cells().get(i), held.processed())) {
                case NextStep.Confirm ignored -> confirm(handle, line, line.attempts());
                case NextStep.Elsewhere ignored -> closed(handle, line);
                case NextStep.Reject reject -> end(handle, line, Status.REJECTED, reject.reason());
                case NextStep.Conflict conflict ->
                        end(handle, line, Status.CONFLICT, conflict.reason());
                case NextStep.Send send -> {
                    if (lines.intend(handle, line, destination, send)) {
                        intended.add(new Intended(line, send));
                    }
                }
            }
        }
        return intended;
    }

    private void learn(Handle handle, Intended one, Outcome outcome, int rows) {
        switch (outcome) {
            case Outcome.Confirmed ignored -> confirm(handle, one.line(), one.attempt());
            case Outcome.Refused refused ->
                    news(handle, one, back(one), refused.reason(), true, false, false, 0);
            case Outcome.Unknown unknown ->
                    news(handle, one, Status.UNKNOWN, unknown.reason(), false, false, true, 0);
            case Outcome.Closed closed ->
                    news(
                            handle,
                            one,
                            back(one),
                            closed.reason(),
                            false,
                            !one.send().doubtful(),
                            false,
                            0);
            case Outcome.Rejected rejected -> rejected(handle, one, rejected.reason(), rows);
        }
    }

    /** Of many rows any may be the bad one: they are halved until it stands alone. */
    private void rejected(Handle handle, Intended one, String reason, int rows) {
        if (rows > 1) {
            news(handle, one, back(one), reason, false, false, false, (rows + 1) / 2);
        } else if (one.send().doubtful()) {
            String doubt = reason + "; an earlier send may still arrive";
            news(handle, one, Status.CONFLICT, doubt, false, false, false, 0);
        } else {
            news(handle, one, Status.REJECTED, reason, false, false, false, 0);
        }
    }

    private void notSent(Handle handle, Intended one, String reason) {
        news(handle, one, back(one), reason, false, false, false, 0);
    }

    /** Nothing of this attempt was written; of an earlier one something may have been. */
    private static Status back(Intended one) {
        return one.send().doubtful() ? Status.UNKNOWN : Status.PLANNED;
    }

    private void news(
            Handle handle,
            Intended one,
            Status status,
            String reason,
            boolean refused,
            boolean closed,
            boolean lost,
            int rowsMax) {
        int failures = one.line().failures() + 1;
        Instant next = clock.instant();
        // A halved batch is no failure of the line.
        if (status.isOpen() && rowsMax == 0) {
            next = next.plus(backOff.after(refused ? 0 : failures - 1, random));
        }
        lines.learn(
                handle,
                one.line(),
                one.attempt(),
                new News(
                        status,
                        reason,
                        refused,
                        closed,
                        lost,
                        rowsMax == 0 ? one.line().rowsMax() : rowsMax,
                        rowsMax == 0 ? failures : one.line().failures(),
                        next));
    }

    private void confirm(Handle handle, PayoutLine line, int attempt) {
        boolean lost = line.status() == Status.SENDING && attempt == line.attempts();
        News news =
                new News(
                        Status.CONFIRMED,
                        null,
                        false,
                        false,
                        lost,
                        line.rowsMax(),
                        0,
                        clock.instant());
        if (lines.learn(handle, line, attempt, news)) {
            feed.sent(handle, line.ledgerLine(), line.cycle());
            metrics.count("payout_lines_confirmed");
        }
    }

    private void end(Handle handle, PayoutLine line, Status status, String reason) {
        News news =
                new News(
                        status,
                        reason,
                        false,
                        line.closed(),
                        false,
                        line.rowsMax(),
                        0,
                        clock.instant());
        lines.learn(handle, line, line.attempts(), news);
    }

    /** The line stays planned, for another destination. */
    private void closed(Handle handle, PayoutLine line) {
        lines.learn(
                handle,
                line,
                line.attempts(),
                new News(
                        Status.PLANNED,
                        "the payroll takes no more",
                        false,
                        true,
                        false,
                        line.rowsMax(),
                        line.failures(),
                        clock.instant()));
    }

    /** The cells could not be read: nothing is known that was not known before. */
    private void later(Handle handle, PayoutLine line, Failure failure) {
        int failures = line.failures() + 1;
        boolean lost = line.status() == Status.SENDING;
        Status status = lost ? Status.UNKNOWN : line.status();
        // What cannot get better by itself waits for a person without being asked again.
        boolean hopeless = !failure.code().retryable() && failure.code() != Code.NEEDS_REAUTH;
        lines.learn(
                handle,
                line,
                line.attempts(),
                new News(
                        status,
                        failure.getMessage(),
                        line.refused(),
                        line.closed(),
                        lost,
                        line.rowsMax(),
                        hopeless ? FAILURES_MAX : failures,
                        clock.instant().plus(backOff.after(failures - 1, random))));
    }

    private static String name(Outcome outcome) {
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
