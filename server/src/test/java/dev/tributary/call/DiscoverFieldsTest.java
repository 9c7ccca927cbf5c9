package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class DiscoverFieldsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void desks() {
        LIVE.acme()
                .on("GET /fields/contacts", question -> Acme.ok(fields()))
                .on(
                        "GET /contacts/7",
                        question -> Acme.ok(Map.of("number", 7, "extra", Map.of("shoe", 38))));
    }

    private Map<String, Object> fields() {
        asked.incrementAndGet();
        return Map.of("fields", List.of(Map.of("name", "shoe", "type", "number")));
    }

    private static Answer get() {
        Answer answer = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    @Test
    void custom_fields_are_found_by_asking_the_provider() {
        assertThat(get().json()).containsEntry("custom_fields", Map.of("shoe", 38));
    }

    @Test
    void it_is_asked_once_while_the_answer_holds_and_again_after() {
        get();
        get();
        assertThat(asked).hasValue(1);
        LIVE.clock.advance(Duration.ofMinutes(59));
        get();
        assertThat(asked).hasValue(1);
        LIVE.clock.advance(Duration.ofMinutes(2));
        get();
        assertThat(asked).hasValue(2);
    }

    @Test
    void many_who_want_to_know_at_once_make_one_question() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        LIVE.acme()
                .on(
                        "GET /fields/contacts",
                        question -> {
                            arrived.countDown();
                            try {
                                answer.await(30, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return Acme.ok(fields());
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> one = DiscoverFieldsTest::get;
            List<Future<Answer>> all =
                    IntStream.range(0, 10).mapToObj(i -> threads.submit(one)).toList();
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
            answer.countDown();
            for (Future<Answer> each : all) {
                assertThat(each.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_answer_that_failed_is_not_kept() {
        LIVE.acme().next(Acme.json(500, Map.of()));
        assertThat(LIVE.unified("GET", "crm/contacts/7", null).status()).isEqualTo(502);
        get();
        assertThat(asked).hasValue(1);
    }

    @Test
    void accounts_have_fields_of_their_own() {
        get();
        String other = LIVE.server().connect(LIVE.key(), "another-" + LIVE.account());
        LIVE.server()
                .send(
                        "GET",
                        "/unified/crm/contacts/7?integrated_account_id=" + other,
                        LIVE.key(),
                        null);
        assertThat(asked).hasValue(2);
    }

    @Test
    void resources_without_own_fields_ask_nothing() {
        LIVE.acme().on("GET /deals/1", question -> Acme.ok(Map.of("id", 1)));
        assertThat(LIVE.unified("GET", "crm/opportunities/1", null).status()).isEqualTo(200);
        assertThat(asked).hasValue(0);
    }
}
