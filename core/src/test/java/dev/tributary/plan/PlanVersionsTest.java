package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class PlanVersionsTest {
    private final PlanVersions versions =
            new PlanVersions(
                    new TreeMap<>(
                            Map.of(
                                    1, from("2017-03-01", "UTC"),
                                    2, from("2017-06-01", "UTC"),
                                    3, from("2017-03-01", "UTC"))));

    @Test
    void the_latest_first_day_is_in_force_and_of_equals_the_higher_number() {
        assertThat(versions.inForce(LocalDate.of(2017, 2, 28))).isEmpty();
        assertThat(versions.inForce(LocalDate.of(2017, 5, 31))).contains(3);
        assertThat(versions.inForce(LocalDate.of(2017, 6, 1))).contains(2);
    }

    @Test
    void a_won_deal_counts_on_its_date() {
        Measured measured = versions.measure("ia/1", won());

        assertThat(measured)
                .isEqualTo(
                        new Measured.Counts(
                                3,
                                new Deal(
                                        "ia/1",
                                        LocalDate.of(2017, 4, 2),
                                        new BigDecimal("1054.10"),
                                        List.of("2017-04-02", "1C1I7A6R"),
                                        Map.of("owner", "77"))));
    }

    @Test
    void a_deal_that_is_not_won_does_not_count_whatever_it_lacks() {
        assertThat(versions.measure("ia/1", Map.of("status", "open")))
                .isEqualTo(new Measured.DoesNotCount());
    }

    @Test
    void a_won_deal_that_lacks_anything_is_unclear_with_every_reason() {
        Map<String, @Nullable Object> data = won();
        data.put("amount", null);
        data.put("owner", null);
        data.put("currency", "EUR");

        assertThat(versions.measure("ia/1", data))
                .isEqualTo(
                        new Measured.Unclear(
                                List.of(
                                        "it has no amount",
                                        "the plan pays in USD, not in 'EUR'",
                                        "it has no owner")));
    }

    @Test
    void a_won_deal_before_the_first_version_is_unclear() {
        Map<String, @Nullable Object> data = won();
        data.put("close_date", "2016-12-31");

        assertThat(versions.measure("ia/1", data))
                .isEqualTo(
                        new Measured.Unclear(
                                List.of("no version of the plan is in force on 2016-12-31")));
    }

    @Test
    void an_instant_falls_on_its_date_in_the_plans_time_zone() {
        Map<String, @Nullable Object> data = won();
        data.put("close_date", "2017-04-01T02:30:00Z");
        PlanVersions newYork =
                new PlanVersions(new TreeMap<>(Map.of(1, from("2017-03-01", "America/New_York"))));

        assertThat(newYork.measure("ia/1", data))
                .isInstanceOfSatisfying(
                        Measured.Counts.class,
                        counts ->
                                assertThat(counts.deal().date())
                                        .isEqualTo(LocalDate.of(2017, 3, 31)));
    }

    private static Map<String, @Nullable Object> won() {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("status", "won");
        data.put("close_date", "2017-04-02");
        data.put("amount", "1054.10");
        data.put("currency", "USD");
        data.put("owner", Map.of("id", "77"));
        data.put("custom_fields", Map.of("opportunity_id", "1C1I7A6R"));
        return data;
    }

    private static Plan from(String date, String zone) {
        Map<String, Object> document = Plans.document();
        document.put("effective_from", date);
        document.put("time_zone", zone);
        return PlanDocument.read(document, Expression::compile);
    }
}
