package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.plan.Earning.Slice;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class CalculatorPropertiesTest {
    private static final BigDecimal QUOTA = new BigDecimal("30000");
    private static final Plan PLAN = Plans.demo();

    @Property
    void the_order_in_which_credits_are_given_does_not_matter(
            @ForAll("credits") List<Credit> credits, @ForAll Random random) {
        List<Credit> shuffled = new ArrayList<>(credits);
        Collections.shuffle(shuffled, random);

        assertThat(Calculator.calculate(PLAN, QUOTA, shuffled))
                .isEqualTo(Calculator.calculate(PLAN, QUOTA, credits));
    }

    @Property
    void booking_differences_as_deals_arrive_ends_where_one_calculation_does(
            @ForAll("credits") List<Credit> credits, @ForAll Random random) {
        List<Credit> arriving = new ArrayList<>(credits);
        Collections.shuffle(arriving, random);
        Map<String, BigDecimal> booked = new HashMap<>();
        List<Credit> present = new ArrayList<>();

        for (Credit credit : arriving) {
            present.add(credit);
            for (Earning earning : Calculator.calculate(PLAN, QUOTA, present)) {
                String line = earning.deal() + "/" + earning.component();
                BigDecimal before = booked.getOrDefault(line, BigDecimal.ZERO);
                booked.put(line, before.add(earning.amount().subtract(before)));
            }
        }

        Map<String, BigDecimal> fromScratch = new HashMap<>();
        for (Earning earning : Calculator.calculate(PLAN, QUOTA, credits)) {
            fromScratch.put(earning.deal() + "/" + earning.component(), earning.amount());
        }
        assertThat(booked).isEqualTo(fromScratch);
    }

    @Property
    void the_slices_cover_the_credit_and_add_up_to_the_exact_amount(
            @ForAll("credits") List<Credit> credits) {
        for (Earning earning : Calculator.calculate(PLAN, QUOTA, credits)) {
            Earning.Explanation why = earning.explanation();
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal at = why.runningBefore();
            for (Slice slice : why.slices()) {
                assertThat(slice.from()).isEqualByComparingTo(at);
                assertThat(slice.amount())
                        .isEqualByComparingTo(
                                slice.to().subtract(slice.from()).multiply(slice.rate()));
                at = slice.to();
                sum = sum.add(slice.amount());
            }
            assertThat(at).isEqualByComparingTo(why.runningBefore().add(why.credited()));
            assertThat(sum).isEqualByComparingTo(why.exact());
            assertThat(earning.amount()).isEqualTo(why.exact().setScale(2, RoundingMode.HALF_EVEN));
        }
    }

    @Property
    void a_second_calculator_that_pays_what_lies_below_a_total_agrees(
            @ForAll("credits") List<Credit> credits) {
        Map<String, BigDecimal> obvious = new HashMap<>();
        BigDecimal running = BigDecimal.ZERO;
        for (Credit credit : inOrder(credits)) {
            BigDecimal before = paidUpTo(running);
            running = running.add(credit.amount());
            BigDecimal exact = paidUpTo(running).subtract(before);
            obvious.put(credit.deal(), exact.setScale(2, RoundingMode.HALF_EVEN));
        }

        Map<String, BigDecimal> paid = new HashMap<>();
        for (Earning earning : Calculator.calculate(PLAN, QUOTA, credits)) {
            paid.put(earning.deal(), earning.amount());
        }
        assertThat(paid).isEqualTo(obvious);
    }

    @Property(tries = 50)
    void a_third_calculator_that_walks_dollar_by_dollar_agrees(
            @ForAll("wholeDollars") List<Credit> credits) {
        BigDecimal quota = new BigDecimal(400);
        Map<String, BigDecimal> obvious = new HashMap<>();
        int running = 0;
        for (Credit credit : inOrder(credits)) {
            BigDecimal exact = BigDecimal.ZERO;
            for (int dollar = 0; dollar < credit.amount().intValueExact(); dollar++) {
                String rate = running < 400 ? "0.0375" : running < 500 ? "0.0625" : "0.08125";
                exact = exact.add(new BigDecimal(rate));
                running++;
            }
            obvious.put(credit.deal(), exact.setScale(2, RoundingMode.HALF_EVEN));
        }

        Map<String, BigDecimal> paid = new HashMap<>();
        for (Earning earning : Calculator.calculate(PLAN, quota, credits)) {
            paid.put(earning.deal(), earning.amount());
        }
        assertThat(paid).isEqualTo(obvious);
    }

    @Property
    void less_credit_on_one_deal_never_pays_more_on_any(
            @ForAll("sales") List<Credit> credits, @ForAll Random random) {
        if (credits.isEmpty()) {
            return;
        }
        List<Credit> lowered = new ArrayList<>(credits);
        int at = random.nextInt(lowered.size());
        Credit cut = lowered.get(at);
        BigDecimal half = cut.amount().multiply(new BigDecimal("0.5"));
        lowered.set(at, new Credit(cut.deal(), "owner", cut.percent(), half, cut.orderKeys()));

        List<Earning> before = Calculator.calculate(PLAN, QUOTA, credits);
        List<Earning> after = Calculator.calculate(PLAN, QUOTA, lowered);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).deal()).isEqualTo(before.get(i).deal());
            assertThat(after.get(i).amount()).isLessThanOrEqualTo(before.get(i).amount());
        }
    }

    private static List<Credit> inOrder(List<Credit> credits) {
        return credits.stream().sorted(DealOrder.CREDITS).toList();
    }

    /** All that a total earns, from nothing: below zero at the first rate. */
    private static BigDecimal paidUpTo(BigDecimal total) {
        BigDecimal quota = QUOTA;
        BigDecimal second = new BigDecimal("37500");
        BigDecimal paid = total.min(quota).multiply(new BigDecimal("0.0375"));
        paid = paid.add(between(total, quota, second).multiply(new BigDecimal("0.0625")));
        BigDecimal above = total.subtract(second).max(BigDecimal.ZERO);
        return paid.add(above.multiply(new BigDecimal("0.08125")));
    }

    private static BigDecimal between(BigDecimal total, BigDecimal low, BigDecimal high) {
        return total.min(high).subtract(low).max(BigDecimal.ZERO);
    }

    @Provide
    Arbitrary<List<Credit>> credits() {
        return list(
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-20000"), new BigDecimal("60000"))
                        .ofScale(2));
    }

    @Provide
    Arbitrary<List<Credit>> sales() {
        return list(
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("0.01"), new BigDecimal("60000"))
                        .ofScale(2));
    }

    @Provide
    Arbitrary<List<Credit>> wholeDollars() {
        return list(Arbitraries.integers().between(0, 300).map(BigDecimal::valueOf));
    }

    private static Arbitrary<List<Credit>> list(Arbitrary<BigDecimal> amounts) {
        Arbitrary<Integer> days = Arbitraries.integers().between(1, 31);
        Arbitrary<Map.Entry<Integer, BigDecimal>> deals =
                Combinators.combine(days, amounts).as(Map::entry);
        return deals.list()
                .ofMaxSize(25)
                .map(
                        list -> {
                            List<Credit> credits = new ArrayList<>();
                            for (Map.Entry<Integer, BigDecimal> deal : list) {
                                String date = "2017-03-%02d".formatted(deal.getKey());
                                String id = "d" + (credits.size() * 7 % 26);
                                credits.add(Plans.credit("owner", id, date, deal.getValue()));
                            }
                            return credits;
                        });
    }
}
