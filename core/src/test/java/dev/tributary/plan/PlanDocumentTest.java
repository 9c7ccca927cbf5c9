package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.mapping.Expression;
import dev.tributary.plan.InvalidPlan.Problem;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PlanDocumentTest {
    @Test
    void the_demos_plan_is_read_as_it_was_written() {
        Plan plan = Plans.demo();

        assertThat(plan.effectiveFrom()).isEqualTo(LocalDate.of(2017, 3, 1));
        assertThat(plan.credits().keySet()).containsExactly("owner", "manager");
        assertThat(plan.quotas().of("Anyone@example.com")).contains(new BigDecimal("30000"));
        assertThat(plan.components().get("commission"))
                .isEqualTo(
                        new Component.Marginal(
                                "owner",
                                List.of(
                                        tier(new Tier.End.OfQuota(new BigDecimal(100)), "0.0375"),
                                        tier(new Tier.End.OfQuota(new BigDecimal(125)), "0.0625"),
                                        tier(new Tier.End.Open(), "0.08125"))));
        assertThat(plan.isOverlay("overlay")).isTrue();
        assertThat(plan.isOverlay("commission")).isFalse();
    }

    @Test
    void a_persons_own_quota_goes_before_the_common_one() {
        Map<String, Object> document = Plans.document();
        document.put(
                "quotas", Map.of("default", "30000", "people", Map.of("Ann@Example.com", "9000")));

        Quotas quotas = PlanDocument.read(document, Expression::compile).quotas();

        assertThat(quotas.of("ann@example.COM")).contains(new BigDecimal("9000"));
        assertThat(quotas.of("bob@example.com")).contains(new BigDecimal("30000"));
    }

    @Test
    void every_problem_is_listed_once_with_its_pointer() {
        Map<String, Object> document = Plans.document();
        document.remove("name");
        document.put("currency", "XYZW");
        document.put("time_zone", "Mars/Olympus");
        document.put("effective_from", "2017-03-15");
        document.put("rounding", "up");
        document.put("colour", "blue");
        Map<String, Object> measure = new HashMap<>();
        measure.put("resource", "Opportunities");
        measure.put("when", "=((");
        document.put("measure", measure);
        document.put(
                "credits",
                Map.of(
                        "m",
                        Map.of("manager_of", "owner", "percent", "-1"),
                        "Bad",
                        Map.of("person", "x")));
        document.put(
                "components",
                Map.of(
                        "c",
                        Map.of(
                                "credit",
                                "nobody",
                                "marginal",
                                List.of(
                                        Map.of("up_to", "100%", "rate", "0.1"),
                                        Map.of("up_to", "90%", "rate", "x"),
                                        Map.of("up_to", "1%", "rate", "0.1")))));

        InvalidPlan invalid =
                catchThrowableOfType(
                        InvalidPlan.class, () -> PlanDocument.read(document, Expression::compile));

        assertThat(invalid.problems())
                .extracting(Problem::pointer)
                .contains(
                        "/name",
                        "/currency",
                        "/time_zone",
                        "/effective_from",
                        "/rounding",
                        "/colour",
                        "/measure/resource",
                        "/measure/when",
                        "/measure/date",
                        "/measure/order_by",
                        "/credits/m/percent",
                        "/credits/m/manager_of",
                        "/credits/Bad",
                        "/credits/Bad/percent",
                        "/components/c/credit",
                        "/components/c/marginal/1/up_to",
                        "/components/c/marginal/1/rate",
                        "/components/c/marginal/2/up_to")
                .doesNotHaveDuplicates();
        assertThat(invalid).hasMessageContaining("/measure/when: '=((' cannot be compiled");
    }

    @Test
    void a_binary_number_is_no_rate() {
        Map<String, Object> document = Plans.document();
        document.put("components", Map.of("c", Map.of("credit", "owner", "rate", 0.1d)));

        InvalidPlan invalid =
                catchThrowableOfType(
                        InvalidPlan.class, () -> PlanDocument.read(document, Expression::compile));

        assertThat(invalid.problems())
                .containsExactly(
                        new Problem("/components/c/rate", "must be a decimal written as text"));
    }

    @Test
    void tiers_of_quota_ask_for_quotas() {
        Map<String, Object> document = Plans.document();
        document.remove("quotas");

        InvalidPlan invalid =
                catchThrowableOfType(
                        InvalidPlan.class, () -> PlanDocument.read(document, Expression::compile));

        assertThat(invalid.problems())
                .extracting(Problem::pointer)
                .containsExactly("/components/commission/marginal");
    }

    private static Tier tier(Tier.End end, String rate) {
        return new Tier(end, new BigDecimal(rate));
    }
}
