package dev.tributary.payroll;

import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.payroll.PayoutLine.Status;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Takes runs that are to be sent, oldest first and one per payroll system, and sends their lines.
 */
final class SendRuns {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int ROUNDS_MAX = 1_000;
    private static final int AT_ONCE_MAX = 4;

    private final Database database;
    private final RunStore runs;
    private final LineStore lines;
    private final SendLines send;
    private final PayrollCells.Of cellsOf;
    private final Ids ids;
    private final Clock clock;

    SendRuns(
            Database database,
            RunStore runs,
            LineStore lines,
            SendLines send,
            PayrollCells.Of cellsOf,
            Ids ids,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.lines = lines;
        this.send = send;
        this.cellsOf = cellsOf;
        this.ids = ids;
        this.clock = clock;
    }

    /** One run, as far as it goes now; true when there was one. */
    boolean turn() throws InterruptedException {
        String claim = ids.next("claim");
        Optional<PayoutRun> run =
                database.write(handle -> runs.claim(handle, claim, clock.instant(), LEASE));
        if (run.isEmpty()) {
            return false;
        }
        return Within.environment(run.get().environmentId()).call(() -> turn(run.get(), claim));
    }

    private boolean turn(PayoutRun run, String claim) throws InterruptedException {
        try {
            new Turn(run, claim).go();
        } finally {
            database.transact(handle -> runs.release(handle, run, claim));
        }
        return true;
    }

    private final class Turn {
        final PayoutRun run;
        final String claim;
        final PayrollCells cells;
        @Nullable String destination;

        Turn(PayoutRun run, String claim) {
            this.run = run;
            this.claim = claim;
            this.destination = run.destination();
            this.cells = cellsOf.of(run.environmentId(), run.integratedAccountId());
        }

        void go() throws InterruptedException {
            for (int round = 0; round < ROUNDS_MAX && hold(); round++) {
                List<PayoutLine> all = database.read(handle -> lines.ofRun(handle, run));
                if (all.stream().noneMatch(SendRuns::goesOn)) {
                    finish(all);
                    return;
                }
                if (some(all, line -> line.status() == Status.PLANNED && line.closed())) {
                    turnAway(all);
                    continue;
                }
                List<PayoutLine> due =
                        all.stream()
                                .filter(SendRuns::goesOn)
                                .filter(line -> !line.nextAt().isAfter(clock.instant()))
                                .toList();
                if (due.isEmpty() || !findDestination(due)) {
                    return;
                }
                sendAll(batches(due));
            }
        }

        private boolean hold() {
            return database.write(
                    handle -> runs.hold(handle, run, claim, clock.instant().plus(LEASE)));
        }

        /** True when lines that were never sent have somewhere to go. */
        private boolean findDestination(List<PayoutLine> due) {
            if (destination != null || !some(due, line -> line.status() == Status.PLANNED)) {
                return true;
            }
            try {
                destination = cells.findDestination().orElse(null);
            } catch (Failure failure) {
                send.postpone(due, failure);
                return false;
            }
            database.transact(
                    handle -> {
                        if (destination == null) {
                            become(handle, PayoutRun.Status.NEEDS_ATTENTION, "no payroll is open");
                        } else {
                            runs.goTo(handle, run, destination);
                        }
                    });
            return destination != null;
        }

        private void become(Handle handle, PayoutRun.Status status, @Nullable String why) {
            runs.become(handle, run, status, why, clock.instant());
        }

        /** The destination takes no more: all go to the next one, or none. */
        private void turnAway(List<PayoutLine> all) {
            boolean anySent =
                    some(
                            all,
                            line ->
                                    line.status() != Status.PLANNED
                                            && line.status() != Status.REJECTED
                                            && Objects.equals(line.destination(), destination));
            String reason =
                    "payroll %s takes no more, and other lines of the run are in it"
                            .formatted(destination);
            database.transact(
                    handle -> {
                        for (PayoutLine line : all) {
                            if (line.status() == Status.PLANNED && line.closed()) {
                                if (anySent) {
                                    lines.decide(handle, line, Status.REJECTED, reason);
                                } else {
                                    lines.replan(handle, line, line.cycle(), clock.instant());
                                }
                            }
                        }
                        runs.goTo(handle, run, null);
                    });
            destination = null;
        }

        /** Lines of one destination, in requests of as many rows as each of them may be among. */
        private List<List<PayoutLine>> batches(List<PayoutLine> due) {
            Map<List<Object>, List<PayoutLine>> alike = new LinkedHashMap<>();
            for (PayoutLine line : due) {
                alike.computeIfAbsent(
                                List.of(goesTo(line), line.rowsMax()), key -> new ArrayList<>())
                        .add(line);
            }
            List<List<PayoutLine>> batches = new ArrayList<>();
            for (List<PayoutLine> group : alike.values()) {
                int rows = Math.max(1, group.getFirst().rowsMax());
                for (int from = 0; from < group.size(); from += rows) {
                    batches.add(group.subList(from, Math.min(group.size(), from + rows)));
                }
            }
            return batches;
        }

        private String goesTo(PayoutLine line) {
            String to = line.status() == Status.PLANNED ? destination : line.destination();
            if (to == null) {
                throw new IllegalStateException("line " + line.id() + " goes nowhere");
            }
            return to;
        }

        private void sendAll(List<List<PayoutLine>> batches) throws InterruptedException {
            Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
            List<Future<?>> sent = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (List<PayoutLine> batch : batches) {
                    atOnce.acquire();
                    sent.add(
                            threads.submit(
                                    () -> {
                                        try {
                                            String to = goesTo(batch.getFirst());
                                            Within.environment(run.environmentId())
                                                    .run(() -> send.send(cells, to, batch));
                                        } finally {
                                            atOnce.release();
                                        }
                                    }));
                }
            }
            for (Future<?> one : sent) {
                await(one);
            }
        }

        private void finish(List<PayoutLine> all) {
            Map<Status, Long> bad = new LinkedHashMap<>();
            for (PayoutLine line : all) {
                if (line.status() != Status.CONFIRMED && line.status() != Status.RECEIVABLE) {
                    bad.merge(line.status(), 1L, Long::sum);
                }
            }
            database.transact(
                    handle -> {
                        if (bad.isEmpty()) {
                            become(handle, PayoutRun.Status.SENT, null);
                        } else {
                            String why = "lines need a person: " + bad;
                            become(handle, PayoutRun.Status.NEEDS_ATTENTION, why);
                        }
                    });
        }
    }

    /** Whether a line can go on by itself. */
    private static boolean goesOn(PayoutLine line) {
        return line.status().isOpen() && line.failures() < Learn.FAILURES_MAX;
    }

    private static boolean some(List<PayoutLine> lines, Predicate<PayoutLine> which) {
        return lines.stream().anyMatch(which);
    }

    private static void await(Future<?> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
