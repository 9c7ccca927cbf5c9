package dev.tributary.unified.batch;

import static dev.tributary.unified.batch.Requests.call;
import static dev.tributary.unified.batch.Requests.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** {@code POST /batch}. */
class BatchTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private final AtomicInteger written = new AtomicInteger();

    @BeforeEach
    void desks() {
        LIVE.acme()
                .on(
                        "GET /contacts/1",
                        asked -> Acme.ok(Map.of("number", 1, "first", "Ada", "last", "L")))
                .on("GET /contacts/2", asked -> Acme.ok(Map.of("number", 2, "first", "Grace")))
                .on(
                        "POST /contacts",
                        asked ->
                                Acme.json(201, Map.of("number", 1 + written.getAndIncrement() % 2)))
                .on("PATCH /contacts/1", asked -> Acme.ok(Map.of("number", 1)));
    }

    private static Answer batch(List<?> requests, String... headers) {
        return LIVE.server()
                .send(
                        "POST",
                        "/batch",
                        LIVE.key(),
                        Map.of("integrated_account_id", LIVE.account(), "requests", requests),
                        headers);
    }

    private static List<Map<String, Object>> results(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> results = (List<Map<String, Object>>) answer.json().get("result");
        return results;
    }

    @Test
    void each_request_is_answered_as_if_it_had_come_alone_in_the_order_sent() {
        List<Map<String, Object>> results =
                results(
                        batch(
                                List.of(
                                        request(
                                                "a",
                                                "GET",
                                                "/unified/crm/contacts/1",
                                                "query",
                                                Map.of("include_remote_data", false)),
                                        request("b", "GET", "/unified/crm/contacts/9"),
                                        request(
                                                "c",
                                                "POST",
                                                "/unified/crm/contacts",
                                                "body",
                                                Map.of("first_name", "Ada")))));
        assertThat(results).extracting("id").containsExactly("a", "b", "c");
        assertThat(results).extracting("status").containsExactly(200, 404, 201);
        assertThat(results).extracting("outcome").containsExactly("done", "failed", "done");
        Map<String, Object> alone =
                LIVE.unified("GET", "crm/contacts/1?include_remote_data=false", null).json();
        assertThat(results.getFirst().get("body")).isEqualTo(alone);
        assertThat(results.get(1).get("body").toString())
                .contains("code=not_found")
                .contains("upstream_status=404");
        assertThat(
                        ((Map<?, ?>) results.getFirst().get("headers"))
                                .keySet().stream().map(Object::toString))
                .contains("ratelimit-remaining", "server-timing");
    }

    @Test
    void a_dependant_sees_the_answers_of_those_it_depends_on() {
        List<Map<String, Object>> results =
                results(
                        batch(
                                List.of(
                                        call(
                                                "first",
                                                Map.of(
                                                        "model",
                                                        "crm",
                                                        "resource",
                                                        "contacts",
                                                        "method",
                                                        "get",
                                                        "id",
                                                        "1")),
                                        call(
                                                "change",
                                                Map.of(
                                                        "model",
                                                        "crm",
                                                        "resource",
                                                        "contacts",
                                                        "method",
                                                        "update",
                                                        "id",
                                                        "=first.id"),
                                                "body",
                                                Map.of("title", "=first.first_name & ' the first'"),
                                                "depends_on",
                                                List.of("first")))));
        assertThat(results).extracting("status").containsExactly(200, 200);
        assertThat(LIVE.acme().lines()).containsSubsequence("GET /contacts/1", "PATCH /contacts/1");
        assertThat(
                        LIVE.acme().asked().stream()
                                .filter(asked -> asked.method().equals("PATCH"))
                                .findFirst()
                                .orElseThrow()
                                .json())
                .isEqualTo(Map.of("job", Map.of("title", "Ada the first")));
    }

    @Test
    void without_dependencies_a_text_is_only_a_text() {
        batch(
                List.of(
                        request(
                                "a",
                                "POST",
                                "/unified/crm/contacts",
                                "body",
                                Map.of("first_name", "=1+1"))));
        assertThat(
                        LIVE.acme().asked().stream()
                                .filter(a -> a.method().equals("POST"))
                                .findFirst()
                                .orElseThrow()
                                .json())
                .isEqualTo(Map.of("first", "=1+1"));
    }

    @Test
    void what_depends_on_a_failure_is_skipped_with_the_reason_and_so_is_what_depends_on_that() {
        List<Map<String, Object>> results =
                results(
                        batch(
                                List.of(
                                        request("gone", "GET", "/unified/crm/contacts/9"),
                                        request(
                                                "b",
                                                "POST",
                                                "/unified/crm/contacts",
                                                "body",
                                                Map.of("first_name", "=gone.first_name"),
                                                "depends_on",
                                                List.of("gone")),
                                        request(
                                                "c",
                                                "GET",
                                                "/unified/crm/contacts/1",
                                                "depends_on",
                                                List.of("b")),
                                        request("d", "GET", "/unified/crm/contacts/1"))));
        assertThat(results)
                .extracting("outcome")
                .containsExactly("failed", "skipped", "skipped", "done");
        assertThat(results).extracting("status").containsExactly(404, 424, 424, 200);
        assertThat(results)
                .extracting("reason")
                .containsExactly(
                        null,
                        "it depends on gone, which was answered 404",
                        "it depends on b, which was skipped",
                        null);
        assertThat(written).hasValue(0);
    }

    @Test
    void a_reference_that_gives_nothing_sends_nothing() {
        List<Map<String, Object>> results =
                results(
                        batch(
                                List.of(
                                        request("a", "GET", "/unified/crm/contacts/1"),
                                        request(
                                                "b",
                                                "POST",
                                                "/unified/crm/contacts",
                                                "body",
                                                Map.of("first_name", "=a.nothing_of_the_kind"),
                                                "depends_on",
                                                List.of("a")))));
        assertThat(results.get(1)).containsEntry("status", 422).containsEntry("outcome", "failed");
        assertThat(results.get(1).get("body").toString())
                .contains("b.body.first_name: =a.nothing_of_the_kind gave nothing");
        assertThat(written).hasValue(0);
    }

    @Test
    void independent_requests_are_under_way_together() {
        CountDownLatch both = new CountDownLatch(2);
        Acme.Desk together =
                asked -> {
                    both.countDown();
                    try {
                        boolean met = both.await(20, TimeUnit.SECONDS);
                        return Acme.ok(Map.of("number", 1, "first", met ? "met" : "alone"));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return new Acme.Reply.Cut();
                    }
                };
        LIVE.acme().on("GET /contacts/1", together).on("GET /contacts/2", together);
        List<Map<String, Object>> results =
                results(
                        batch(
                                List.of(
                                        request("a", "GET", "/unified/crm/contacts/1"),
                                        request("b", "GET", "/unified/crm/contacts/2"))));
        assertThat(results)
                .allSatisfy(
                        one -> assertThat(one.get("body").toString()).contains("first_name=met"));
    }

    @Test
    void at_most_five_are_under_way_together() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LIVE.acme()
                .on(
                        "GET /contacts/1",
                        asked -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            try {
                                Thread.sleep(30);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            now.decrementAndGet();
                            return Acme.ok(Map.of("number", 1));
                        });
        List<Map<String, Object>> requests =
                IntStream.range(0, 20)
                        .mapToObj(i -> request("r" + i, "GET", "/unified/crm/contacts/1"))
                        .toList();
        assertThat(results(batch(requests))).extracting("status").containsOnly(200);
        assertThat(most.get()).isBetween(2, 5);
    }

    @Test
    void a_key_makes_each_write_happen_once() {
        String key = UUID.randomUUID().toString();
        List<?> requests =
                List.of(
                        request(
                                "a",
                                "POST",
                                "/unified/crm/contacts",
                                "body",
                                Map.of("first_name", "Ada")),
                        request(
                                "b",
                                "POST",
                                "/unified/crm/contacts",
                                "body",
                                Map.of("first_name", "=a.first_name"),
                                "depends_on",
                                List.of("a")));
        results(batch(requests, "idempotency-key", key));
        assertThat(written).hasValue(2);
        List<Map<String, Object>> again = results(batch(requests, "idempotency-key", key));
        assertThat(written).hasValue(2);
        assertThat(again).extracting("status").containsExactly(201, 201);
        assertThat(again)
                .allSatisfy(
                        one ->
                                assertThat(
                                                ((Map<?, ?>) one.get("headers"))
                                                        .get("idempotency-replayed"))
                                        .isEqualTo("true"));
        Answer alone =
                LIVE.unified(
                        "POST",
                        "crm/contacts",
                        Map.of("first_name", "Eve"),
                        "idempotency-key",
                        key + ":a");
        assertThat(alone.code())
                .as("the same key as the request's own")
                .isEqualTo("idempotency_mismatch");
    }

    @Test
    void meta_can_be_asked_in_a_batch() {
        assertThat(results(batch(List.of(request("a", "GET", "/unified/crm/contacts/meta/list")))))
                .extracting("status")
                .containsExactly(200);
    }

    @Test
    void the_caller_s_environment_is_that_of_each_request() {
        String other = LIVE.server().key(LIVE.server().environment("elsewhere"), "*");
        Answer answer =
                LIVE.server()
                        .send(
                                "POST",
                                "/batch",
                                other,
                                Map.of(
                                        "integrated_account_id",
                                        LIVE.account(),
                                        "requests",
                                        List.of(request("a", "GET", "/unified/crm/contacts/1"))));
        assertThat(results(answer)).extracting("status").containsExactly(404);
        assertThat(LIVE.acme().asked()).isEmpty();
        String events = LIVE.server().key(LIVE.environment(), "events");
        assertThat(
                        LIVE.server()
                                .send("POST", "/batch", events, Map.of("requests", List.of()))
                                .code())
                .isEqualTo("forbidden");
    }
}
