package dev.tributary.payroll;

import dev.tributary.Ids;
import dev.tributary.commission.Actor;
import dev.tributary.commission.World;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** The payroll side of a world, over a peer. */
final class Office {
    final World world;
    final Peer peer;
    final RunStore runs = new RunStore();
    final LineStore lines = new LineStore();
    private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());

    Office(World world, Peer peer) {
        this.world = world;
        this.peer = peer;
    }

    /** Ann sold for 1,000 in March and for 2,000 in April; both months may be paid. */
    static Office ofAnn(Database db) {
        World world = new World(db).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.won("d2", "77", "2017-04-10", "2000");
        world.run();
        return new Office(world, new Peer().open("p1"));
    }

    Office approved(YearMonth period) {
        world.run();
        world.close(period);
        world.approve(period);
        return this;
    }

    private SendLines sender() {
        BackOff none = new BackOff(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return new SendLines(
                world.db,
                lines,
                world.commission.payroll(),
                new Learn(none, world.clock, new SecureRandom()),
                new Metrics());
    }

    PayoutRun create(YearMonth period) {
        return create(period, "Commission").run();
    }

    CreatePayoutRun.Found create(YearMonth period, String earningType) {
        return new CreatePayoutRun(
                        world.db,
                        world.commission.payroll(),
                        runs,
                        lines,
                        (environment, account) -> peer,
                        new AuditLog(ids, world.clock),
                        ids,
                        world.clock)
                .create(
                        maker(),
                        period,
                        new CreatePayoutRun.Wanted(period.toString(), World.HRIS, earningType));
    }

    BeginSending begin() {
        return new BeginSending(
                world.db,
                world.commission.payroll(),
                runs,
                lines,
                new AuditLog(ids, world.clock),
                world.clock);
    }

    /** Sends until nothing goes on by itself; a server that crashes is started again. */
    PayoutRun send(PayoutRun run) {
        begin().send(maker(), run.id());
        for (int turns = 0; turns < 500; turns++) {
            try {
                SendRuns sending =
                        new SendRuns(
                                world.db,
                                runs,
                                lines,
                                sender(),
                                (environment, account) -> peer,
                                ids,
                                world.clock);
                if (!sending.turn()) {
                    return find(run);
                }
            } catch (Peer.Crash crashed) {
                world.clock.advance(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("it never ends: " + lines(run));
    }

    SettlePayoutRun.Settlement settle(PayoutRun run) {
        return new SettlePayoutRun(
                        world.db,
                        runs,
                        lines,
                        world.commission.payroll(),
                        (environment, account) -> peer,
                        new AuditLog(ids, world.clock),
                        world.clock)
                .settle(maker(), run.id());
    }

    PayoutRun find(PayoutRun run) {
        return world.db.read(h -> runs.find(h, world.environment, run.id())).orElseThrow();
    }

    List<PayoutLine> lines(PayoutRun run) {
        return world.db.read(handle -> lines.ofRun(handle, run));
    }

    PayoutLine line(PayoutRun run, String person) {
        return lines(run).stream()
                .filter(line -> line.personName().equals(person))
                .findFirst()
                .orElseThrow();
    }

    /** What stands in a ledger account, over all periods. */
    BigDecimal balance(String account) {
        return world.balances().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(account + " "))
                .map(Map.Entry::getValue)
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    Actor maker() {
        return world.maker;
    }
}
