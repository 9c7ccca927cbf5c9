package dev.tributary.unified.batch;

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
import java.util.stream.IntStream;

/** The requests of a batch wait for a provider's budget, as long as the batch has time. */
class BatchBudgetTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @BeforeEach
    void desk() {
        LIVE.acme().on("GET /contacts/1", asked -> Acme.ok(Map.of("number", 1, "first", "Ada")));
    }

    private static List<?> results(int requests) {
        Answer answer =
                LIVE.server()
                        .send(
                                "POST",
                                "/batch",
                                LIVE.key(),
                                Map.of(
                                        "integrated_account_id",
                                        LIVE.account(),
                                        "requests",
                                        IntStream.range(0, requests)
                                                .mapToObj(BatchBudgetTest::read)
                                                .toList()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (List<?>) answer.json().get("result");
    }

    private static Map<String, Object> read(int number) {
        return request("r" + number, "GET", "/unified/crm/contacts/1");
    }

    @Test
    void more_requests_than_the_budget_has_are_all_answered() {
        LIVE.override(Map.of("budgets", Map.of("every", "3 per 1s")));
        assertThat(results(8)).extracting("status").containsOnly(200);
        assertThat(LIVE.acme().lines()).hasSize(8);
    }

    @Test
    void a_budget_that_comes_too_late_is_told_at_once() {
        LIVE.override(Map.of("budgets", Map.of("every", "2 per 1h")));
        assertThat(results(1)).extracting("status").containsExactly(200); // and its fields
        long start = System.nanoTime();
        assertThat(results(2)).extracting("status").containsOnly(429);
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
        assertThat(LIVE.acme().lines()).hasSize(1);
    }

    @Test
    void a_provider_s_429_is_waited_for_and_one_that_asks_for_too_much_is_told() {
        LIVE.acme().next(Acme.json(429, Map.of()).with("retry-after", "1"));
        assertThat(results(1)).extracting("status").containsExactly(200);
        LIVE.acme().next(Acme.json(429, Map.of()).with("retry-after", "90"));
        assertThat(results(1)).extracting("status").containsExactly(429);
    }
}
