package dev.tributary.commission;

import dev.tributary.Within;
import dev.tributary.commission.ProjectDeals.Input;
import dev.tributary.commission.RecheckStore.Recheck;
import dev.tributary.commission.RecheckStore.Stale;
import dev.tributary.commission.RecordSource.Change;
import dev.tributary.commission.RecordSource.Stored;
import dev.tributary.db.Database;
import dev.tributary.ops.Metrics;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Follows the record log: each step is one transaction that projects a batch of events, books what
 * it changes and moves the cursor. When the log is read, rechecks are done in two steps, so that a
 * person's period is calculated once however many of its deals are looked at again.
 */
final class FollowRecords {
    private static final int EVENTS_MAX = 500;
    private static final int STALE_MAX = 50;

    private final Database database;
    private final RecordSource records;
    private final HeadStore heads;
    private final PlanStore plans;
    private final RecheckStore rechecks;
    private final ProjectDeals project;
    private final Recompute recompute;
    private final Rematch rematch;
    private final SealLedger seal;
    private final Metrics metrics;
    private final Troubles troubles;

    FollowRecords(
            Database database,
            RecordSource records,
            HeadStore heads,
            PlanStore plans,
            RecheckStore rechecks,
            ProjectDeals project,
            Recompute recompute,
            Rematch rematch,
            SealLedger seal,
            Metrics metrics,
            Clock clock) {
        this.database = database;
        this.records = records;
        this.heads = heads;
        this.plans = plans;
        this.rechecks = rechecks;
        this.project = project;
        this.recompute = recompute;
        this.rematch = rematch;
        this.seal = seal;
        this.metrics = metrics;
        this.troubles = new Troubles(clock);
    }

    /**
     * One step in every environment; true when there may be more to do. An environment whose step
     * fails is left alone for a while, longer each time, and holds nobody else up.
     */
    boolean step() {
        boolean more = false;
        for (String environmentId : database.read(heads::environments)) {
            if (troubles.mayTry(environmentId)) {
                try {
                    more |= Within.environment(environmentId).call(() -> step(environmentId));
                    troubles.worked(environmentId);
                } catch (RuntimeException e) {
                    troubles.failed(environmentId, e);
                    metrics.count("commission_failures");
                }
            }
        }
        return more;
    }

    /** One step; true when there may be more to do. */
    boolean step(String environmentId) {
        return database.write(
                handle -> {
                    Optional<Head> head = heads.lock(handle, environmentId);
                    return head.isPresent() && step(handle, head.get());
                });
    }

    private boolean step(Handle handle, Head head) {
        String environmentId = head.environmentId();
        List<Change> changes = records.after(handle, environmentId, head.readTo(), EVENTS_MAX);
        if (!changes.isEmpty()) {
            follow(handle, head, changes);
            return true;
        }
        List<Recheck> again = rechecks.take(handle, environmentId, EVENTS_MAX);
        if (!again.isEmpty()) {
            recheck(handle, head, again);
            return true;
        }
        List<Stale> stale = rechecks.takeStale(handle, environmentId, STALE_MAX);
        if (stale.isEmpty()) {
            seal.sealIfDue(handle, head);
            return false;
        }
        catchUp(handle, head, stale);
        return true;
    }

    private void follow(Handle handle, Head head, List<Change> changes) {
        rematch.after(handle, head.environmentId(), changes);
        plans.all(handle, head.environmentId())
                .forEach(
                        (id, plan) -> {
                            List<Input> inputs = inputs(changes, plan);
                            Map<Group, List<Touch>> touched =
                                    project.project(handle, head.environmentId(), id, plan, inputs);
                            book(handle, head, id, plan, touched);
                        });
        heads.read(handle, head.environmentId(), changes.getLast().sequence());
        metrics.add("commission_events", changes.size());
    }

    /** The newest event of each deal, with all of its events as causes. */
    private static List<Input> inputs(List<Change> changes, PlanVersions plan) {
        String resource = plan.newest().measure().resource();
        SequencedMap<DealRef, List<Change>> byDeal = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change.resource().equals(resource)) {
                DealRef ref = new DealRef(change.integratedAccountId(), change.recordId());
                byDeal.computeIfAbsent(ref, r -> new ArrayList<>()).add(change);
            }
        }
        List<Input> inputs = new ArrayList<>();
        byDeal.forEach(
                (ref, events) -> {
                    Change last = events.getLast();
                    inputs.add(
                            new Input(
                                    ref,
                                    last.version(),
                                    last.eventId(),
                                    last.deleted() ? null : last.data(),
                                    events.stream().map(Change::eventId).toList(),
                                    false));
                });
        return inputs;
    }

    private void recheck(Handle handle, Head head, List<Recheck> again) {
        String environmentId = head.environmentId();
        plans.all(handle, environmentId)
                .forEach(
                        (id, plan) -> {
                            String resource = plan.newest().measure().resource();
                            List<Input> inputs = stored(handle, environmentId, resource, again);
                            project.project(handle, environmentId, id, plan, inputs)
                                    .forEach(
                                            (group, touches) ->
                                                    rechecks.addStale(
                                                            handle,
                                                            environmentId,
                                                            group,
                                                            causes(touches)));
                        });
        metrics.add("commission_rechecks", again.size());
    }

    private List<Input> stored(
            Handle handle, String environmentId, String resource, List<Recheck> again) {
        Map<DealRef, String> causes = new LinkedHashMap<>();
        for (Recheck one : again) {
            if (one.resource().equals(resource)) {
                causes.put(new DealRef(one.integratedAccountId(), one.recordId()), one.cause());
            }
        }
        List<Input> inputs = new ArrayList<>();
        for (Stored record : records.find(handle, environmentId, resource, causes.keySet())) {
            DealRef ref = new DealRef(record.integratedAccountId(), record.recordId());
            String cause = causes.getOrDefault(ref, "recheck");
            inputs.add(
                    new Input(
                            ref,
                            record.version(),
                            null,
                            record.deleted() ? null : record.data(),
                            List.of(cause),
                            true));
        }
        return inputs;
    }

    private static Set<String> causes(List<Touch> touches) {
        Set<String> causes = new LinkedHashSet<>();
        touches.forEach(touch -> causes.addAll(touch.causes()));
        return causes;
    }

    private void catchUp(Handle handle, Head head, List<Stale> stale) {
        Map<String, Map<Group, List<Touch>>> byPlan = new HashMap<>();
        for (Stale one : stale) {
            Group group = new Group(one.planId(), one.personId(), YearMonth.parse(one.period()));
            byPlan.computeIfAbsent(one.planId(), id -> new LinkedHashMap<>())
                    .put(group, List.of(Touch.everything(one.causes())));
        }
        if (!byPlan.isEmpty()) {
            Map<String, PlanVersions> all = plans.all(handle, head.environmentId());
            byPlan.forEach(
                    (id, touched) -> {
                        PlanVersions plan = all.get(id);
                        if (plan != null) {
                            book(handle, head, id, plan, touched);
                        }
                    });
        }
    }

    private void book(
            Handle handle,
            Head head,
            String planId,
            PlanVersions plan,
            Map<Group, List<Touch>> touched) {
        if (!touched.isEmpty()) {
            int posted = recompute.recompute(handle, head, planId, plan, touched);
            metrics.add("ledger_transactions", posted);
            metrics.add("commission_recomputes", touched.size());
        }
    }
}
