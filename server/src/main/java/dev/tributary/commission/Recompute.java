package dev.tributary.commission;

import dev.tributary.commission.Booked.Line;
import dev.tributary.plan.Calculator;
import dev.tributary.plan.Component;
import dev.tributary.plan.Credit;
import dev.tributary.plan.Earning;
import dev.tributary.plan.Plan;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calculates the earnings of groups again and books what is different from what stands: one
 * transaction per line, none where nothing changed. The caller holds the environment's head.
 */
final class Recompute {
    private final DealStore deals;
    private final BookedStore booked;
    private final PersonStore persons;
    private final Ledger ledger;

    Recompute(DealStore deals, BookedStore booked, PersonStore persons, Ledger ledger) {
        this.deals = deals;
        this.booked = booked;
        this.persons = persons;
        this.ledger = ledger;
    }

    /** Groups of one plan. Answers how many transactions were written. */
    int recompute(
            Handle handle,
            Head head,
            String planId,
            PlanVersions plan,
            Map<Group, List<Touch>> touched) {
        String environmentId = head.environmentId();
        Set<Group> groups = touched.keySet();
        Map<Group, List<CreditRow>> credits = new HashMap<>();
        for (CreditRow row : deals.creditsOfGroups(handle, environmentId, planId, groups)) {
            credits.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row);
        }
        Map<Group, Map<Line, Booked>> standing = new HashMap<>();
        for (Booked line : booked.ofGroups(handle, environmentId, planId, groups)) {
            standing.computeIfAbsent(line.group(planId), group -> new LinkedHashMap<>())
                    .put(line.line(), line);
        }
        List<Booked> lines = new ArrayList<>();
        List<Posting> postings = new ArrayList<>();
        for (Group group : groups) {
            new Differences(handle, head, plan, group, touched.getOrDefault(group, List.of()))
                    .find(
                            credits.getOrDefault(group, List.of()),
                            standing.getOrDefault(group, Map.of()),
                            lines,
                            postings);
        }
        booked.set(handle, environmentId, planId, lines);
        return ledger.post(handle, environmentId, postings);
    }

    /** One group. */
    private final class Differences {
        final Handle handle;
        final Head head;
        final Group group;
        final List<Touch> touches;
        final @Nullable Plan plan;
        final int version;

        Differences(Handle handle, Head head, PlanVersions plan, Group group, List<Touch> touches) {
            this.handle = handle;
            this.head = head;
            this.group = group;
            this.touches = touches;
            // A version is in force for whole periods, so the first day speaks for all.
            this.version = plan.inForce(group.period().atDay(1)).orElse(0);
            this.plan = version == 0 ? null : plan.version(version);
        }

        void find(
                List<CreditRow> credits,
                Map<Line, Booked> standing,
                List<Booked> lines,
                List<Posting> postings) {
            Map<DealRef, CreditRow> byDeal = new HashMap<>();
            credits.forEach(row -> byDeal.put(row.ref(), row));
            Map<Line, Earning> earned = new LinkedHashMap<>();
            for (Earning earning : earnings(credits)) {
                DealRef deal = DealRef.ofKey(earning.deal());
                earned.put(new Line(deal, earning.component()), earning);
            }
            Set<Line> all = new LinkedHashSet<>(earned.keySet());
            all.addAll(standing.keySet());
            for (Line line : all) {
                Booked was = standing.get(line);
                Earning now = earned.get(line);
                BigDecimal amount = now == null ? BigDecimal.ZERO : now.amount();
                BigDecimal before = was == null ? BigDecimal.ZERO : was.amount();
                if (amount.compareTo(before) != 0) {
                    Booked next = next(line, was, amount);
                    lines.add(next);
                    postings.add(posting(line, next, before, now, byDeal.get(line.deal())));
                }
            }
        }

        private List<Earning> earnings(List<CreditRow> credits) {
            if (plan == null || credits.isEmpty()) {
                return List.of();
            }
            List<Credit> pure = credits.stream().map(CreditRow::credit).toList();
            BigDecimal quota =
                    persons.email(handle, head.environmentId(), group.personId())
                            .flatMap(plan.quotas()::of)
                            .orElse(null);
            return Calculator.calculate(plan, quota, pure);
        }

        private Booked next(Line line, @Nullable Booked was, BigDecimal amount) {
            return new Booked(
                    group.personId(),
                    group.period().toString(),
                    line.deal().integratedAccountId(),
                    line.deal().dealId(),
                    line.component(),
                    was != null ? was.currency() : currency(),
                    amount,
                    was == null ? 1 : was.revision() + 1);
        }

        private String currency() {
            if (plan == null) {
                throw new IllegalStateException("nothing is earned before the first version");
            }
            return plan.currency().getCurrencyCode();
        }

        private Posting posting(
                Line line,
                Booked next,
                BigDecimal before,
                @Nullable Earning now,
                @Nullable CreditRow credit) {
            BigDecimal difference = next.amount().subtract(before);
            Kind kind =
                    head.isOpen(group.period())
                            ? Kind.EARNING
                            : difference.signum() < 0 ? Kind.CLAWBACK : Kind.CORRECTION;
            return new Posting(
                    Posting.idOf(
                            head.environmentId(),
                            group.personId(),
                            group.period(),
                            line.deal(),
                            line.component(),
                            next.revision()),
                    kind,
                    group.personId(),
                    group.period(),
                    head.landing(group.period()),
                    line.deal(),
                    line.component(),
                    next.revision(),
                    next.currency(),
                    difference,
                    new LedgerAccount.Expense(),
                    new LedgerAccount.Payable(group.personId()),
                    credit == null ? group.period().atEndOfMonth() : credit.date(),
                    causes(line, credit == null ? null : credit.orderKeys()),
                    Explain.text(group.planId(), version, before, next.amount(), now));
        }

        /** A flat rate looks at its own deal only; tiers look at every deal before it. */
        private List<String> causes(Line line, @Nullable List<String> orderKeys) {
            boolean tiers =
                    plan != null
                            && plan.components().get(line.component())
                                    instanceof Component.Marginal;
            Set<String> causes = new LinkedHashSet<>();
            for (Touch touch : touches) {
                if (tiers ? touch.reaches(line.deal(), orderKeys) : touch.isOf(line.deal())) {
                    causes.addAll(touch.causes());
                }
            }
            return List.copyOf(causes);
        }
    }
}
