package dev.tributary.commission;

import dev.tributary.commission.Parking.Subject;
import dev.tributary.plan.Component;
import dev.tributary.plan.Crediting;
import dev.tributary.plan.Crediting.Given;
import dev.tributary.plan.Crediting.Outcome;
import dev.tributary.plan.Deal;
import dev.tributary.plan.Measured;
import dev.tributary.plan.Plan;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns records into deals and credits under one plan, and says which groups that touches. What
 * cannot be credited is parked with every reason: a new deal earns nothing until it can, never a
 * part; what was credited before stands as it is until the record is clear again.
 */
final class ProjectDeals {
    static final String STAGE = "credit";

    /**
     * A record to look at.
     *
     * @param eventId null when it comes from the record store
     * @param data null when it was deleted
     * @param again look at it even if this version was seen before
     */
    record Input(
            DealRef ref,
            long version,
            @Nullable String eventId,
            @Nullable Map<String, @Nullable Object> data,
            List<String> causes,
            boolean again) {}

    private final DealStore deals;
    private final PersonStore persons;
    private final Parking parking;

    ProjectDeals(DealStore deals, PersonStore persons, Parking parking) {
        this.deals = deals;
        this.persons = persons;
        this.parking = parking;
    }

    /** Inputs name each deal once. Answers what changed for whom. */
    Map<Group, List<Touch>> project(
            Handle handle,
            String environmentId,
            String planId,
            PlanVersions plan,
            List<Input> inputs) {
        List<DealRef> refs = inputs.stream().map(Input::ref).toList();
        Map<DealRef, DealRow> before = deals.find(handle, environmentId, planId, refs);
        Map<DealRef, List<CreditRow>> creditsBefore = new HashMap<>();
        for (CreditRow row : deals.creditsOfDeals(handle, environmentId, planId, refs)) {
            creditsBefore.computeIfAbsent(row.ref(), ref -> new ArrayList<>()).add(row);
        }
        Batch batch = new Batch(handle, environmentId, planId, plan);
        for (Input input : inputs) {
            DealRow known = before.get(input.ref());
            long seen = known == null ? Long.MIN_VALUE : known.recordVersion();
            if (input.version() > seen || (input.again() && input.version() == seen)) {
                batch.look(input, known, creditsBefore.getOrDefault(input.ref(), List.of()));
            }
        }
        deals.put(handle, environmentId, batch.rows);
        deals.credit(handle, environmentId, planId, batch.recredited, batch.credits);
        return batch.touched;
    }

    private final class Batch {
        final Handle handle;
        final String environmentId;
        final String planId;
        final PlanVersions plan;
        final String resource;
        final List<DealRow> rows = new ArrayList<>();
        final List<DealRef> recredited = new ArrayList<>();
        final List<CreditRow> credits = new ArrayList<>();
        final Map<Group, List<Touch>> touched = new HashMap<>();
        final Map<String, PeopleOf> people = new HashMap<>();

        Batch(Handle handle, String environmentId, String planId, PlanVersions plan) {
            this.handle = handle;
            this.environmentId = environmentId;
            this.planId = planId;
            this.plan = plan;
            this.resource = plan.newest().measure().resource();
        }

        void look(Input input, @Nullable DealRow known, List<CreditRow> before) {
            Map<String, @Nullable Object> data = input.data();
            Measured measured =
                    data == null
                            ? new Measured.DoesNotCount()
                            : plan.measure(input.ref().key(), data);
            List<CreditRow> after =
                    switch (measured) {
                        case Measured.DoesNotCount ignored -> leave(input, known);
                        case Measured.Unclear unclear ->
                                park(input, null, unclear.reasons(), before);
                        case Measured.Counts counts -> credit(input, counts, known, before);
                    };
            boolean versionChanged =
                    known != null
                            && measured instanceof Measured.Counts counts
                            && !Integer.valueOf(counts.version()).equals(known.planVersion());
            if (versionChanged || !sameCredits(before, after)) {
                recredited.add(input.ref());
                credits.addAll(after);
                touch(input, before, after);
            }
        }

        private List<CreditRow> leave(Input input, @Nullable DealRow known) {
            rows.add(row(input, "not_counted", null, null, null));
            unpark(input, known);
            return List.of();
        }

