package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

/** What a provider has where the model has no such word, or where it has a number. */
class EnumFallThroughTest {
    private static final String COUNTER =
            "tributary_enum_fall_through_total"
                    + "{provider=\"acme\",resource=\"crm/opportunities\",field=\"%s\"} ";

    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @Test
    void it_reads_as_null_stays_in_the_remote_data_and_is_counted_by_its_field() {
        LIVE.override(field(Map.of("from", "state", "values", Map.of("W", "won"))));
        long before = counted("status");
        LIVE.acme()
                .on(
                        "GET /deals",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                List.of(
                                                        Map.of("id", 1, "state", "W"),
                                                        Map.of("id", 2, "state", "Frozen"),
                                                        Map.of("id", 3, "state", ""),
                                                        Map.of("id", 4)))));
        Answer list = LIVE.unified("GET", "crm/opportunities?include_remote_data=true", null);
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.json().get("result"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(one -> one.get("status"))
                .containsExactly("won", null, null, null);
        assertThat(list.text()).contains("\"state\":\"Frozen\"");
        assertThat(counted("status") - before).isEqualTo(1);
    }

    @Test
    void words_that_a_table_does_not_translate_count_as_well() {
        LIVE.override(field("state"));
        LIVE.acme().on("GET /deals/1", asked -> Acme.ok(Map.of("id", 1, "state", "frozen")));
        long before = counted("status");
        assertThat(LIVE.unified("GET", "crm/opportunities/1", null).json())
                .containsEntry("status", null);
        assertThat(counted("status") - before).isEqualTo(1);
    }

    @Test
    void money_that_cannot_be_taken_leaves_the_rest_of_the_list_readable() {
        LIVE.acme()
                .on(
                        "GET /deals",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                List.of(
                                                        Map.of("id", 1, "amount", "12.50"),
                                                        Map.of("id", 2, "amount", "1e400"),
                                                        Map.of("id", 3, "amount", "a lot")))));
        long before = counted("amount");
        Answer list = LIVE.unified("GET", "crm/opportunities?include_remote_data=true", null);
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.json().get("result"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(one -> one.get("amount"))
                .containsExactly("12.50", null, null);
        assertThat(list.text()).contains("\"amount\":\"1e400\"", "\"amount\":\"a lot\"");
        assertThat(counted("amount") - before).isEqualTo(2);
    }

    @Test
    void money_that_could_not_be_read_again_is_not_written() {
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of("opportunities", Map.of("only", List.of("list", "get", "create")))));
        LIVE.acme()
                .on("POST /deals", asked -> Acme.json(201, Map.of("id", 1)))
                .on("GET /deals/1", asked -> Acme.ok(Map.of("id", 1)));
        for (String amount : List.of("\"1e400\"", "1e400", "-1e999999999", "\"much\"")) {
            byte[] body = ("{\"name\":\"D\",\"amount\":" + amount + "}").getBytes(UTF_8);
            Answer refused = LIVE.unified("POST", "crm/opportunities", body);
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.text()).contains("'amount' must be a decimal");
        }
        assertThat(LIVE.acme().lines()).isEmpty();
        byte[] largest = "{\"amount\":\"1e399\"}".getBytes(UTF_8);
        assertThat(LIVE.unified("POST", "crm/opportunities", largest).status()).isEqualTo(201);
    }

    private static Map<String, Object> field(Object status) {
        return Map.of("crm", Map.of("opportunities", Map.of("fields", Map.of("status", status))));
    }

    private static long counted(String field) {
        String series = COUNTER.formatted(field);
        return LIVE.server()
                .metrics
                .text()
                .lines()
                .filter(line -> line.startsWith(series))
                .map(line -> line.substring(series.length()))
                .mapToLong(Long::parseLong)
                .sum();
    }
}
