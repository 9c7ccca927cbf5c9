package dev.tributary.payroll;

import dev.tributary.Failure;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.call.CompareAndSet.Write;
import dev.tributary.commission.PayrollFeed;
import dev.tributary.db.Database;
import dev.tributary.ops.Metrics;
import dev.tributary.payroll.PayoutLine.Status;
import dev.tributary.payroll.PayrollCells.Held;

import org.jdbi.v3.core.Handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends some lines of a run to one destination in one upstream call: read the cells, decide, store
 * what is intended, send, store what became of it. Stopped anywhere, the next turn finds in the
 * rows what to do: a line that is found sending may have been written, so its cell is read first.
 */
final class SendLines {
    private final Database database;
    private final LineStore lines;
    private final PayrollFeed feed;
    private final Learn learn;
    private final Metrics metrics;

    SendLines(Database database, LineStore lines, PayrollFeed feed, Learn learn, Metrics metrics) {
        this.database = database;
        this.lines = lines;
        this.feed = feed;
        this.learn = learn;
        this.metrics = metrics;
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
        Held held;
        try {
            held = cells.observe(destination, rows(batch));
        } catch (Failure failure) {
            postpone(batch, failure);
            return;
        }
        List<Intended> intended =
                database.write(handle -> decide(handle, destination, batch, held));
        if (intended.isEmpty()) {
            return;
        }
        Outcome outcome;
        try {
            outcome = cells.send(destination, intended.stream().map(Intended::write).toList());
        } catch (Failure failure) {
            database.transact(handle -> notSent(handle, intended, failure));
            return;
        }
        metrics.count(
                "payout_sends",
                "outcome",
                outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        database.transact(handle -> became(handle, intended, outcome));
    }

    /** Nothing could be asked: the lines wait, longer each time. */
    void postpone(List<PayoutLine> batch, Failure failure) {
        database.transact(
                handle -> {
                    for (PayoutLine line : batch) {
                        note(handle, line, learn.notRead(line, failure));
                    }
                });
    }

    private static List<Map<String, ?>> rows(List<PayoutLine> batch) {
        List<Map<String, ?>> rows = new ArrayList<>();
        batch.forEach(line -> rows.add(line.row()));
        return rows;
    }

    /** Stores what is decided about each line, and answers those that are to be sent. */
    private List<Intended> decide(
            Handle handle, String destination, List<PayoutLine> batch, Held held) {
        List<Intended> intended = new ArrayList<>();
        List<PayoutLine> confirmed = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            PayoutLine line = batch.get(i);
            switch (NextStep.of(line, held.cells().get(i), held.processed())) {
                case NextStep.Confirm() -> {
                    if (note(handle, line, learn.confirmed(line))) {
                        confirmed.add(line);
                    }
                }
                case NextStep.Elsewhere() -> note(handle, line, learn.elsewhere(line));
                case NextStep.Reject(String reason) ->
                        note(handle, line, learn.ended(line, Status.REJECTED, reason));
                case NextStep.Conflict(String reason) ->
                        note(handle, line, learn.ended(line, Status.CONFLICT, reason));
                case NextStep.Send send -> {
                    if (lines.intend(handle, line, destination, send)) {
                        intended.add(new Intended(line, send));
                    }
                }
            }
        }
        book(handle, confirmed);
        return intended;
    }

    private boolean note(Handle handle, PayoutLine line, News news) {
        return lines.learn(handle, line, line.attempts(), news);
    }

    private void notSent(Handle handle, List<Intended> intended, Failure failure) {
        for (Intended one : intended) {
            News news = learn.notSent(one.line(), one.send(), failure);
            lines.learn(handle, one.line(), one.attempt(), news);
        }
    }

    private void became(Handle handle, List<Intended> intended, Outcome outcome) {
        List<PayoutLine> confirmed = new ArrayList<>();
        for (Intended one : intended) {
            News news = learn.from(one.line(), one.send(), outcome, intended.size());
            boolean noted = lines.learn(handle, one.line(), one.attempt(), news);
            if (noted && news.status() == Status.CONFIRMED) {
                confirmed.add(one.line());
            }
        }
        book(handle, confirmed);
    }

    private void book(Handle handle, List<PayoutLine> confirmed) {
        if (!confirmed.isEmpty()) {
            feed.sent(
                    handle,
                    confirmed.getFirst().environmentId(),
                    confirmed.stream().map(PayoutLine::ledgerLine).toList());
            metrics.add("payout_lines_confirmed", confirmed.size());
        }
    }
}
