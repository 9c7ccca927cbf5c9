package dev.tributary.payroll;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.payroll.PayoutLine.Status;

import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What follows for a line from what became of a call. */
final class Learn {
    /** After so many failures in a row a line waits for a person. */
    static final int FAILURES_MAX = 20;

    private final BackOff backOff;
    private final Clock clock;
    private final RandomGenerator random;

    Learn(BackOff backOff, Clock clock, RandomGenerator random) {
        this.backOff = backOff;
        this.clock = clock;
        this.random = random;
    }

    /** From the outcome of a send of so many rows. */
    News from(PayoutLine line, NextStep.Send send, Outcome outcome, int rows) {
        return switch (outcome) {
            case Outcome.Confirmed ignored ->
                    News.of(line, Status.CONFIRMED, null, clock.instant());
            case Outcome.Refused refused ->
                    again(line, notWritten(send), refused.reason()).afterRefusal();
            case Outcome.Unknown unknown ->
                    again(line, Status.UNKNOWN, unknown.reason()).whenLost(true);
            case Outcome.Closed closed -> {
                News news = again(line, notWritten(send), closed.reason());
                yield send.doubtful() ? news : news.atClosed();
            }
            case Outcome.Rejected rejected -> rejected(line, send, rejected.reason(), rows);
        };
    }

    /** Of many rows any may be the bad one: they are halved until it stands alone. */
    private News rejected(PayoutLine line, NextStep.Send send, String reason, int rows) {
        Instant now = clock.instant();
        if (rows > 1) {
            return News.of(line, notWritten(send), reason, now)
                    .among((rows + 1) / 2)
                    .waiting(line.failures(), now);
        }
        return send.doubtful()
                ? News.of(line, Status.CONFLICT, reason + "; an earlier send may still arrive", now)
                : News.of(line, Status.REJECTED, reason, now);
    }

    /** From a send that certainly did not happen. */
    News notSent(PayoutLine line, NextStep.Send send, Failure failure) {
        return again(line, notWritten(send), failure.getMessage());
    }

    /** From a read that failed: nothing is known that was not known before. */
    News notRead(PayoutLine line, Failure failure) {
        boolean lost = line.status() == Status.SENDING;
        News news =
                again(line, lost ? Status.UNKNOWN : line.status(), failure.getMessage())
                        .whenLost(lost);
        news = line.refused() ? news.afterRefusal() : news;
        news = line.closed() ? news.atClosed() : news;
        // What cannot get better by itself is not asked again before a person has looked.
        boolean hopeless = !failure.code().retryable() && failure.code() != Code.NEEDS_REAUTH;
        return hopeless ? news.waiting(FAILURES_MAX, news.nextAt()) : news;
    }

    /** From a destination that was processed before the line was ever sent to it. */
    News elsewhere(PayoutLine line) {
        return News.of(line, Status.PLANNED, "the payroll takes no more", clock.instant())
                .atClosed()
                .waiting(line.failures(), clock.instant());
    }

    /** From a cell that holds what is wanted. */
    News confirmed(PayoutLine line) {
        return News.of(line, Status.CONFIRMED, null, clock.instant())
                .whenLost(line.status() == Status.SENDING);
    }

    /** From a cell that ends the matter otherwise. */
    News ended(PayoutLine line, Status status, String reason) {
        return News.of(line, status, reason, clock.instant());
    }

    private News again(PayoutLine line, Status status, String reason) {
        Instant next = clock.instant().plus(backOff.after(line.failures(), random));
        return News.of(line, status, reason, next).waiting(line.failures() + 1, next);
    }

    /** Nothing of this attempt was written; of an earlier one something may have been. */
    private static Status notWritten(NextStep.Send send) {
        return send.doubtful() ? Status.UNKNOWN : Status.PLANNED;
    }
}
