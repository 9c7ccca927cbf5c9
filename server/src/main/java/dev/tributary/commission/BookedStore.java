package dev.tributary.commission;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.jdbi.v3.core.Handle;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Booked amounts by line; a change is a compare-and-set on the revision. */
final class BookedStore {
    List<Booked> ofGroups(
            Handle handle, String environmentId, String planId, Collection<Group> groups) {
        return handle.createQuery(
                        """
                        SELECT b.* FROM unnest(:people, :periods) AS k (person, period)
                         CROSS JOIN LATERAL (
                            SELECT person_id, origin_period, integrated_account_id, deal_id,
                                   component, currency, amount, revision
                              FROM booked
                             WHERE environment_id = :environment AND plan_id = :plan
                               AND person_id = k.person AND origin_period = k.period
                            OFFSET 0) AS b
                        """)
                .bind("environment", environmentId)
                .bind("plan", planId)
                .bindArray("people", String.class, groups.stream().map(Group::personId).toList())
                .bindArray(
                        "periods",
                        String.class,
                        groups.stream().map(group -> group.period().toString()).toList())
                .mapTo(Booked.class)
                .list();
    }

    /**
     * Sets each line to its new amount and revision, which is one more than the one it replaces.
     *
     * @throws Failure {@code conflict} when somebody else changed a line in between
     */
    void set(Handle handle, String environmentId, String planId, List<Booked> lines) {
        if (lines.isEmpty()) {
            return;
        }
        int changed =
                handle.createUpdate(
                                """
                                INSERT INTO booked AS b (environment_id, plan_id, person_id,
                                       origin_period, integrated_account_id, deal_id, component,
                                       currency, amount, revision)
                                SELECT :environment, :plan, line.*
                                  FROM unnest(:people, :origins, :accounts, :deals, :components,
                                       :currencies, :amounts, :revisions) AS line
                                ON CONFLICT (environment_id, person_id, origin_period,
                                       integrated_account_id, deal_id, component)
                                DO UPDATE SET amount = excluded.amount, revision = excluded.revision
                                 WHERE b.revision = excluded.revision - 1
                                   AND b.plan_id = excluded.plan_id
                                   AND b.currency = excluded.currency
                                """)
                        .bind("environment", environmentId)
                        .bind("plan", planId)
                        .bindArray("people", String.class, each(lines, Booked::personId))
                        .bindArray("origins", String.class, each(lines, Booked::originPeriod))
                        .bindArray(
                                "accounts", String.class, each(lines, Booked::integratedAccountId))
                        .bindArray("deals", String.class, each(lines, Booked::dealId))
                        .bindArray("components", String.class, each(lines, Booked::component))
                        .bindArray("currencies", String.class, each(lines, Booked::currency))
                        .bindArray("amounts", BigDecimal.class, each(lines, Booked::amount))
                        .bindArray("revisions", Integer.class, each(lines, Booked::revision))
                        .execute();
        if (changed != lines.size()) {
            throw new Failure(
                    Code.CONFLICT,
                    "%d of %d booked amounts of environment %s were changed by somebody else"
                            .formatted(lines.size() - changed, lines.size(), environmentId));
        }
    }

    private static <T> List<T> each(List<Booked> lines, Function<Booked, T> part) {
        return lines.stream().map(part).toList();
    }
}
