package dev.tributary.payroll;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.CompareAndSet.Cell;
import dev.tributary.commission.Actor;
import dev.tributary.commission.PayrollFeed;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;
import dev.tributary.payroll.PayoutLine.Status;
import dev.tributary.payroll.PayrollCells.Held;

import org.jdbi.v3.core.Handle;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reconciles a run with the payroll system, to the cent, by reading it back. Once the payroll has
 * been processed, what it holds is paid; what was taken out of it is payable again.
 */
final class SettlePayoutRun {
    private final Database database;
    private final RunStore runs;
    private final LineStore lines;
    private final PayrollFeed feed;
    private final PayrollCells.Of cellsOf;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * @param providerTotal what the payroll system holds of ours
     * @param ledgerTotal what the ledger says is in payroll or paid
     */
    record Settlement(
            PayoutRun run, BigDecimal providerTotal, BigDecimal ledgerTotal, boolean agrees) {}

    SettlePayoutRun(
            Database database,
            RunStore runs,
            LineStore lines,
            PayrollFeed feed,
            PayrollCells.Of cellsOf,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.lines = lines;
        this.feed = feed;
        this.cellsOf = cellsOf;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was read back of one line. */
    private record Read(PayoutLine line, boolean processed, BigDecimal now, BigDecimal expected) {
        boolean agrees() {
            return now.compareTo(expected) == 0;
        }

        boolean gone() {
            BigDecimal seen = line.seen();
            return seen != null && now.compareTo(seen) == 0;
        }

        /** Our part of what the cell holds. */
        BigDecimal ours() {
            BigDecimal seen = line.seen();
            return agrees() || seen == null ? line.amount() : now.subtract(seen);
        }
    }

    /**
     * @throws Failure {@code conflict} while the run has not been sent
     */
    Settlement settle(Actor actor, String id) {
        PayoutRun run =
                database.read(handle -> runs.find(handle, actor.environmentId(), id))
                        .orElseThrow(() -> Failure.notFound("payout run", id));
        switch (run.status()) {
            case PLANNED, SENDING ->
                    throw new Failure(
                            Code.CONFLICT,
                            "payout run %s is %s: it is settled after it was sent"
                                    .formatted(id, PayrollRoutes.text(run.status())));
            case SENT, NEEDS_ATTENTION, SETTLED -> {}
        }
        List<Read> reads = read(run);
        return database.write(handle -> settle(handle, actor, run, reads));
    }

    /** Reads confirmed lines back; two runs may have added to the same cell. */
    private List<Read> read(PayoutRun run) {
        Map<String, List<PayoutLine>> byDestination = new LinkedHashMap<>();
        Map<String, BigDecimal> expected = new LinkedHashMap<>();
        database.transact(
                handle -> {
                    for (PayoutLine line : lines.ofRun(handle, run)) {
                        String destination = line.destination();
                        if (line.status() == Status.CONFIRMED && destination != null) {
                            byDestination
                                    .computeIfAbsent(destination, d -> new ArrayList<>())
                                    .add(line);
                            expected.put(line.id(), lines.lastWanted(handle, run, line));
                        }
                    }
                });
        if (byDestination.isEmpty()) {
            return List.of();
        }
        PayrollCells cells = cellsOf.of(run.environmentId(), run.integratedAccountId());
        List<Read> reads = new ArrayList<>();
        byDestination.forEach(
                (destination, of) -> {
                    for (int from = 0; from < of.size(); from += cells.rowsMax()) {
                        int to = Math.min(of.size(), from + cells.rowsMax());
                        read(cells, destination, of.subList(from, to), expected, reads);
                    }
                });
        return reads;
    }

    private static void read(
            PayrollCells cells,
            String destination,
            List<PayoutLine> batch,
            Map<String, BigDecimal> expected,
            List<Read> reads) {
        List<Map<String, ?>> rows = new ArrayList<>();
        batch.forEach(line -> rows.add(line.row()));
        Held held = cells.held(destination, rows);
        for (int i = 0; i < batch.size(); i++) {
            PayoutLine line = batch.get(i);
            Cell cell = held.cells().get(i);
            BigDecimal now = cell.seen() == null ? BigDecimal.ZERO : cell.seen();
            BigDecimal wanted = expected.getOrDefault(line.id(), BigDecimal.ZERO);
            reads.add(new Read(line, held.processed(), now, wanted));
        }
    }

    private Settlement settle(Handle handle, Actor actor, PayoutRun seen, List<Read> reads) {
        feed.lock(handle, seen.environmentId());
        PayoutRun run = runs.lock(handle, seen.environmentId(), seen.id()).orElseThrow();
        BigDecimal provider = BigDecimal.ZERO;
        boolean agrees = true;
        List<PayoutLine> paid = new ArrayList<>();
        for (Read read : reads) {
            provider = provider.add(read.ours());
            agrees &= read.agrees();
            PayoutLine line = read.line();
            if (!read.processed() || line.paidAt() != null) {
                continue;
            }
            if (read.agrees()) {
                paid.add(line);
            } else if (read.gone()) {
                feed.returned(handle, line.ledgerLine());
                lines.takeBack(handle, line, "it was taken out before payroll was processed");
            } else {
                lines.decide(handle, line, Status.CONFLICT, "payroll holds " + read.now());
            }
        }
        feed.paid(handle, run.environmentId(), paid.stream().map(PayoutLine::ledgerLine).toList());
        lines.paid(handle, paid, clock.instant());
        finish(handle, run);
        audit.record(handle, actor.act("payout_run.settle", run.id(), null, null));
        BigDecimal ledger =
                feed.total(handle, run.environmentId(), run.month(), lines(handle, run));
        return new Settlement(
                runs.find(handle, run.environmentId(), run.id()).orElseThrow(),
                provider,
                ledger,
                agrees && provider.compareTo(ledger) == 0);
    }

    private List<String> lines(Handle handle, PayoutRun run) {
        return lines.ofRun(handle, run).stream().map(PayoutLine::id).toList();
    }

    private void finish(Handle handle, PayoutRun run) {
        List<PayoutLine> all = lines.ofRun(handle, run);
        boolean settled =
                all.stream()
                        .allMatch(
                                line ->
                                        line.status() == Status.RECEIVABLE
                                                || line.paidAt() != null);
        boolean trouble =
                all.stream()
                        .anyMatch(
                                line ->
                                        line.status() != Status.RECEIVABLE
                                                && line.status() != Status.CONFIRMED);
        if (settled && run.status() != PayoutRun.Status.SETTLED) {
            runs.become(handle, run, PayoutRun.Status.SETTLED, null, clock.instant());
            feed.periodPaid(handle, run.environmentId(), run.month());
        } else if (trouble) {
            runs.become(
                    handle,
                    run,
                    PayoutRun.Status.NEEDS_ATTENTION,
                    "payroll and lines differ",
                    clock.instant());
        }
    }
}
