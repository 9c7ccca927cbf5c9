package dev.tributary.commission;

import static dev.tributary.commission.World.APRIL;
import static dev.tributary.commission.World.CRM;
import static dev.tributary.commission.World.MARCH;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.PropertiesSeeEverything;
import dev.tributary.db.TestDatabase;
import dev.tributary.mapping.Expression;
import dev.tributary.plan.Calculator;
import dev.tributary.plan.Credit;
import dev.tributary.plan.Earning;
import dev.tributary.plan.Plan;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whatever happens to deals, in whatever order, however often the follower stops in the middle, and
 * whichever periods are closed meanwhile: all bookings of a deal add up to what one calculation
 * over the records as they ended would pay.
 */
@AddLifecycleHook(PropertiesSeeEverything.class)
class FollowPropertyTest {
    private static final TestDatabase DB = new TestDatabase();

    @BeforeContainer
    static void open() {
        DB.open();
    }

    @AfterContainer
    static void close() {
        DB.close();
    }

    /** Something that happens. */
    sealed interface Act {
        record Won(int deal, int owner, LocalDate date, BigDecimal amount) implements Act {}

        record Lost(int deal) implements Act {}

        record Deleted(int deal) implements Act {}

        /** The follower goes on, and stops after some reads of people or records. */
        record Follow(int stopAfter) implements Act {}

        record Restart() implements Act {}

        record Close() implements Act {}
    }

    @Property(tries = 60)
    void all_bookings_of_a_deal_add_up_to_what_one_calculation_pays(
            @ForAll("acts") List<Act> acts) {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        Map<Integer, Act.@Nullable Won> deals = new TreeMap<>();
        List<YearMonth> open = new ArrayList<>(List.of(MARCH, APRIL));

        for (Act act : acts) {
            play(world, act, deals, open);
        }
        world.run();

        assertThat(booked(world)).isEqualTo(expected(deals));
        long unbalanced = DB.get().read(h -> new Books().unbalanced(h, world.environment));
        assertThat(unbalanced).isZero();
        long transactions = world.transactions();
        world.restarted();
        world.run();
        assertThat(world.transactions()).isEqualTo(transactions);
    }

    private static void play(
            World world, Act act, Map<Integer, Act.@Nullable Won> deals, List<YearMonth> open) {
        switch (act) {
            case Act.Won won -> {
                deals.put(won.deal(), won);
                String owner = won.owner() == 0 ? "77" : "88";
                world.won(id(won.deal()), owner, won.date().toString(), won.amount().toString());
            }
            case Act.Lost lost -> {
                deals.put(lost.deal(), null);
                world.records.change(
                        CRM, "crm/opportunities", id(lost.deal()), World.tree("status", "lost"));
            }
            case Act.Deleted deleted -> {
                if (deals.containsKey(deleted.deal())) {
                    deals.put(deleted.deal(), null);
                    world.records.delete(CRM, "crm/opportunities", id(deleted.deal()));
                }
            }
            case Act.Follow follow -> {
                world.records.stopAfter(follow.stopAfter());
                try {
                    world.run();
                } catch (MemoryRecords.Stopped stopped) {
                    world.restarted();
                } finally {
                    world.records.stopAfter(Integer.MAX_VALUE);
                }
            }
            case Act.Restart ignored -> world.restarted();
            case Act.Close ignored -> {
                if (!open.isEmpty()) {
                    world.run();
                    world.close(open.removeFirst());
                }
            }
        }
    }

    /** By person and line, over all periods; what adds up to nothing is left out. */
    private static Map<String, BigDecimal> booked(World world) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        world.balances()
                .forEach(
                        (key, amount) -> {
                            String[] parts = key.split(" ");
                            if (parts[0].startsWith("payable:")) {
                                String line =
                                        parts[0].substring(8) + " " + parts[2] + " " + parts[3];
                                sums.merge(line, amount, BigDecimal::add);
                            }
                        });
        sums.values().removeIf(amount -> amount.signum() == 0);
        return sums;
    }

    private static Map<String, BigDecimal> expected(Map<Integer, Act.@Nullable Won> deals) {
        Plan plan = new PlanStore(Expression::compile).read(World.plan());
        Map<String, List<Credit>> credits = new HashMap<>();
        deals.forEach(
                (number, won) -> {
                    if (won != null) {
                        String owner = won.owner() == 0 ? "Ann" : "Bob";
                        String month = YearMonth.from(won.date()).toString();
                        credits.computeIfAbsent(owner + " " + month, k -> new ArrayList<>())
                                .add(credit("owner", number, won));
                        if (won.owner() == 0) {
                            credits.computeIfAbsent("Bob " + month, k -> new ArrayList<>())
                                    .add(credit("manager", number, won));
                        }
                    }
                });
        Map<String, BigDecimal> sums = new TreeMap<>();
        credits.forEach(
                (group, of) -> {
                    for (Earning earning :
                            Calculator.calculate(plan, new BigDecimal("30000"), of)) {
                        String person = group.substring(0, 3);
                        sums.merge(
                                person + " " + earning.deal() + " " + earning.component(),
                                earning.amount(),
                                BigDecimal::add);
                    }
                });
        sums.values().removeIf(amount -> amount.signum() == 0);
        return sums;
    }

    private static Credit credit(String name, int number, Act.Won won) {
        return new Credit(
                id(number),
                name,
                new BigDecimal(100),
                won.amount(),
                List.of(won.date().toString(), id(number)));
    }

    private static String id(int deal) {
        return "d" + deal;
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Integer> deal = Arbitraries.integers().between(0, 7);
        Arbitrary<LocalDate> date =
                Arbitraries.integers().between(0, 60).map(LocalDate.of(2017, 3, 1)::plusDays);
        Arbitrary<BigDecimal> amount =
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ONE, new BigDecimal("40000"))
                        .ofScale(2);
        Arbitrary<Act> won =
                Combinators.combine(deal, Arbitraries.of(0, 1), date, amount).as(Act.Won::new);
        return Arbitraries.<Act>frequencyOf(
                        Tuple.of(10, won),
                        Tuple.of(2, deal.map(Act.Lost::new)),
                        Tuple.of(1, deal.map(Act.Deleted::new)),
                        Tuple.of(6, Arbitraries.integers().between(0, 8).map(Act.Follow::new)),
                        Tuple.of(1, Arbitraries.just(new Act.Restart())),
                        Tuple.of(1, Arbitraries.just(new Act.Close())))
                .list()
                .ofMaxSize(40);
    }
}
