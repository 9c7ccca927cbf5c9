package dev.tributary.payroll;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.commission.Actor;
import dev.tributary.commission.PayrollFeed;
import dev.tributary.commission.PayrollFeed.Owed;
import dev.tributary.commission.PayrollFeed.Part;
import dev.tributary.commission.PayrollFeed.Payable;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans a payout run: for everybody whom the payroll system pays, what landed in the period, less
 * what the person owes from before. What is below zero is carried; exactly zero makes no line.
 */
final class CreatePayoutRun {
    private final Database database;
    private final PayrollFeed feed;
    private final RunStore runs;
    private final LineStore lines;
    private final PayrollCells.Of cells;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    /** What is asked for. */
    record Wanted(String period, String integratedAccountId, String earningType) {}

    /**
     * @param made false when it was there already
     */
    record Found(PayoutRun run, boolean made) {}

    CreatePayoutRun(
            Database database,
            PayrollFeed feed,
            RunStore runs,
            LineStore lines,
            PayrollCells.Of cells,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.database = database;
        this.feed = feed;
        this.runs = runs;
        this.lines = lines;
        this.cells = cells;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes the run, or answers the one there is.
     *
     * @throws Failure {@code conflict} when the period is not approved, or when its people are in
     *     another run
     */
    Found create(Actor actor, YearMonth period, Wanted wanted) {
        String environmentId = actor.environmentId();
        int rowsMax = cells.of(environmentId, wanted.integratedAccountId()).rowsMax();
        return database.write(
                handle -> {
                    feed.lock(handle, environmentId);
                    var known =
                            runs.of(
                                    handle,
                                    environmentId,
                                    period.toString(),
                                    wanted.integratedAccountId(),
                                    wanted.earningType());
                    if (known.isPresent()) {
                        return new Found(known.get(), false);
                    }
                    feed.requireApproved(handle, environmentId, period);
                    checkOthers(handle, environmentId, period, wanted);
                    PayoutRun run = run(actor, period, wanted);
                    runs.insert(handle, run);
                    new Plan(handle, run, rowsMax).lines();
                    audit.record(handle, actor.act("payout_run.create", run.id(), null, wanted));
                    return new Found(run, true);
                });
    }

    private void checkOthers(Handle handle, String environmentId, YearMonth period, Wanted wanted) {
        for (PayoutRun other : runs.list(handle, environmentId)) {
            if (other.month().equals(period)
                    && other.integratedAccountId().equals(wanted.integratedAccountId())) {
                throw new Failure(
                        Code.CONFLICT,
                        "payout run %s pays period %s as '%s' already"
                                .formatted(other.id(), period, other.earningType()));
            }
        }
    }

    private PayoutRun run(Actor actor, YearMonth period, Wanted wanted) {
        return new PayoutRun(
                actor.environmentId(),
                ids.next("pr"),
                period.toString(),
                wanted.integratedAccountId(),
                wanted.earningType(),
                PayoutRun.Status.PLANNED,
                null,
                null,
                actor.keyId(),
                clock.instant(),
                null,
                null);
    }

    private record Key(String personId, String currency) {}

    private final class Plan {
        final Handle handle;
        final PayoutRun run;
        final int rowsMax;
        final Instant now = clock.instant();

        Plan(Handle handle, PayoutRun run, int rowsMax) {
            this.handle = handle;
            this.run = run;
            this.rowsMax = rowsMax;
        }

        void lines() {
            Map<Key, Owed> owed = new LinkedHashMap<>();
            for (Owed one :
                    feed.receivables(handle, run.environmentId(), run.integratedAccountId())) {
                owed.put(new Key(one.personId(), one.currency()), one);
            }
            for (Payable payable :
                    feed.payables(
                            handle, run.environmentId(), run.month(), run.integratedAccountId())) {
                line(payable, owed.remove(new Key(payable.personId(), payable.currency())));
            }
            // Who earned nothing goes on owing, and sees so.
            owed.values()
                    .forEach(
                            one ->
                                    line(
                                            new Payable(
                                                    one.personId(),
                                                    one.name(),
                                                    run.integratedAccountId(),
                                                    one.employeeId(),
                                                    one.currency(),
                                                    BigDecimal.ZERO,
                                                    List.of()),
                                            one));
        }

        private void line(Payable payable, @Nullable Owed owed) {
            BigDecimal due = payable.amount();
            BigDecimal before = owed == null ? BigDecimal.ZERO : owed.amount();
            BigDecimal net = due.add(before);
            if (due.signum() < 0) {
                feed.carry(handle, booking(payable, due));
            } else if (due.min(before.negate()).signum() > 0) {
                feed.net(handle, booking(payable, due.min(before.negate())));
            }
            if (net.signum() != 0) {
                lines.insert(handle, line(payable, net), allocations(payable, before));
            }
        }

        /** Booked under the run and person, so that it is also booked when no line comes of it. */
        private PayrollFeed.Line booking(Payable payable, BigDecimal amount) {
            return new PayrollFeed.Line(
                    run.environmentId(),
                    String.join(":", run.id(), payable.personId(), payable.currency()),
                    1,
                    payable.personId(),
                    run.month(),
                    payable.currency(),
                    amount);
        }

        private Map<String, BigDecimal> allocations(Payable payable, BigDecimal before) {
            Map<String, BigDecimal> allocations = new LinkedHashMap<>();
            String prefix = run.period() + ":" + payable.personId() + ":";
            for (Part part : payable.parts()) {
                String key = prefix + part.dealId() + ":" + part.component();
                allocations.merge(key, part.amount(), BigDecimal::add);
            }
            if (before.signum() != 0) {
                allocations.put(prefix + "carried:receivable", before);
            }
            return allocations;
        }

        private PayoutLine line(Payable payable, BigDecimal amount) {
            return new PayoutLine(
                    run.environmentId(),
                    ids.next("pl"),
                    run.id(),
                    run.period(),
                    payable.personId(),
                    payable.name(),
                    payable.employeeId(),
                    run.earningType(),
                    payable.currency(),
                    amount,
                    amount.signum() < 0 ? PayoutLine.Status.RECEIVABLE : PayoutLine.Status.PLANNED,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0,
                    0,
                    false,
                    false,
                    false,
                    rowsMax,
                    0,
                    0,
                    1,
                    now,
                    null);
        }
    }
}
