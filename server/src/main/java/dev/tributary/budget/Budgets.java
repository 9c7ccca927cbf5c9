package dev.tributary.budget;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Budget;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The API budgets of all integrated accounts on this node. Interactive calls that find a budget
 * empty fail at once with {@code budget_exhausted}; background calls and those of batches wait in
 * line. Thread-safe.
 */
public final class Budgets {
    /** Longest a background call stands in line before its job is given back for later. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** A window is kept a fiftieth longer than promised: calls reach a provider unevenly. */
    private static final int SLACK_PARTS = 50;

    private record Key(String integratedAccountId, String budget, long limit, Duration per) {}

    private final LongSupplier nanoClock;
    private final Map<Key, ApiBudget> budgets = new ConcurrentHashMap<>();

    /** {@code nanoClock} gives monotonic nanoseconds. */
    public Budgets(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Takes one call from each of {@code drawn}. */
    public void take(String integratedAccountId, List<Budget> drawn, Lane lane) {
        for (Budget budget : drawn) {
            ApiBudget window = budget(integratedAccountId, budget);
            if (lane.waits()) {
                await(window, budget, integratedAccountId, lane, LONGEST_WAIT);
            } else {
                tryTake(window, budget, integratedAccountId, lane, Duration.ZERO);
            }
        }
    }

    /** The same for a batch, which has {@code left}: what it cannot wait for fails at once. */
    public void take(String integratedAccountId, List<Budget> drawn, Duration left) {
        long end = nanoClock.getAsLong() + left.toNanos();
        for (Budget budget : drawn) {
            ApiBudget window = budget(integratedAccountId, budget);
            Duration wait = Duration.ofNanos(Math.max(0, end - nanoClock.getAsLong()));
            if (!tryTake(window, budget, integratedAccountId, Lane.BATCH, wait)) {
                await(window, budget, integratedAccountId, Lane.BATCH, wait);
            }
        }
    }

    /** False: it will be there in {@code patience}. */
    private static boolean tryTake(
            ApiBudget window, Budget budget, String account, Lane lane, Duration patience) {
        long wait = window.tryTake(lane);
        if (wait > patience.toNanos()) {
            throw exhausted(account, budget, wait);
        }
        return wait == 0;
    }

    /** The provider refused for {@code wait}: hold everything that draws on these budgets. */
    public void pause(String integratedAccountId, List<Budget> drawn, Duration wait) {
        drawn.forEach(budget -> budget(integratedAccountId, budget).pause(wait));
    }

    /** The tightest of {@code drawn}; empty when nothing limits the call. */
    public Optional<Remaining> remaining(String integratedAccountId, List<Budget> drawn) {
        Remaining tightest = null;
        for (Budget budget : drawn) {
            Remaining left = budget(integratedAccountId, budget).remaining();
            tightest = tightest == null ? left : tightest.tighter(left);
        }
        return Optional.ofNullable(tightest);
    }

    private ApiBudget budget(String integratedAccountId, Budget budget) {
        Key key = new Key(integratedAccountId, budget.name(), budget.limit(), budget.per());
        ApiBudget present = budgets.get(key);
        if (present != null) {
            return present;
        }
        return budgets.computeIfAbsent(
                key,
                k ->
                        new ApiBudget(
                                Math.toIntExact(budget.limit()),
                                budget.per().plus(budget.per().dividedBy(SLACK_PARTS)),
                                nanoClock));
    }

    private static void await(
            ApiBudget window, Budget budget, String account, Lane lane, Duration atMost) {
        try {
            if (!window.take(lane, atMost)) {
                throw exhausted(account, budget, atMost.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, "stopped while waiting for API budget", e);
        }
    }

    private static Failure exhausted(String account, Budget budget, long waitNanos) {
        long seconds = Math.max(1, (waitNanos + 999_999_999L) / 1_000_000_000L);
        return new Failure(
                        Code.BUDGET_EXHAUSTED,
                        "the budget '%s' of integrated account %s (%d calls per %s s) is empty; retry in %d s"
                                .formatted(
                                        budget.name(),
                                        account,
                                        budget.limit(),
                                        budget.per().toSeconds(),
                                        seconds))
                .with("retry_after", seconds);
    }
}
