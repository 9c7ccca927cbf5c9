package dev.tributary.commission;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.commission.Period.Status;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.YearMonth;

/** The second pair of eyes: whoever closed a period does not approve it. */
final class ApprovePeriod {
    private final Database database;
    private final PeriodStore periods;
    private final Clock clock;

    ApprovePeriod(Database database, PeriodStore periods, Clock clock) {
        this.database = database;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * Approves the period, or answers its state when it is approved already.
     *
     * @throws Failure {@code maker_checker} by the key that closed it, {@code conflict} when it is
     *     not closed
     */
    Period approve(String environmentId, YearMonth month, String by) {
        return database.write(handle -> approve(handle, environmentId, month, by));
    }

    private Period approve(Handle handle, String environmentId, YearMonth month, String by) {
        Period period =
                periods.lock(handle, environmentId, month).orElseThrow(() -> notClosed(month));
        switch (period.status()) {
            case OPEN, CLOSING -> throw notClosed(month);
            case APPROVED, PAID -> {
                return period;
            }
            case CLOSED -> {
                if (by.equals(period.closedBy())) {
                    throw new Failure(
                            Code.MAKER_CHECKER,
                            "period %s was closed with API key %s, so that one may not approve it"
                                    .formatted(month, by));
                }
                periods.advance(
                        handle,
                        environmentId,
                        month,
                        Status.CLOSED,
                        Status.APPROVED,
                        by,
                        clock.instant());
            }
        }
        return periods.find(handle, environmentId, month).orElseThrow();
    }

    private static Failure notClosed(YearMonth month) {
        return new Failure(
                Code.CONFLICT, "period %s is not closed: close it first".formatted(month));
    }
}
