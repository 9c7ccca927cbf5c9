package dev.tributary.commission;

import dev.tributary.Json;
import dev.tributary.mapping.Expression;
import dev.tributary.plan.Plan;
import dev.tributary.plan.PlanDocument;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Plans by environment. A version never changes, so what is compiled once is kept. */
final class PlanStore {
    private static final int COMPILED_MAX = 500;

    private record Key(String environmentId, String planId, int version) {}

    private final Function<String, Expression> expressions;
    private final Map<Key, Plan> compiled =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Plan> eldest) {
                    return size() > COMPILED_MAX;
                }
            };

    PlanStore(Function<String, Expression> expressions) {
        this.expressions = expressions;
    }

    /** Every version of every plan, by name and version. */
    List<PlanRow> rows(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT * FROM plan_version WHERE environment_id = :environment
                         ORDER BY name, version
                        """)
                .bind("environment", environmentId)
                .mapTo(PlanRow.class)
                .list();
    }

    /** The environment's plans by id. */
    Map<String, PlanVersions> all(Handle handle, String environmentId) {
        Map<String, TreeMap<Integer, Plan>> versions = new LinkedHashMap<>();
        for (PlanRow row : rows(handle, environmentId)) {
            versions.computeIfAbsent(row.planId(), id -> new TreeMap<>())
                    .put(row.version(), compile(row));
        }
        Map<String, PlanVersions> plans = new LinkedHashMap<>();
        versions.forEach((id, numbered) -> plans.put(id, new PlanVersions(numbered)));
        return plans;
    }

    /** Reads a document; {@code InvalidPlan} when it is none. */
    Plan read(Map<String, ?> document) {
        return PlanDocument.read(document, expressions);
    }

    private Plan compile(PlanRow row) {
        Key key = new Key(row.environmentId(), row.planId(), row.version());
        synchronized (compiled) {
            Plan known = compiled.get(key);
            if (known != null) {
                return known;
            }
        }
        Map<?, ?> document = Json.read(row.document(), LinkedHashMap.class);
        Map<String, Object> byName = new LinkedHashMap<>();
        document.forEach((name, value) -> byName.put(String.valueOf(name), value));
        Plan plan = read(byName);
        synchronized (compiled) {
            compiled.put(key, plan);
        }
        return plan;
    }

    void insert(Handle handle, PlanRow row) {
        handle.createUpdate(
                        """
                        INSERT INTO plan_version (environment_id, plan_id, version, name, resource,
                               effective_from, document, created_by, created_at)
                        VALUES (:environmentId, :planId, :version, :name, :resource,
                               :effectiveFrom, :document, :createdBy, :createdAt)
                        """)
                .bind("environmentId", row.environmentId())
                .bind("planId", row.planId())
                .bind("version", row.version())
                .bind("name", row.name())
                .bind("resource", row.resource())
                .bind("effectiveFrom", row.effectiveFrom())
                .bind("document", row.document())
                .bind("createdBy", row.createdBy())
                .bind("createdAt", row.createdAt())
                .execute();
    }
}
