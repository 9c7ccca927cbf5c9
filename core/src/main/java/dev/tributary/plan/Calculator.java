package dev.tributary.plan;

import dev.tributary.plan.Earning.Explanation;
import dev.tributary.plan.Earning.Slice;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The commission calculator: one person, one period, one version of a plan. A pure function of its
 * arguments; the order in which the credits are given does not matter.
 */
public final class Calculator {
    private Calculator() {}

    /**
     * Earnings by component in the plan's order, each component's in the deals' order. Every credit
     * that a component pays on has one, also if it is zero.
     *
     * @param quota of the person in the period; null for none
     * @throws IllegalArgumentException when a component has tiers of quota and there is none
     */
    public static List<Earning> calculate(
            Plan plan, @Nullable BigDecimal quota, Collection<Credit> credits) {
        List<Credit> ordered = credits.stream().sorted(DealOrder.CREDITS).toList();
        List<Earning> earnings = new ArrayList<>();
        for (Map.Entry<String, Component> component : plan.components().entrySet()) {
            Running running =
                    new Running(component.getKey(), component.getValue(), quota, plan.decimals());
            for (Credit credit : ordered) {
                if (credit.name().equals(component.getValue().credit())) {
                    earnings.add(running.next(credit));
                }
            }
        }
        return earnings;
    }

    /** One component on its way through a person's deals of a period. */
    private static final class Running {
        private final String name;
        private final @Nullable BigDecimal quota;
        private final int decimals;
        private final List<Step> steps;
        private BigDecimal total = BigDecimal.ZERO;

        Running(String name, Component component, @Nullable BigDecimal quota, int decimals) {
            this.name = name;
            this.decimals = decimals;
            this.steps = Step.of(component, quota);
            this.quota =
                    component instanceof Component.Marginal marginal && marginal.needsQuota()
                            ? quota
                            : null;
        }

        Earning next(Credit credit) {
            BigDecimal after = total.add(credit.amount());
            List<Slice> slices = slices(total, after);
            BigDecimal exact = BigDecimal.ZERO;
            for (Slice slice : slices) {
                exact = exact.add(slice.amount());
            }
            BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_EVEN);
            Explanation explanation =
                    new Explanation(
                            credit.name(),
                            credit.percent(),
                            credit.amount(),
                            total,
                            quota,
                            slices,
                            exact,
                            rounded);
            total = after;
            return new Earning(credit.deal(), name, rounded, explanation);
        }

        private List<Slice> slices(BigDecimal before, BigDecimal after) {
            boolean up = after.compareTo(before) >= 0;
            BigDecimal low = up ? before : after;
            BigDecimal high = up ? after : before;
            List<Slice> slices = new ArrayList<>();
            for (Step step : steps) {
                BigDecimal from = step.from() == null ? low : low.max(step.from());
                BigDecimal to = step.to() == null ? high : high.min(step.to());
                if (from.compareTo(to) < 0) {
                    slices.add(up ? slice(from, to, step) : slice(to, from, step));
                }
            }
            return up ? slices : slices.reversed();
        }

        private static Slice slice(BigDecimal from, BigDecimal to, Step step) {
            return new Slice(from, to, step.rate(), to.subtract(from).multiply(step.rate()));
        }
    }

    /** A rate and where it holds; null is endless. The first reaches below zero, for refunds. */
    private record Step(@Nullable BigDecimal from, @Nullable BigDecimal to, BigDecimal rate) {
        static List<Step> of(Component component, @Nullable BigDecimal quota) {
            return switch (component) {
                case Component.Flat flat -> List.of(new Step(null, null, flat.rate()));
                case Component.Marginal marginal -> of(marginal, quota);
            };
        }

        private static List<Step> of(Component.Marginal marginal, @Nullable BigDecimal quota) {
            List<Step> steps = new ArrayList<>();
            BigDecimal from = null;
            for (Tier tier : marginal.tiers()) {
                BigDecimal to = end(tier.upTo(), quota);
                steps.add(new Step(from, to, tier.rate()));
                from = to;
            }
            return steps;
        }

        private static @Nullable BigDecimal end(Tier.End end, @Nullable BigDecimal quota) {
            return switch (end) {
                case Tier.End.Open ignored -> null;
                case Tier.End.Amount amount -> amount.amount();
                case Tier.End.OfQuota share -> {
                    if (quota == null) {
                        throw new IllegalArgumentException("tiers of quota need a quota");
                    }
                    yield Plan.percentOf(quota, share.percent());
                }
            };
        }
    }
}
