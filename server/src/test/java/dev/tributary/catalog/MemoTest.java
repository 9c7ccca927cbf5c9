package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

class MemoTest {
    @Test
    void a_value_that_is_being_made_keeps_nobody_waiting_who_wants_another() throws Exception {
        Memo<String, String> memo = new Memo<>(10);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> slow = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                slow.add(
                        many.submit(
                                () ->
                                        memo.get(
                                                "slow",
                                                () -> {
                                                    begun.countDown();
                                                    await(free);
                                                    return "made " + made.incrementAndGet();
                                                })));
            }
            begun.await();
            assertThat(memo.get("quick", () -> "at once")).isEqualTo("at once");
            free.countDown();
            for (Future<String> each : slow) {
                assertThat(each.get()).isEqualTo("made 1");
            }
        }
    }

    @Test
    void what_failed_is_tried_again_and_a_full_one_forgets() {
        Memo<Integer, String> memo = new Memo<>(8);
        assertThatThrownBy(
                        () ->
                                memo.get(
                                        1,
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(memo.get(1, () -> "yes")).isEqualTo("yes");
        AtomicInteger made = new AtomicInteger();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                memo.get(i, () -> "made " + made.incrementAndGet());
            }
        }
        assertThat(made.get()).isGreaterThan(150);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
