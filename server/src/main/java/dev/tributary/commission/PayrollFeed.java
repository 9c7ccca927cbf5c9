package dev.tributary.commission;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.commission.Period.Status;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What commissions and payroll say to each other: what a period owes whom, and what became of it.
 * Every method works in the caller's transaction; what it books is booked once per payout line,
 * however often it is said.
 */
public final class PayrollFeed {
    /** What a person is due from a period. */
    public record Payable(
            String personId,
            String name,
            String hrisIntegratedAccountId,
            String employeeId,
            String currency,
            BigDecimal amount,
            List<Part> parts) {}

    /** The part of a payable that one deal and component make up. */
    public record Part(String dealId, String component, BigDecimal amount) {}

    /**
     * A payout line as the ledger sees it; id and cycle make its transactions unique.
     *
     * @param cycle counts how often it went out
     */
    public record Line(
            String environmentId,
            String id,
            int cycle,
            String personId,
            YearMonth period,
            String currency,
            BigDecimal amount) {}

    private record Row(
            String personId,
            String name,
            String hrisIntegratedAccountId,
            String employeeId,
            String currency,
            @Nullable String dealId,
            @Nullable String component,
            BigDecimal amount) {}

    private final HeadStore heads;
    private final PeriodStore periods;
    private final Ledger ledger;
    private final Clock clock;

