package dev.tributary.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Budget;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class BudgetsTest {
    private static final Budget TEN = new Budget("calls", 10, Duration.ofMillis(300), true);

    private final Budgets budgets = new Budgets(System::nanoTime);

    @Test
    void an_interactive_call_on_an_empty_budget_fails_at_once_and_says_when_to_come_back() {
        for (int i = 0; i < 10; i++) {
            budgets.take("ia_1", List.of(TEN), Lane.INTERACTIVE);
        }
        assertThatThrownBy(() -> budgets.take("ia_1", List.of(TEN), Lane.INTERACTIVE))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(Code.BUDGET_EXHAUSTED);
                            assertThat(failure.detail()).containsEntry("retry_after", 1L);
                            assertThat(failure).hasMessageContaining("ia_1");
                        });
        budgets.take("ia_2", List.of(TEN), Lane.INTERACTIVE);
    }

    @Test
    void background_calls_leave_a_tenth_for_interactive_ones() {
        for (int i = 0; i < 9; i++) {
            budgets.take("ia_1", List.of(TEN), Lane.BACKFILL);
        }
        assertThat(budgets.remaining("ia_1", List.of(TEN)))
                .hasValueSatisfying(left -> assertThat(left.remaining()).isEqualTo(1));
        budgets.take("ia_1", List.of(TEN), Lane.INTERACTIVE);
    }

    @Test
    void a_pause_holds_the_account_until_it_is_over() {
        budgets.pause("ia_1", List.of(TEN), Duration.ofMillis(200));
        long start = System.nanoTime();
        assertThatThrownBy(() -> budgets.take("ia_1", List.of(TEN), Lane.INTERACTIVE))
                .isInstanceOf(Failure.class);
        budgets.take("ia_1", List.of(TEN), Lane.WEBHOOK);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
    }

    @Test
    void webhooks_are_served_before_backfill() throws InterruptedException {
        Budget one = new Budget("search", 1, Duration.ofMillis(400), false);
        budgets.take("ia_1", List.of(one), Lane.BACKFILL);
        List<Lane> served = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(2);
        CountDownLatch backfillWaits = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(
                        () -> {
                            backfillWaits.countDown();
                            budgets.take("ia_1", List.of(one), Lane.BACKFILL);
                            served.add(Lane.BACKFILL);
                            done.countDown();
                        });
        assertThat(backfillWaits.await(5, TimeUnit.SECONDS)).isTrue();
        Thread.ofVirtual()
                .start(
                        () -> {
                            budgets.take("ia_1", List.of(one), Lane.WEBHOOK);
                            served.add(Lane.WEBHOOK);
                            done.countDown();
                        });
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(served).containsExactly(Lane.WEBHOOK, Lane.BACKFILL);
    }
}