        private List<CreditRow> park(
                Input input, @Nullable Deal deal, List<String> reasons, List<CreditRow> before) {
            String reason = String.join("; ", reasons);
            rows.add(row(input, "parked", reason, null, deal));
            parking.park(
                    handle,
                    STAGE,
                    subject(input),
                    "not_creditable",
                    "deal %s cannot be credited: %s".formatted(input.ref().dealId(), reason));
            return before;
        }

        private List<CreditRow> credit(
                Input input,
                Measured.Counts counts,
                @Nullable DealRow known,
                List<CreditRow> before) {
            Plan version = plan.version(counts.version());
            Deal deal = counts.deal();
            return switch (Crediting.credit(version, deal, people(input.ref()))) {
                case Outcome.Unclear unclear -> park(input, deal, unclear.reasons(), before);
                case Outcome.Credited credited -> {
                    List<String> quotas = withoutQuota(version, credited.credits());
                    if (!quotas.isEmpty()) {
                        yield park(input, deal, quotas, before);
                    }
                    rows.add(row(input, "credited", null, counts.version(), deal));
                    unpark(input, known);
                    yield credited.credits().stream().map(given -> row(given, deal)).toList();
                }
            };
        }

        private CreditRow row(Given given, Deal deal) {
            return CreditRow.of(planId, given.person(), deal.date(), given.credit());
        }

        /** Tiers of quota pay nobody who has none; better no earning than a wrong one. */
        private List<String> withoutQuota(Plan version, List<Given> given) {
            List<String> reasons = new ArrayList<>();
            for (Given one : given) {
                boolean needed =
                        version.components().values().stream()
                                .anyMatch(
                                        component ->
                                                component.credit().equals(one.credit().name())
                                                        && component
                                                                instanceof
                                                                Component.Marginal marginal
                                                        && marginal.needsQuota());
                if (needed && version.quotas().standard() == null) {
                    persons.email(handle, environmentId, one.person())
                            .filter(email -> version.quotas().of(email).isEmpty())
                            .ifPresent(email -> reasons.add("the plan has no quota for " + email));
                }
            }
            return reasons;
        }

        private PeopleOf people(DealRef ref) {
            return people.computeIfAbsent(
                    ref.integratedAccountId(),
                    account -> new PeopleOf(persons, handle, environmentId, account));
        }

        private void touch(Input input, List<CreditRow> before, List<CreditRow> after) {
            Map<Group, @Nullable List<String>> from = new HashMap<>();
            List<CreditRow> both = new ArrayList<>(before);
            both.addAll(after);
            for (CreditRow row : both) {
                from.merge(row.group(), row.orderKeys(), Touch::first);
            }
            from.forEach(
                    (group, keys) ->
                            touched.computeIfAbsent(group, g -> new ArrayList<>())
                                    .add(new Touch(input.ref(), keys, input.causes())));
        }

        private void unpark(Input input, @Nullable DealRow known) {
            if (known != null && known.state().equals("parked")) {
                parking.clear(handle, STAGE, subject(input));
            }
        }

        private Subject subject(Input input) {
            DealRef ref = input.ref();
            return new Subject(environmentId, ref.integratedAccountId(), resource, ref.dealId());
        }

        private DealRow row(
                Input input,
                String state,
                @Nullable String reason,
                @Nullable Integer version,
                @Nullable Deal deal) {
            return new DealRow(
                    planId,
                    input.ref().integratedAccountId(),
                    input.ref().dealId(),
                    input.version(),
                    input.eventId(),
                    state,
                    reason,
                    version,
                    deal == null ? null : deal.period().toString(),
                    deal == null ? null : deal.date(),
                    deal == null ? null : deal.amount(),
                    deal == null ? null : plan.newest().currency().getCurrencyCode(),
                    deal == null ? null : deal.orderKeys(),
                    deal == null ? List.of() : List.copyOf(deal.people().values()));
        }
    }

    private static boolean sameCredits(List<CreditRow> before, List<CreditRow> after) {
        return before.size() == after.size()
                && before.stream().allMatch(one -> after.stream().anyMatch(one::same));
    }
}
