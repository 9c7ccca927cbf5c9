package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is described as a filter or an order is one that the provider answers. */
@ExtendWith(Connected.class)
class CrmDescribedFiltersIT {
    /** They are listed by the record that they belong to, which must be there. */
    private static final List<String> NEEDY =
            List.of("associations", "opportunity_splits", "line_items");

    private final ThreeCrms crms;

    CrmDescribedFiltersIT(ThreeCrms crms) {
        this.crms = crms;
    }

    private static String first(String resource, String name, String value) {
        return resource
                + "?limit=1&"
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Every filter that is described is asked with every operator that it is described with. */
    @Test
    void whatever_is_described_as_a_filter_is_answered() {
        for (String provider : ThreeCrms.ALL) {
            List<String> wrong = new ArrayList<>();
            for (String resource : crms.resources(provider)) {
                JsonNode list = crms.ok(provider, "GET", resource + "/meta/list", null);
                for (JsonNode filter : list.path("filters")) {
                    for (JsonNode operator : filter.path("operators")) {
                        ask(provider, resource, filter, operator.asString(), wrong);
                    }
                }
            }
            assertThat(wrong).as(provider).isEmpty();
        }
    }

    @Test
    void whatever_is_described_as_an_order_is_answered() {
        for (String provider : ThreeCrms.ALL) {
            List<String> wrong = new ArrayList<>();
            for (String resource : crms.resources(provider)) {
                JsonNode list = crms.ok(provider, "GET", resource + "/meta/list", null);
                for (JsonNode sort : list.path("sorts")) {
                    String order = first(resource, "sort", sort.asString());
                    ThreeCrms.Answer answer = crms.call(provider, "GET", order, null);
                    boolean ofOne = answer.text().contains("choose one to sort by");
                    if (answer.status() != 200 && !ofOne && !NEEDY.contains(resource)) {
                        wrong.add(order + ": " + answer.json().path("detail").asString());
                    }
                }
            }
            assertThat(wrong).as(provider).isEmpty();
        }
    }

    private void ask(
            String provider,
            String resource,
            JsonNode filter,
            String operator,
            List<String> wrong) {
        String field = filter.path("field").asString();
        String value =
                filter.path("words").isEmpty()
                        ? switch (filter.path("type").asString()) {
                            case "boolean" -> "true";
                            case "date" -> "2026-01-01";
                            case "datetime" -> "2026-01-01T00:00:00Z";
                            default ->
                                    provider.equals(ThreeCrms.SALESFORCE) && field.endsWith("id")
                                            ? "001000000000001AAA"
                                            : "1";
                        }
                        : filter.path("words").path(0).asString();
        String name = field + "[" + operator + "]";
        ThreeCrms.Answer answer = crms.call(provider, "GET", first(resource, name, value), null);
        boolean needsAnother = answer.status() == 400 || answer.status() == 404;
        if (answer.status() != 200 && !(needsAnother && NEEDY.contains(resource))) {
            wrong.add(
                    resource
                            + " "
                            + name
                            + ": "
                            + answer.status()
                            + " "
                            + answer.json().path("detail").asString());
        }
    }
}
