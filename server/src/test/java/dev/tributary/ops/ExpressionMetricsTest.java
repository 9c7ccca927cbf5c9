package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Config;
import dev.tributary.catalog.BundledConnectors;
import dev.tributary.connector.Layer;
import dev.tributary.connector.Resource;
import dev.tributary.mapping.ExpressionLimits;
import dev.tributary.mapping.MappingException;
import dev.tributary.mapping.Provenance;
import dev.tributary.mapping.WatchExpressions;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What expressions use: counted by where they stand, and limited by their environment. */
class ExpressionMetricsTest {
    private static final Path CONNECTORS =
            Path.of("src/test/resources/dev/tributary/call/connectors");
    private static final ExpressionLimits FEW =
            new ExpressionLimits(Duration.ofSeconds(2), 1_000, 1_000, 1_000);
    private static final Map<String, @Nullable Object> ADA = Map.of("number", 7, "first", "Ada");

    private final Metrics metrics = new Metrics();
    private final AtomicLong nanos = new AtomicLong();
    private final ExpressionMetrics watch =
            ExpressionMetrics.in(metrics, () -> nanos.addAndGet(500_000));
    private final BundledConnectors bundled =
            BundledConnectors.load(
                    List.of(CONNECTORS),
                    Path.of("../models"),
                    new Config.Limits(ExpressionLimits.DEFAULT, Map.of("env_1", FEW)),
                    watch);

    private Resource contacts(String environment, String read) {
        Map<String, Object> override = Map.of("crm", Map.of("contacts", Map.of("read", read)));
        return bundled.layered(
                        "acme",
                        null,
                        List.of(
                                new Layer(
                                        "environment", "", override, bundled.limits(environment))))
                .resource("crm", "contacts")
                .orElseThrow();
    }

    private static void read(Resource resource) {
        resource.mapping().read(ADA, List.of(), Map.of());
    }

    private String line(String name) {
        return metrics.text()
                .lines()
                .filter(line -> line.startsWith("tributary_expression_" + name + "_total{"))
                .filter(line -> line.contains("layer=\"environment\""))
                .findFirst()
                .orElse("none");
    }

    @Test
    void an_expression_is_counted_with_its_time_its_steps_and_its_failures() {
        Resource resource =
                contacts("env_2", "{\"title\": first = \"Bob\" ? $sum(first) : $join([\"a\"])}");
        read(resource);
        read(resource);
        assertThatThrownBy(
                        () ->
                                resource.mapping()
                                        .read(
                                                Map.of("number", 8, "first", "Bob"),
                                                List.of(),
                                                Map.of()))
                .isInstanceOf(MappingException.class);
        String labels =
                "{connector=\"acme\",resource=\"crm/contacts\",layer=\"environment\","
                        + "place=\"/crm/contacts/read\"} ";
        assertThat(line("evaluations"))
                .isEqualTo("tributary_expression_evaluations_total" + labels + "3");
        assertThat(line("failures"))
                .isEqualTo("tributary_expression_failures_total" + labels + "1");
        assertThat(line("seconds"))
                .isEqualTo("tributary_expression_seconds_total" + labels + "0.001500");
        assertThat(line("steps")).matches(".*} [1-9]\\d*");
        assertThat(metrics.text())
                .contains("layer=\"connector\",place=\"acme/crm/contacts.yaml:")
                .doesNotContain(
                        "expression_evaluations_total{connector=\"acme\",resource=\"crm/users\"");
    }

    @Test
    void overrides_of_several_customers_share_the_series_of_a_place() {
        read(contacts("env_2", "{\"title\": \"a\"}"));
        read(contacts("env_3", "{\"title\": \"b\"}"));
        assertThat(line("evaluations")).endsWith("} 2");
    }

    @Test
    void beyond_a_number_of_places_the_rest_is_counted_together() {
        for (int i = 0; i < ExpressionMetrics.PLACES_MAX + 100; i++) {
            WatchExpressions.Meter meter =
                    watch.of("acme", "crm/contacts", new Provenance("account", "1", "/" + i));
            meter.end(meter.begin(), false);
        }
        List<String> lines =
                metrics.text()
                        .lines()
                        .filter(line -> line.startsWith("tributary_expression_evaluations_total"))
                        .toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(ExpressionMetrics.PLACES_MAX + 2);
        assertThat(lines).anyMatch(line -> line.contains("place=\"other\""));
    }

    @Test
    void an_environment_with_limits_of_its_own_gets_no_more() {
        String heavy = "{\"title\": $string($count([1..5000].($ + 1)))}";
        read(contacts("env_2", heavy));
        assertThatThrownBy(() -> read(contacts("env_1", heavy)))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        failed -> {
                            assertThat(failed.isOverLimit()).isTrue();
                            assertThat(failed.by())
                                    .isEqualTo(
                                            new Provenance(
                                                    "environment", "", "/crm/contacts/read"));
                        })
                .hasMessageContaining("read of the environment at /crm/contacts/read");
    }

    @Test
    void limits_of_an_override_are_not_those_of_the_connector_s_own_expressions() {
        Resource resource = contacts("env_1", "{\"title\": \"a\"}");
        String email = "x".repeat(2_000);
        resource.mapping().read(Map.of("number", 7, "email", email), List.of(), Map.of());
    }
}
