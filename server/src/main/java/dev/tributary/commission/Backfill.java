package dev.tributary.commission;

import dev.tributary.commission.RecheckStore.Recheck;
import dev.tributary.commission.RecordSource.Stored;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds stored records that money does not know in their present version, such as those of an
 * initial load, which makes no events, and queues them to be looked at.
 */
final class Backfill {
    private static final int CHUNK = 1_000;

    private final RecordSource records;
    private final PlanStore plans;
    private final DealStore deals;
    private final RecheckStore rechecks;

    Backfill(RecordSource records, PlanStore plans, DealStore deals, RecheckStore rechecks) {
        this.records = records;
        this.plans = plans;
        this.deals = deals;
        this.rechecks = rechecks;
    }

    /** Queues what any plan has not seen. Answers how many records that were. */
    int unseen(Handle handle, String environmentId, String cause) {
        int queued = 0;
        for (Map.Entry<String, PlanVersions> plan : plans.all(handle, environmentId).entrySet()) {
            String resource = plan.getValue().newest().measure().resource();
            Walk walk = new Walk(handle, environmentId, plan.getKey(), resource, cause);
            records.each(handle, environmentId, resource, walk::add);
            walk.flush();
            queued += walk.queued;
        }
        return queued;
    }

    /** Queues every record of the resource, seen or not. */
    void all(Handle handle, String environmentId, String resource, String cause) {
        Walk walk = new Walk(handle, environmentId, "", resource, cause);
        records.each(handle, environmentId, resource, walk::add);
        walk.flush();
    }

    private final class Walk {
        final Handle handle;
        final String environmentId;
        final String planId;
        final String resource;
        final String cause;
        final List<Stored> chunk = new ArrayList<>();
        int queued;

        Walk(Handle handle, String environmentId, String planId, String resource, String cause) {
            this.handle = handle;
            this.environmentId = environmentId;
            this.planId = planId;
            this.resource = resource;
            this.cause = cause;
        }

        void add(Stored stored) {
            chunk.add(stored);
            if (chunk.size() == CHUNK) {
                flush();
            }
        }

        void flush() {
            List<DealRef> refs = chunk.stream().map(Walk::ref).toList();
            Map<DealRef, DealRow> known = deals.find(handle, environmentId, planId, refs);
            List<Recheck> unseen = new ArrayList<>();
            for (Stored stored : chunk) {
                DealRow row = known.get(ref(stored));
                if (row == null || row.recordVersion() < stored.version()) {
                    unseen.add(
                            new Recheck(
                                    resource,
                                    stored.integratedAccountId(),
                                    stored.recordId(),
                                    cause));
                }
            }
            rechecks.addAll(handle, environmentId, unseen);
            queued += unseen.size();
            chunk.clear();
        }

        private static DealRef ref(Stored stored) {
            return new DealRef(stored.integratedAccountId(), stored.recordId());
        }
    }
}
