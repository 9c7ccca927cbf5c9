package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

class HubSpotSearchTest {
    private static final String SEARCH = "/crm/v3/objects/deals/search";

    private final Installed installed = new Installed();
    private Wire client = installed.anonymous();

    @BeforeEach
    void connect() {
        client = installed.client();
        installed.emulator.dials().set(HubSpotDial.SEARCH_LIMIT, 1000);
        for (int i = 1; i <= 5; i++) {
            installed.clock.pass(Duration.ofSeconds(1));
            installed
                    .emulator
                    .crm()
                    .createDeal(
                            Map.of(
                                    "dealname",
                                    "Deal number " + i,
                                    "amount",
                                    Integer.toString(i * 9),
                                    "dealstage",
                                    i < 3 ? "closedwon" : "contractsent"));
        }
    }

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void filters_in_a_group_must_all_hold_and_one_group_is_enough() {
        assertThat(names(group(filter("amount", "GTE", "18"), filter("amount", "LT", "36"))))
                .containsExactly("Deal number 2", "Deal number 3");
        assertThat(
                        names(
                                Map.of(
                                        "filterGroups",
                                        List.of(
                                                Map.of(
                                                        "filters",
                                                        List.of(filter("amount", "EQ", "9"))),
                                                Map.of(
                                                        "filters",
                                                        List.of(filter("amount", "EQ", "45.0")))))))
                .containsExactly("Deal number 1", "Deal number 5");
    }

    @Test
    void every_operator_does_what_it_says() {
        assertThat(names(group(filter("dealstage", "NEQ", "closedwon")))).hasSize(3);
        assertThat(names(group(filter("amount", "GT", "36")))).hasSize(1);
        assertThat(names(group(filter("amount", "LTE", "9")))).hasSize(1);
        assertThat(
                        names(
                                group(
                                        Map.of(
                                                "propertyName", "amount",
                                                "operator", "BETWEEN",
                                                "value", "10",
                                                "highValue", "30"))))
                .hasSize(2);
        assertThat(names(group(values("IN", "closedwon", "closedlost")))).hasSize(2);
        assertThat(names(group(values("NOT_IN", "closedwon")))).hasSize(3);
        assertThat(names(group(Map.of("propertyName", "closedate", "operator", "HAS_PROPERTY"))))
                .isEmpty();
        assertThat(
                        names(
                                group(
                                        Map.of(
                                                "propertyName", "closedate",
                                                "operator", "NOT_HAS_PROPERTY"))))
                .hasSize(5);
        assertThat(names(group(filter("dealname", "CONTAINS_TOKEN", "numb*")))).hasSize(5);
        assertThat(names(group(filter("dealname", "NOT_CONTAINS_TOKEN", "3")))).hasSize(4);
        assertThat(names(Map.of("query", "number 4"))).containsExactly("Deal number 4");
    }

    @Test
    void of_several_values_each_is_one_token() {
        for (String emails : List.of("ada@a.example;ada@b.example", "bob@a.example")) {
            client.post(
                    "/crm/v3/objects/contacts",
                    Map.of("properties", Map.of("hs_additional_emails", emails)));
        }
        assertThat(emails("CONTAINS_TOKEN", "Ada@B.example")).isEqualTo(1);
        assertThat(emails("CONTAINS_TOKEN", "*@a.example")).isEqualTo(2);
        assertThat(emails("CONTAINS_TOKEN", "ada")).isEqualTo(0);
        assertThat(emails("CONTAINS_TOKEN", "b.example ada")).isEqualTo(0);
        assertThat(emails("NOT_CONTAINS_TOKEN", "ada@b.example")).isEqualTo(1);
    }

    private Object emails(String operator, String value) {
        return client.post(
                        "/crm/v3/objects/contacts/search",
                        group(filter("hs_additional_emails", operator, value)))
                .at("total");
    }

    @Test
    void results_are_sorted_by_the_type_of_the_property() {
        assertThat(
                        names(
                                Map.of(
                                        "sorts",
                                        List.of(
                                                Map.of(
                                                        "propertyName", "amount",
                                                        "direction", "DESCENDING")))))
                .first()
                .isEqualTo("Deal number 5");
        assertThat(names(Map.of("sorts", List.of("-hs_lastmodifieddate"))))
                .first()
                .isEqualTo("Deal number 5");
        Map<String, Object> two = Map.of("sorts", List.of("amount", "dealname"));
        assertThat(client.post(SEARCH, two).status()).isEqualTo(400);
        installed.emulator.dials().set(HubSpotDial.SEARCH_SORTS_MAX, 2);
        assertThat(client.post(SEARCH, two).status()).isEqualTo(200);
    }

    @Test
    void modification_time_selects_what_changed_since() {
        String since = installed.clock.millis() - 1500 + "";

        assertThat(names(group(filter("hs_lastmodifieddate", "GTE", since))))
                .containsExactly("Deal number 4", "Deal number 5");
    }

