package dev.tributary.payroll;

import dev.tributary.Ids;
import dev.tributary.Within;
import dev.tributary.call.Calls;
import dev.tributary.commission.PayrollFeed;
import dev.tributary.db.Database;
import dev.tributary.http.Routes;
import dev.tributary.job.Loop;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The feature's assembly: from approved periods to payroll inputs. */
public final class Payroll implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMillis(250);

    /** What it stands on. */
    public record Ground(
            Database db,
            PayrollFeed feed,
            AuditLog audit,
            Metrics metrics,
            Ids ids,
            Clock clock,
            RandomGenerator random) {}

    private final SendRuns send;
    private final PayrollRoutes routes;
    private final Loop loop;

    private Payroll(Ground ground, PayrollCells.Of cells, BackOff backOff) {
        RunStore runs = new RunStore();
        LineStore lines = new LineStore();
        send =
                new SendRuns(
                        ground.db,
                        runs,
                        lines,
                        new SendLines(
                                ground.db,
                                lines,
                                ground.feed,
                                new Learn(backOff, ground.clock, ground.random),
                                ground.metrics),
                        cells,
                        ground.ids,
                        ground.clock);
        loop = new Loop("payroll", IDLE, () -> Within.everything().call(send::turn));
        routes =
                new PayrollRoutes(
                        ground.db,
                        runs,
                        lines,
                        new CreatePayoutRun(
                                ground.db,
                                ground.feed,
                                runs,
                                lines,
                                cells,
                                ground.audit,
                                ground.ids,
                                ground.clock),
                        new BeginSending(
                                ground.db, ground.feed, runs, lines, ground.audit, ground.clock),
                        new SettlePayoutRun(
                                ground.db,
                                runs,
                                lines,
                                ground.feed,
                                cells,
                                ground.audit,
                                ground.clock),
                        loop::wake);
    }

    public static Payroll create(Ground ground, Calls calls) {
        return new Payroll(ground, CallCells.over(calls), BackOff.STANDARD);
    }

    static Payroll over(Ground ground, PayrollCells.Of cells, BackOff backOff) {
        return new Payroll(ground, cells, backOff);
    }

    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    public Routes routes() {
        return routes;
    }

    /** One turn of the background work; true when there was something to send. */
    boolean turn() throws InterruptedException {
        return send.turn();
    }
}
