package dev.tributary.plan;

import static dev.tributary.plan.Plans.owner;
import static dev.tributary.plan.Plans.total;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.mapping.Expression;
import dev.tributary.plan.Earning.Slice;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

class CalculatorTest {
    private static final BigDecimal QUOTA = new BigDecimal("100000");

    @Test
    void four_marginal_tiers_pay_each_slice_at_its_own_rate() {
        Plan plan = Plans.tiered("100%", "0.01", "125%", "0.05", "150%", "0.10", "0.15");

        List<Earning> earnings =
                Calculator.calculate(plan, QUOTA, List.of(owner("d1", "2017-03-01", "160000")));

        assertThat(earnings.getFirst().explanation().slices())
                .extracting(Slice::amount)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(
                        new BigDecimal(1000),
                        new BigDecimal(1250),
                        new BigDecimal(2500),
                        new BigDecimal(1500));
        assertThat(earnings.getFirst().amount()).isEqualTo("6250.00");
    }

    @Test
    void tiers_of_amounts_need_no_quota() {
        Plan plan = Plans.tiered("100000", "0.05", "125000", "0.06", "0.07");

        List<Earning> earnings =
                Calculator.calculate(plan, null, List.of(owner("d1", "2017-03-01", "150000")));

        assertThat(total(earnings)).isEqualTo("8250.00");
        assertThat(earnings.getFirst().explanation().quota()).isNull();
    }

    @Test
    void a_deal_that_crosses_a_boundary_is_split_there() {
        List<Earning> earnings =
                Calculator.calculate(
                        Plans.demo(),
                        new BigDecimal("30000"),
                        List.of(
                                owner("b", "2017-03-02", "10000.50"),
                                owner("a", "2017-03-01", "25000")));

        Earning.Explanation second = earnings.get(1).explanation();
        assertThat(second.runningBefore()).isEqualTo("25000");
        assertThat(second.slices())
                .containsExactly(
                        new Slice(
                                new BigDecimal("25000"),
                                new BigDecimal("30000.00"),
                                new BigDecimal("0.0375"),
                                new BigDecimal("187.500000")),
                        new Slice(
                                new BigDecimal("30000.00"),
                                new BigDecimal("35000.50"),
                                new BigDecimal("0.0625"),
                                new BigDecimal("312.531250")));
        assertThat(second.exact()).isEqualTo("500.031250");
        assertThat(second.rounded()).isEqualTo("500.03");
    }

    @Test
    void a_half_cent_goes_to_the_even_neighbour() {
        Plan plan = Plans.tiered("0.01");

        List<Earning> earnings =
                Calculator.calculate(
                        plan,
                        null,
                        List.of(
                                owner("a", "2017-03-01", "0.50"),
                                owner("b", "2017-03-01", "1.50"),
                                owner("c", "2017-03-01", "2.50")));

        assertThat(earnings)
                .extracting(Earning::amount)
                .containsExactly(
                        new BigDecimal("0.00"), new BigDecimal("0.02"), new BigDecimal("0.02"));
    }

    @Test
    void a_refund_runs_back_down_the_tiers_that_it_came_up() {
        List<Earning> earnings =
                Calculator.calculate(
                        Plans.demo(),
                        new BigDecimal("30000"),
                        List.of(
                                owner("a", "2017-03-01", "50000"),
                                owner("b", "2017-03-02", "-50000")));

        assertThat(total(earnings)).isEqualByComparingTo("0");
        assertThat(earnings.get(1).explanation().slices().getFirst().from()).isEqualTo("50000");
    }

    @Test
    void an_overlay_pays_its_flat_rate_on_the_managers_credit() {
        List<Earning> earnings =
                Calculator.calculate(
                        Plans.demo(),
                        new BigDecimal("30000"),
                        List.of(
                                Plans.credit(
                                        "manager", "d", "2017-03-01", new BigDecimal("1054"))));

        assertThat(earnings)
                .singleElement()
                .satisfies(
                        earning -> {
                            assertThat(earning.component()).isEqualTo("overlay");
                            assertThat(earning.explanation().exact()).isEqualTo("7.9050");
                            assertThat(earning.amount()).isEqualTo("7.90");
                        });
    }

    @Test
    void a_currency_without_cents_is_rounded_to_whole_units() {
        var document = Plans.document();
        document.put("currency", "JPY");
        Plan plan = PlanDocument.read(document, Expression::compile);

        List<Earning> earnings =
                Calculator.calculate(
                        plan, new BigDecimal("30000"), List.of(owner("d", "2017-03-01", "1000")));

        assertThat(earnings.getFirst().amount()).isEqualTo("38");
    }

    @Test
    void tiers_of_quota_without_a_quota_are_refused() {
        assertThatThrownBy(
                        () ->
                                Calculator.calculate(
                                        Plans.demo(), null, List.of(owner("d", "2017-03-01", "1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void order_keys_rank_by_utf8_bytes_and_not_by_utf16_units() {
        String beyondTheBmp = Character.toString(0x1F600);
        String privateUse = "\uE000";

        assertThat(beyondTheBmp).isLessThan(privateUse);
        assertThat(DealOrder.compareText(beyondTheBmp, privateUse)).isPositive();
        assertThat(DealOrder.compareText("Z", "a")).isNegative();
    }
}
