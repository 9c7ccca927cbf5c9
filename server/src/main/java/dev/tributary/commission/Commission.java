package dev.tributary.commission;

import dev.tributary.Ids;
import dev.tributary.Within;
import dev.tributary.commission.Parking.Subject;
import dev.tributary.db.Database;
import dev.tributary.event.Events;
import dev.tributary.event.LagSource;
import dev.tributary.event.Parked.Entry;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.job.Loop;
import dev.tributary.mapping.Expression;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The feature's assembly: from record events to statements, and what payroll needs of them. */
public final class Commission implements AutoCloseable {
    static final Chapter CHAPTER =
            new Chapter(
                    "Commissions",
                    "Plans, people, periods, statements and the ledger behind them.");

    private static final Duration IDLE = Duration.ofMillis(500);

    /**
     * What it stands on.
     *
     * @param expressions compiles money expressions, in exact decimals
     */
    record Ground(
            Database db,
            RecordSource records,
            Accounts accounts,
            Parking parking,
            Function<String, Expression> expressions,
            AuditLog audit,
            Metrics metrics,
            Ids ids,
            Clock clock) {}

    private final Database db;
    private final RecordSource records;
    private final HeadStore heads = new HeadStore();
    private final RecheckStore rechecks = new RecheckStore();
    private final FollowRecords follow;
    private final Plans plans;
    private final People people;
    private final Statements statements;
    private final ClosePeriod close;
    private final ApprovePeriod approve;
    private final PayrollFeed payroll;
    private final List<Routes> routes;
    private final Loop loop;

    private Commission(Ground ground) {
        db = ground.db;
        records = ground.records;
        Clock clock = ground.clock;
        PlanStore planStore = new PlanStore(ground.expressions);
        PersonStore persons = new PersonStore();
        DealStore deals = new DealStore();
        PeriodStore periods = new PeriodStore();
        StatementStore frozen = new StatementStore();
        Ledger ledger = new Ledger(heads, clock);
        SealLedger seal = new SealLedger(new SealStore(), clock);
        statements = new Statements(frozen, periods, persons);
        Backfill backfill = new Backfill(records, planStore, deals, rechecks);
        MatchPeople match =
                new MatchPeople(records, persons, rechecks, ground.parking, ground.ids, clock);
        Rematch rematch = new Rematch(match);
        follow =
                new FollowRecords(
                        db,
                        records,
                        heads,
                        planStore,
                        rechecks,
                        new ProjectDeals(deals, persons, ground.parking),
                        new Recompute(deals, new BookedStore(), persons, ledger),
                        rematch,
                        seal,
                        ground.metrics,
                        clock);
        close =
                new ClosePeriod(
                        db,
                        records,
                        heads,
                        planStore,
                        periods,
                        rechecks,
                        backfill,
                        statements,
                        frozen,
                        seal,
                        ground.audit,
                        clock);
        plans = new Plans(db, records, planStore, heads, backfill, ground.audit, ground.ids, clock);
        people = new People(db, ground.accounts, persons, rematch, rechecks, ground.audit, clock);
        approve = new ApprovePeriod(db, periods, ground.audit, clock);
        payroll = new PayrollFeed(heads, periods, ledger, clock);
        loop = new Loop("commission", IDLE, () -> Within.everything().call(follow::step));
        routes =
                List.of(
                        new PlanRoutes(plans, people, this::wake),
                        new PeriodRoutes(
                                db,
                                new Periods(db, planStore, periods, new Books()),
                                close,
                                approve,
                                statements),
                        new LedgerRoutes(db, new Books(), seal));
        records.onAppend(this::wake);
    }

    static Commission create(Ground ground) {
        return new Commission(ground);
    }

    /** Follows the record log of {@code events}, and parks where it parks. */
    public static Commission create(
            Database db,
            Events events,
            Accounts accounts,
            AuditLog audit,
            Metrics metrics,
            Ids ids,
            Clock clock) {
        Commission commission =
                new Commission(
                        new Ground(
                                db,
                                new EventRecords(events.log(), events.records()),
                                accounts,
                                new EventParking(events.parked()),
                                Expression::compile,
                                audit,
                                metrics,
                                ids,
                                clock));
        events.lag().addSource(commission.lag());
        events.parked().onRetry(ProjectDeals.STAGE, commission::retryCredit);
        events.parked().onRetry(MatchPeople.STAGE, commission::retryPerson);
        return commission;
    }

    public void start() {
        Within.everything().run(close::resume);
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    /** There is something to follow. */
    public void wake() {
        loop.wake();
    }

    public List<Routes> routes() {
        return routes;
    }

    public PayrollFeed payroll() {
        return payroll;
    }

    /** How many record events and rechecks are not money yet. */
    private LagSource lag() {
        return new LagSource() {
            @Override
            public String name() {
                return "commission";
            }

            @Override
            public long behind(String environmentId) {
                return db.snapshot(handle -> Commission.this.behind(handle, environmentId));
            }
        };
    }

    private long behind(Handle handle, String environmentId) {
        return heads.find(handle, environmentId)
                .map(
                        head ->
                                records.latest(handle, environmentId)
                                        - head.readTo()
                                        + rechecks.waiting(handle, environmentId))
                .orElse(0L);
    }

    private void retryCredit(Handle handle, Entry entry) {
        retry(
                handle,
                new Subject(
                        entry.environmentId(),
                        String.valueOf(entry.integratedAccountId()),
                        entry.model() + "/" + entry.resource(),
                        String.valueOf(entry.recordId())));
    }

    private void retryPerson(Handle handle, Entry entry) {
        people.rematch(handle, entry.environmentId(), String.valueOf(entry.integratedAccountId()));
        wake();
    }

    /** Looks at a parked record again. */
    void retry(Handle handle, Subject subject) {
        rechecks.add(handle, subject, "retry");
        wake();
    }

    /** One step of the background work in one environment; true when there may be more. */
    boolean step(String environmentId) {
        return follow.step(environmentId);
    }

    Plans plans() {
        return plans;
    }

    People people() {
        return people;
    }

    Statements statements() {
        return statements;
    }

    ClosePeriod closing() {
        return close;
    }

    ApprovePeriod approving() {
        return approve;
    }
}
