package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

@DisplayName("An account whose mappings take long")
@Timeout(60)
class SlowAccountTest {
    private static final String HEAVY =
            "{\"title\": $string($count($map([1..200000], function($x) { $x })))}";
    private static final Executor BESIDE = Thread::startVirtualThread;

    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static Answer list() {
        return LIVE.unified("GET", "crm/contacts", null);
    }

    @Test
    void waits_for_its_turn_before_it_fetches() throws Exception {
        LIVE.override(Map.of("crm", Map.of("contacts", Map.of("read", HEAVY))));
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch more = new CountDownLatch(4);
        CountDownLatch go = new CountDownLatch(1);
        LIVE.acme()
                .on(
                        "GET /contacts",
                        question -> {
                            asked.countDown();
                            more.countDown();
                            if (asked.getCount() == 0) {
                                waitFor(go);
                            }
                            return Acme.ok(Map.of("data", List.of(Map.of("number", 1))));
                        });
        assertThat(list().status()).as("from now on it is known to be slow").isEqualTo(200);

        List<CompletableFuture<Answer>> answers =
                List.of(
                        CompletableFuture.supplyAsync(SlowAccountTest::list, BESIDE),
                        CompletableFuture.supplyAsync(SlowAccountTest::list, BESIDE),
                        CompletableFuture.supplyAsync(SlowAccountTest::list, BESIDE));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(more.await(300, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(more.getCount()).as("one fetches, two wait").isEqualTo(2);
        go.countDown();
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        assertThat(more.getCount()).isZero();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
