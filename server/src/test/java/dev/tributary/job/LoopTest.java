package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class LoopTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void it_goes_on_while_there_is_more_and_then_waits_to_be_woken() throws Exception {
        AtomicInteger left = new AtomicInteger(3);
        SynchronousQueue<Integer> turns = new SynchronousQueue<>();
        try (Loop loop =
                new Loop(
                                "test",
                                LONG,
                                () -> {
                                    int now = left.decrementAndGet();
                                    turns.put(now);
                                    return now > 0;
                                })
                        .start()) {
            assertThat(turns.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(turns.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(turns.poll(5, TimeUnit.SECONDS)).isZero();
            loop.wake();
            assertThat(turns.poll(5, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void a_turn_that_fails_does_not_end_it() throws Exception {
        CountDownLatch third = new CountDownLatch(3);
        try (Loop loop =
                new Loop(
                                "test",
                                LONG,
                                () -> {
                                    third.countDown();
                                    throw new IllegalStateException("expected in this test");
                                })
                        .start()) {
            assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closing_waits_for_the_present_turn() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Loop loop =
                new Loop(
                                "test",
                                LONG,
                                () -> {
                                    began.countDown();
                                    mayEnd.await();
                                    ended.incrementAndGet();
                                    return false;
                                })
                        .start();
        assertThat(began.await(5, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(loop::close);
        mayEnd.countDown();
        assertThat(closing.join(Duration.ofSeconds(5))).isTrue();
        assertThat(ended).hasValue(1);
    }
}
