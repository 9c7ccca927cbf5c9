package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

/** A word of the provider's that the model does not have. */
class EnumFallThroughTest {
    private static final String STATUS =
            "tributary_enum_fall_through_total"
                    + "{provider=\"acme\",resource=\"crm/opportunities\",field=\"status\"} ";

    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @Test
    void it_reads_as_null_stays_in_the_remote_data_and_is_counted_by_its_field() {
        LIVE.override(field(Map.of("from", "state", "values", Map.of("W", "won"))));
        long before = counted();
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
        assertThat(counted() - before).isEqualTo(1);
    }

    @Test
    void words_that_a_table_does_not_translate_count_as_well() {
        LIVE.override(field("state"));
        LIVE.acme().on("GET /deals/1", asked -> Acme.ok(Map.of("id", 1, "state", "frozen")));
        long before = counted();
        assertThat(LIVE.unified("GET", "crm/opportunities/1", null).json())
                .containsEntry("status", null);
        assertThat(counted() - before).isEqualTo(1);
    }

    private static Map<String, Object> field(Object status) {
        return Map.of("crm", Map.of("opportunities", Map.of("fields", Map.of("status", status))));
    }

    private static long counted() {
        return LIVE.server()
                .metrics
                .text()
                .lines()
                .filter(line -> line.startsWith(STATUS))
                .map(line -> line.substring(STATUS.length()))
                .mapToLong(Long::parseLong)
                .sum();
    }
}
