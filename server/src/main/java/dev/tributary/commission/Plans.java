package dev.tributary.commission;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;
import dev.tributary.plan.InvalidPlan;
import dev.tributary.plan.Plan;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes plans and new versions of them, and sends the records they measure to money. */
final class Plans {
    private final Database database;
    private final RecordSource records;
    private final PlanStore store;
    private final HeadStore heads;
    private final Backfill backfill;
    private final AuditLog audit;
    private final Ids ids;
    private final Clock clock;

    Plans(
            Database database,
            RecordSource records,
            PlanStore store,
            HeadStore heads,
            Backfill backfill,
            AuditLog audit,
            Ids ids,
            Clock clock) {
        this.database = database;
        this.records = records;
        this.store = store;
        this.heads = heads;
        this.backfill = backfill;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    List<PlanRow> list(String environmentId) {
        return database.read(handle -> store.rows(handle, environmentId));
    }

    /**
     * Makes the plan of that name, or its next version; the document that is its newest version
     * already makes nothing.
     *
     * @throws Failure {@code invalid_request} with all problems of the document, {@code conflict}
     *     when another plan has a component of the same name
     */
    PlanRow create(Actor actor, Map<String, ?> document) {
        String environmentId = actor.environmentId();
        Plan plan = read(document);
        String text = Json.text(document);
        return database.write(
                handle -> {
                    heads.begin(handle, environmentId, records.latest(handle, environmentId));
                    heads.lock(handle, environmentId); // versions are numbered one by one
                    List<PlanRow> versions =
                            store.rows(handle, environmentId).stream()
                                    .filter(row -> row.name().equals(plan.name()))
                                    .toList();
                    if (!versions.isEmpty() && versions.getLast().document().equals(text)) {
                        return versions.getLast();
                    }
                    check(handle, environmentId, plan, versions);
                    PlanRow row = row(environmentId, plan, text, versions, actor.keyId());
                    store.insert(handle, row);
                    audit.record(handle, actor.act("plan.create", row.planId(), null, document));
                    String cause = "%s@%d".formatted(row.planId(), row.version());
                    backfill.all(handle, environmentId, row.resource(), cause);
                    return row;
                });
    }

    private Plan read(Map<String, ?> document) {
        try {
            return store.read(document);
        } catch (InvalidPlan invalid) {
            throw Failure.invalid(
                            "the plan cannot be used: %s", String.valueOf(invalid.getMessage()))
                    .with("problems", invalid.problems());
        }
    }

    private PlanRow row(
            String environmentId, Plan plan, String text, List<PlanRow> versions, String by) {
        String id = versions.isEmpty() ? ids.next("plan") : versions.getLast().planId();
        int version = versions.isEmpty() ? 1 : versions.getLast().version() + 1;
        return new PlanRow(
                environmentId,
                id,
                version,
                plan.name(),
                plan.measure().resource(),
                plan.effectiveFrom(),
                text,
                by,
                clock.instant());
    }

    private void check(Handle handle, String environmentId, Plan plan, List<PlanRow> versions) {
        Optional<PlanRow> last =
                versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
        if (last.isPresent() && !last.get().resource().equals(plan.measure().resource())) {
            throw new Failure(
                    Code.CONFLICT,
                    "plan %s measures %s; make a new plan for %s"
                            .formatted(
                                    plan.name(), last.get().resource(), plan.measure().resource()));
        }
        store.all(handle, environmentId)
                .forEach((id, other) -> checkNames(plan, other, last.map(PlanRow::planId), id));
    }

    /** A component's name is a key of money, so it means one thing in an environment. */
    private static void checkNames(
            Plan plan, PlanVersions other, Optional<String> own, String otherId) {
        if (own.isPresent() && own.get().equals(otherId)) {
            return;
        }
        for (Plan version : other.byNumber().values()) {
            for (String component : plan.components().keySet()) {
                if (version.components().containsKey(component)) {
                    throw new Failure(
                            Code.CONFLICT,
                            "component '%s' is one of plan %s already; give it another name"
                                    .formatted(component, version.name()));
                }
            }
        }
    }
}