    PayrollFeed(HeadStore heads, PeriodStore periods, Ledger ledger, Clock clock) {
        this.heads = heads;
        this.periods = periods;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Makes everything that follows in this transaction serial within the environment. */
    public void lock(Handle handle, String environmentId) {
        heads.lock(handle, environmentId);
    }

    /**
     * @throws Failure {@code conflict} when the period may not be paid yet
     */
    public void requireApproved(Handle handle, String environmentId, YearMonth period) {
        Status status =
                periods.find(handle, environmentId, period).map(Period::status).orElse(Status.OPEN);
        if (status.compareTo(Status.APPROVED) < 0) {
            throw new Failure(
                    Code.CONFLICT,
                    "period %s is %s: it is paid after it was closed and approved"
                            .formatted(period, PeriodStore.text(status)));
        }
    }

    /** What landed in a period for the people whom an HRIS pays; also below zero, never zero. */
    public List<Payable> payables(
            Handle handle, String environmentId, YearMonth period, String hrisAccount) {
        Map<List<String>, List<Row>> byPerson = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        SELECT t.person_id, p.name, p.hris_integrated_account_id, p.employee_id,
                               t.currency, t.deal_id, t.component, sum(t.amount) AS amount
                          FROM ledger_transaction t
                          JOIN person p
                            ON p.environment_id = t.environment_id AND p.id = t.person_id
                         WHERE t.environment_id = :environment AND t.period = :period
                           AND t.kind IN ('earning', 'clawback', 'correction')
                           AND p.hris_integrated_account_id = :account
                         GROUP BY 1, 2, 3, 4, 5, 6, 7
                        HAVING sum(t.amount) <> 0
                         ORDER BY 1, 5, 6, 7
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .bind("account", hrisAccount)
                .mapTo(Row.class)
                .forEach(
                        row ->
                                byPerson.computeIfAbsent(
                                                List.of(row.personId(), row.currency()),
                                                key -> new ArrayList<>())
                                        .add(row));
        return byPerson.values().stream().map(PayrollFeed::payable).toList();
    }

    private static Payable payable(List<Row> rows) {
        Row any = rows.getFirst();
        BigDecimal amount = rows.stream().map(Row::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<Part> parts =
                rows.stream()
                        .map(
                                row ->
                                        new Part(
                                                row.dealId() == null ? "" : row.dealId(),
                                                row.component() == null ? "" : row.component(),
                                                row.amount()))
                        .toList();
        return new Payable(
                any.personId(),
                any.name(),
                any.hrisIntegratedAccountId(),
                any.employeeId(),
                any.currency(),
                amount,
                parts);
    }

    /** A person with a balance below zero in {@code receivable}, by currency. */
    public record Owed(
            String personId, String name, String employeeId, String currency, BigDecimal amount) {}

    /** What people of an HRIS owe, zero or less; those who owe nothing are absent. */
    public List<Owed> receivables(Handle handle, String environmentId, String hrisAccount) {
        return handle.createQuery(
                        """
                        SELECT p.id AS person_id, p.name, p.employee_id, e.currency,
                               sum(e.amount) AS amount
                          FROM person p
                          JOIN ledger_entry e
                            ON e.environment_id = p.environment_id
                           AND e.ledger_account = 'receivable:' || p.id
                         WHERE p.environment_id = :environment
                           AND p.hris_integrated_account_id = :account
                         GROUP BY 1, 2, 3, 4 HAVING sum(e.amount) <> 0
                        """)
                .bind("environment", environmentId)
                .bind("account", hrisAccount)
                .mapTo(Owed.class)
                .list();
    }

    /** The line's amount, below zero, waits as a receivable for the next run. */
    public void carry(Handle handle, Line line) {
        // Below zero out of payable means above zero into it: afterwards it stands at zero.
        ledger.post(
                handle,
                line.environmentId(),
                List.of(move(line, Kind.RECEIVABLE_CARRIED, payable(line), receivable(line))));
    }

    /** The line's amount, above zero, is what the person owed and this run keeps back. */
    public void net(Handle handle, Line line) {
        ledger.post(
                handle,
                line.environmentId(),
                List.of(move(line, Kind.RECEIVABLE_NETTED, payable(line), receivable(line))));
    }

    /** The provider has confirmed the lines. */
    public void sent(Handle handle, String environmentId, Collection<Line> lines) {
        ledger.post(
                handle,
                environmentId,
                lines.stream()
                        .map(line -> move(line, Kind.PAYOUT_SENT, payable(line), inPayroll(line)))
                        .toList());
    }

    /** The provider has processed the payroll with the lines in it. */
    public void paid(Handle handle, String environmentId, Collection<Line> lines) {
        ledger.post(
                handle,
                environmentId,
                lines.stream()
                        .map(line -> move(line, Kind.PAYOUT_PAID, inPayroll(line), paid(line)))
                        .toList());
    }

    /** The provider has processed the payroll without the line. */
    public void returned(Handle handle, Line line) {
        ledger.post(
                handle,
                line.environmentId(),
                List.of(move(line, Kind.PAYOUT_RETURNED, inPayroll(line), payable(line))));
    }

    /** What the ledger says of lines of a period: in payroll or paid. */
    public BigDecimal total(
            Handle handle, String environmentId, YearMonth period, List<String> lines) {
        return handle.createQuery(
                        """
                        SELECT coalesce(sum(CASE kind WHEN 'payout_sent' THEN amount
                                                        ELSE -amount END), 0)
                          FROM ledger_transaction
                         WHERE environment_id = :environment AND period = :period
                           AND kind IN ('payout_sent', 'payout_returned') AND causes && :lines
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .bindArray("lines", String.class, lines.toArray())
                .mapTo(BigDecimal.class)
                .one();
    }

    /** Notes that the period is paid, once nothing of it is payable or in payroll any more. */
    public void periodPaid(Handle handle, String environmentId, YearMonth period) {
        boolean open =
                handle.createQuery(
                                """
                                SELECT EXISTS (
                                    SELECT FROM ledger_transaction t JOIN ledger_entry e
                                      ON e.environment_id = t.environment_id
                                     AND e.transaction_id = t.id
                                     WHERE t.environment_id = :environment AND t.period = :period
                                       AND (starts_with(e.ledger_account, 'payable:')
                                            OR starts_with(e.ledger_account, 'in_payroll:'))
                                     GROUP BY e.ledger_account, e.currency
                                    HAVING sum(e.amount) <> 0)
                                """)
                        .bind("environment", environmentId)
                        .bind("period", period.toString())
                        .mapTo(Boolean.class)
                        .one();
        if (open) {
            return;
        }
        periods.advance(
                handle, environmentId, period, Status.APPROVED, Status.PAID, "", clock.instant());
    }

    private static Posting move(Line line, Kind kind, LedgerAccount from, LedgerAccount to) {
        return new Posting(
                Posting.idOf(line.environmentId(), line.id(), kind, line.cycle()),
                kind,
                line.personId(),
                line.period(),
                line.period(),
                null,
                null,
                line.cycle(),
                line.currency(),
                line.amount(),
                from,
                to,
                line.period().atEndOfMonth(),
                List.of(line.id()),
                null);
    }

    private static LedgerAccount paid(Line line) {
        return new LedgerAccount.Paid(line.personId());
    }

    private static LedgerAccount payable(Line line) {
        return new LedgerAccount.Payable(line.personId());
    }

    private static LedgerAccount inPayroll(Line line) {
        return new LedgerAccount.InPayroll(line.personId());
    }

    private static LedgerAccount receivable(Line line) {
        return new LedgerAccount.Receivable(line.personId());
    }
}