    @Test
    void pages_follow_each_other_and_the_total_counts_all() {
        Wire.Answer first = client.post(SEARCH, Map.of("limit", 2));
        Wire.Answer last = client.post(SEARCH, Map.of("limit", 2, "after", "4"));

        assertThat(first.json()).containsEntry("total", 5);
        assertThat(first.at("paging", "next", "after")).isEqualTo("2");
        assertThat(last.json()).doesNotContainKey("paging");
        assertThat(client.post(SEARCH, Map.of("limit", 201)).status()).isEqualTo(400);
    }

    @Test
    void nothing_is_reached_beyond_the_window() {
        installed.emulator.dials().set(HubSpotDial.SEARCH_WINDOW, 4);

        Wire.Answer clipped = client.post(SEARCH, Map.of("limit", 3, "after", "3"));
        assertThat(Json.asList(clipped.at("results")).orElseThrow()).hasSize(1);
        assertThat(client.post(SEARCH, Map.of("after", "4")).status()).isEqualTo(400);
        installed.emulator.dials().set(HubSpotDial.SEARCH_WINDOW, 10_000);
        assertThat(client.post(SEARCH, Map.of("after", "4")).status()).isEqualTo(200);
        assertThat(client.post(SEARCH, Map.of("after", "10000")).status()).isEqualTo(400);
    }

    @Test
    void too_many_groups_or_filters_are_refused() {
        Map<String, Object> one = filter("amount", "EQ", "9");
        Map<String, Object> six =
                Map.of("filterGroups", Collections.nCopies(6, Map.of("filters", List.of(one))));
        assertThat(client.post(SEARCH, six).status()).isEqualTo(400);
        installed.emulator.dials().set(HubSpotDial.SEARCH_GROUPS_MAX, 6);
        assertThat(client.post(SEARCH, six).status()).isEqualTo(200);

        assertThat(
                        client.post(
                                        SEARCH,
                                        Map.of(
                                                "filterGroups",
                                                List.of(
                                                        Map.of(
                                                                "filters",
                                                                Collections.nCopies(7, one)))))
                                .status())
                .isEqualTo(400);
        Map<String, Object> twenty =
                Map.of(
                        "filterGroups",
                        Collections.nCopies(4, Map.of("filters", Collections.nCopies(5, one))));
        assertThat(client.post(SEARCH, twenty).status()).isEqualTo(400);
        installed.emulator.dials().set(HubSpotDial.SEARCH_FILTERS_MAX, 20);
        assertThat(client.post(SEARCH, twenty).status()).isEqualTo(200);
    }

    @Test
    void unknown_properties_operators_and_missing_values_are_refused() {
        assertThat(client.post(SEARCH, group(filter("nope", "EQ", "1"))).status()).isEqualTo(400);
        assertThat(client.post(SEARCH, group(filter("amount", "ABOUT", "1"))).status())
                .isEqualTo(400);
        assertThat(
                        client.post(
                                        SEARCH,
                                        group(Map.of("propertyName", "amount", "operator", "EQ")))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void the_index_lags_behind_by_the_dial() {
        installed.emulator.dials().set(HubSpotDial.SEARCH_INDEX_LAG_MILLIS, 2000);
        installed.clock.pass(Duration.ofSeconds(5));
        CrmRecord first = installed.emulator.crm().all(ObjectType.DEALS).getFirst();
        installed.emulator.crm().update(ObjectType.DEALS, first.id(), Map.of("amount", "1000"));
        Map<String, Object> wanted = group(filter("amount", "EQ", "1000"));

        assertThat(names(wanted)).isEmpty();
        assertThat(names(group(filter("amount", "EQ", "9")))).hasSize(1);
        installed.clock.pass(Duration.ofSeconds(3));
        assertThat(names(wanted)).hasSize(1);
    }

    private List<Object> names(Map<String, Object> search) {
        Wire.Answer answer = client.post(SEARCH, search);
        assertThat(answer.status()).isEqualTo(200);
        List<Object> names = new ArrayList<>();
        for (@Nullable Object record : Json.asList(answer.at("results")).orElseThrow()) {
            Map<String, @Nullable Object> properties =
                    Json.asObject(Json.asObject(record).orElseThrow().get("properties"))
                            .orElseThrow();
            names.add(properties.get("dealname") + "");
        }
        return names;
    }

    private static Map<String, Object> group(Object... filters) {
        return Map.of("filterGroups", List.of(Map.of("filters", List.of(filters))));
    }

    private static Map<String, Object> filter(String property, String operator, String value) {
        return Map.of("propertyName", property, "operator", operator, "value", value);
    }

    private static Map<String, Object> values(String operator, String... values) {
        return Map.of("propertyName", "dealstage", "operator", operator, "values", List.of(values));
    }
}
