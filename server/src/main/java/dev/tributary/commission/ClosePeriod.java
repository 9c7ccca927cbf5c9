package dev.tributary.commission;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Within;
import dev.tributary.commission.Period.Status;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * Closes a period in two steps: first nothing lands in it any more, then its statements are frozen
 * and the ledger is sealed. A close that was interrupted is finished by the next one, or at start.
 */
final class ClosePeriod {
    private static final int PEOPLE_MAX = 1_000;

    private final Database database;
    private final RecordSource records;
    private final HeadStore heads;
    private final PlanStore plans;
    private final PeriodStore periods;
    private final RecheckStore rechecks;
    private final Backfill backfill;
    private final Statements statements;
    private final StatementStore frozen;
    private final SealLedger seal;
    private final AuditLog audit;
    private final Clock clock;

    ClosePeriod(
            Database database,
            RecordSource records,
            HeadStore heads,
            PlanStore plans,
            PeriodStore periods,
            RecheckStore rechecks,
            Backfill backfill,
            Statements statements,
            StatementStore frozen,
            SealLedger seal,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.records = records;
        this.heads = heads;
        this.plans = plans;
        this.periods = periods;
        this.rechecks = rechecks;
        this.backfill = backfill;
        this.statements = statements;
        this.frozen = frozen;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Closes the period, or answers its state when it is closed already.
     *
     * @throws Failure {@code conflict} when records are still on their way to money, when an
     *     earlier period is open, or when the period has not ended
     */
    Period close(Actor actor, YearMonth period) {
        String environmentId = actor.environmentId();
        database.transact(handle -> backfill.unseen(handle, environmentId, "close:" + period));
        database.transact(handle -> begin(handle, actor, period));
        return freeze(environmentId, period);
    }

    /** Finishes what was begun before a stop. */
    void resume() {
        for (String environmentId : database.read(heads::environments)) {
            Within.environment(environmentId).run(() -> resume(environmentId));
        }
    }

    private void resume(String environmentId) {
        database.read(handle -> periods.list(handle, environmentId)).stream()
                .filter(period -> period.status() == Status.CLOSING)
                .forEach(period -> freeze(environmentId, period.month()));
    }

    private void begin(Handle handle, Actor actor, YearMonth period) {
        String environmentId = actor.environmentId();
        Head head =
                heads.lock(handle, environmentId)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                Code.CONFLICT,
                                                "environment %s has no plan, so it has no periods"
                                                        .formatted(environmentId)));
        if (!head.isOpen(period)) {
            if (periods.find(handle, environmentId, period).isEmpty()) {
                throw new Failure(
                        Code.CONFLICT,
                        "nothing landed in period %s before %s was closed"
                                .formatted(period, head.closedTo()));
            }
            return;
        }
        checkEnded(handle, environmentId, period);
        checkCaughtUp(handle, head);
        Optional<YearMonth> earlier =
                periods.firstOpen(handle, head).filter(month -> month.isBefore(period));
        if (earlier.isPresent()) {
            throw new Failure(
                    Code.CONFLICT,
                    "period %s is open and comes before %s: close it first"
                            .formatted(earlier.get(), period));
        }
        periods.beginClosing(handle, environmentId, period, actor.keyId());
        heads.close(handle, environmentId, period);
        audit.record(handle, actor.act("period.close", period.toString(), null, null));
    }

    private void checkEnded(Handle handle, String environmentId, YearMonth period) {
        for (PlanVersions plan : plans.all(handle, environmentId).values()) {
            if (!plan.newest().dateOf(clock.instant()).isAfter(period.atEndOfMonth())) {
                throw new Failure(
                        Code.CONFLICT,
                        "period %s has not ended in %s"
                                .formatted(period, plan.newest().timeZone()));
            }
        }
    }

    private void checkCaughtUp(Handle handle, Head head) {
        long behind = records.latest(handle, head.environmentId()) - head.readTo();
        long waiting = rechecks.waiting(handle, head.environmentId());
        if (behind > 0 || waiting > 0) {
            throw new Failure(
                            Code.CONFLICT,
                            "%d record events and %d rechecks are on their way: try again soon"
                                    .formatted(behind, waiting))
                    .with("behind", behind)
                    .with("waiting", waiting);
        }
    }

    private Period freeze(String environmentId, YearMonth month) {
        return database.write(
                handle -> {
                    Head head = heads.lock(handle, environmentId).orElseThrow();
                    Period period = periods.lock(handle, environmentId, month).orElseThrow();
                    if (period.status() == Status.CLOSING) {
                        freezeStatements(handle, environmentId, month);
                        seal.seal(handle, head, month.toString());
                        periods.advance(
                                handle,
                                environmentId,
                                month,
                                Status.CLOSING,
                                Status.CLOSED,
                                "",
                                clock.instant());
                    }
                    return periods.find(handle, environmentId, month).orElseThrow();
                });
    }

    private void freezeStatements(Handle handle, String environmentId, YearMonth month) {
        String closed = PeriodStore.text(Status.CLOSED);
        String after = "";
        List<String> people;
        do {
            people = frozen.people(handle, environmentId, month, after, PEOPLE_MAX);
            for (String person : people) {
                statements
                        .make(handle, environmentId, month, person, closed)
                        .ifPresent(
                                made ->
                                        frozen.freeze(
                                                handle,
                                                environmentId,
                                                month,
                                                person,
                                                Json.text(made),
                                                clock.instant()));
                after = person;
            }
        } while (people.size() == PEOPLE_MAX);
    }
}
