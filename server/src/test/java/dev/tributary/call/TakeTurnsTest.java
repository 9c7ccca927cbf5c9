package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mapping.Expression;
import dev.tributary.mapping.Pace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(30)
class TakeTurnsTest {
    private final TakeTurns turns = new TakeTurns(Duration.ofMillis(1));

    private static String work(long steps) {
        Pace.OF_THIS_WORK.get().worked(steps);
        return "done";
    }

    @Test
    void an_account_with_a_long_mapping_runs_one_at_a_time_and_others_do_not_wait()
            throws InterruptedException {
        CountDownLatch isSlow = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Thread first =
                Thread.startVirtualThread(
                        () ->
                                turns.run(
                                        "ia_slow",
                                        () -> {
                                            work(1_000_000);
                                            isSlow.countDown();
                                            await(go);
                                            return "done";
                                        }));
        isSlow.await();
        Thread other =
                Thread.startVirtualThread(
                        () ->
                                turns.run(
                                        "ia_slow",
                                        () -> {
                                            second.countDown();
                                            return "done";
                                        }));
        assertThat(turns.run("ia_quick", () -> work(1_000))).isEqualTo("done");
        assertThat(turns.run("ia_quick", () -> turns.run("ia_quick", () -> work(1))))
                .isEqualTo("done");
        assertThat(second.await(100, TimeUnit.MILLISECONDS)).isFalse();
        go.countDown();
        first.join();
        other.join();
        assertThat(second.getCount()).isZero();
        assertThat(turns.remembered()).as("the quick one leaves nothing behind").isEqualTo(1);
    }

    @Test
    void an_expression_tells_how_much_it_works() {
        Expression heavy = Expression.compile("$sum([1..300000].($ * 2))");
        turns.run("ia_heavy", () -> heavy.evaluate(Map.of(), Map.of()));
        Expression ordinary = Expression.compile("$sum([1..100].($ * 2))");
        turns.run("ia_light", () -> ordinary.evaluate(Map.of(), Map.of()));
        assertThat(turns.remembered()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
