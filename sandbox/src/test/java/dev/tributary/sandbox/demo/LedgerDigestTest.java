package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.demo.Books.Person;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

class LedgerDigestTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void two_runs_with_other_ids_but_equal_sums_read_alike() {
        String one =
                digest("person_1", "deal_1")
                        .text(
                                List.of(
                                        balance("person_1", "deal_1", "10.50"),
                                        balance("person_1", "deal_1", "-0.5")));
        String other =
                digest("person_9", "deal_7").text(List.of(balance("person_9", "deal_7", "10")));

        assertThat(one)
                .isEqualTo(other)
                .isEqualTo(
                        "payable:ann.lee@example.com|ann.lee@example.com|2017-03|ABC|commission|USD"
                                + "|10.00\n");
    }

    @Test
    void a_sum_of_zero_says_nothing() {
        String text =
                digest("person_1", "deal_1")
                        .text(
                                List.of(
                                        balance("person_1", "deal_1", "10.50"),
                                        balance("person_1", "deal_1", "-10.5")));

        assertThat(text).isEmpty();
    }

    private static LedgerDigest digest(String person, String deal) {
        return new LedgerDigest(
                Map.of(person, new Person("Ann Lee", "ann.lee@example.com")),
                id -> id.equals(deal) ? "ABC" : "unknown");
    }

    private static JsonNode balance(String person, String deal, String amount) {
        return JSON.valueToTree(
                Map.of(
                        "ledger_account",
                        "payable:" + person,
                        "person_id",
                        person,
                        "period",
                        "2017-03",
                        "deal_id",
                        deal,
                        "component",
                        "commission",
                        "currency",
                        "USD",
                        "amount",
                        amount));
    }
}
