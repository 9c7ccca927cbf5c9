package dev.tributary.commission;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.commission.Period.Status;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.YearMonth;

/** The second pair of eyes: whoever closed a period does not approve it. */
final class ApprovePeriod {
    private final Database database;
    private final PeriodStore periods;
    private final AuditLog audit;
    private final Clock clock;

    ApprovePeriod(Database database, PeriodStore periods, AuditLog audit, Clock clock) {
        this.database = database;
        this.periods = periods;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Approves the period, or answers its state when it is approved already.
     *
     * @throws Failure {@code maker_checker} by the key that closed it, {@code conflict} when it is
     *     not closed
     */
    Period approve(Actor actor, YearMonth month) {
        return database.write(handle -> approve(handle, actor, month));
    }

    private Period approve(Handle handle, Actor actor, YearMonth month) {
        String environmentId = actor.environmentId();
        String by = actor.keyId();
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
                audit.record(handle, actor.act("period.approve", month.toString(), null, null));
            }
        }
        return periods.find(handle, environmentId, month).orElseThrow();
    }

    private static Failure notClosed(YearMonth month) {
        return new Failure(
                Code.CONFLICT, "period %s is not closed: close it first".formatted(month));
    }
}
