package dev.tributary.unified.batch;

import static dev.tributary.unified.batch.Requests.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code POST /batch}: what is refused, and that nothing is sent then. */
class BatchRefusalsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @AfterEach
    void nothing_was_asked_of_the_provider() {
        assertThat(LIVE.acme().asked()).isEmpty();
    }

    private static Answer batch(List<?> requests) {
        return LIVE.server()
                .send(
                        "POST",
                        "/batch",
                        LIVE.key(),
                        Map.of("integrated_account_id", LIVE.account(), "requests", requests));
    }

    @Test
    void a_batch_that_is_wrong_is_refused_whole_with_all_its_problems() {
        Answer answer =
                LIVE.server()
                        .send(
                                "POST",
                                "/batch",
                                LIVE.key(),
                                Map.of(
                                        "requests",
                                        List.of(
                                                request(
                                                        "a",
                                                        "GET",
                                                        "/unified/crm/contacts/1",
                                                        "depends_on",
                                                        List.of("c")),
                                                request(
                                                        "b",
                                                        "PUT",
                                                        "/unified/crm/contacts/1",
                                                        "depends_on",
                                                        List.of("nobody")),
                                                request(
                                                        "c",
                                                        "GET",
                                                        "/proxy/x/y",
                                                        "depends_on",
                                                        List.of("a")),
                                                request(
                                                        "b",
                                                        "GET",
                                                        "/unified/crm/contacts?limit=1"),
                                                request(
                                                        "1x",
                                                        "GET",
                                                        "/unified/crm/contacts",
                                                        "body",
                                                        Map.of()))));
        assertThat(answer.status()).isEqualTo(400);
        assertThat((List<?>) answer.json().get("problems"))
                .asList()
                .contains(
                        "two requests have the id b",
                        "'1x' is no id: letters, digits and _, no digit first, at most 64",
                        "b depends on nobody, which is not there",
                        "a depends on itself: a → c → a",
                        "b has the method PUT; it must be GET, POST, PATCH or DELETE",
                        "c needs a method and a path below /unified/ without a query, or a call",
                        "1x is a GET and has a body",
                        "a has no integrated_account_id: name it in the batch or in its query");
    }

    @Test
    void a_reference_that_is_no_jsonata_is_found_before_anything_is_sent() {
        Answer answer =
                batch(
                        List.of(
                                request(
                                        "a",
                                        "POST",
                                        "/unified/crm/contacts",
                                        "body",
                                        Map.of("first_name", "Ada")),
                                request(
                                        "b",
                                        "GET",
                                        "/unified/crm/contacts",
                                        "query",
                                        Map.of("last_name", "=a.("),
                                        "depends_on",
                                        List.of("a"))));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("b.query.last_name: '=a.(' is no JSONata");
    }

    @Test
    void it_has_1_to_20_requests_and_chains_of_at_most_10() {
        assertThat(batch(List.of()).text()).contains("requests has 0; it must have 1 to 20");
        List<Map<String, Object>> many =
                IntStream.range(0, 21)
                        .mapToObj(i -> request("r" + i, "GET", "/unified/crm/contacts/1"))
                        .toList();
        assertThat(batch(many).text()).contains("requests has 21");
        List<Map<String, Object>> chain =
                IntStream.range(0, 11)
                        .mapToObj(
                                i ->
                                        request(
                                                "r" + i,
                                                "GET",
                                                "/unified/crm/contacts/1",
                                                "depends_on",
                                                i == 0 ? List.of() : List.of("r" + (i - 1))))
                        .toList();
        assertThat(batch(chain).text()).contains("r10 ends a chain of 11 requests; at most 10");
    }
}
