package dev.tributary.commission;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The projection: deals as plans see them, and their credits. Many keys are looked up one by one in
 * one statement ({@code LATERAL … OFFSET 0}): a join would be planned on statistics that are old
 * while a table grows fast, and then reads all of it.
 */
final class DealStore {
    Map<DealRef, DealRow> find(
            Handle handle, String environmentId, String planId, Collection<DealRef> deals) {
        Map<DealRef, DealRow> found = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT d.* FROM unnest(:accounts, :deals) AS k (account, deal)
                         CROSS JOIN LATERAL (
                            SELECT * FROM deal
                             WHERE environment_id = :environment AND plan_id = :plan
                               AND integrated_account_id = k.account AND deal_id = k.deal
                            OFFSET 0) AS d
                        """)
                .bind("environment", environmentId)
                .bind("plan", planId)
                .bindArray("accounts", String.class, accounts(deals))
                .bindArray("deals", String.class, ids(deals))
                .mapTo(DealRow.class)
                .forEach(row -> found.put(row.ref(), row));
        return found;
    }

    void put(Handle handle, String environmentId, Collection<DealRow> deals) {
        if (deals.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO deal (environment_id, plan_id, integrated_account_id, deal_id,
                               record_version, event_id, state, reason, plan_version, period, date,
                               amount, currency, order_keys, users)
                        VALUES (:environment, :plan, :account, :deal, :recordVersion, :event,
                               :state, :reason, :planVersion, :period, :date, :amount, :currency,
                               :orderKeys, :users)
                        ON CONFLICT (environment_id, plan_id, integrated_account_id, deal_id)
                        DO UPDATE SET record_version = excluded.record_version,
                               event_id = excluded.event_id, state = excluded.state,
                               reason = excluded.reason, plan_version = excluded.plan_version,
                               period = excluded.period, date = excluded.date,
                               amount = excluded.amount, currency = excluded.currency,
                               order_keys = excluded.order_keys, users = excluded.users
                        """);
        for (DealRow deal : deals) {
            List<String> keys = deal.orderKeys();
            batch.bind("environment", environmentId)
                    .bind("plan", deal.planId())
                    .bind("account", deal.integratedAccountId())
                    .bind("deal", deal.dealId())
                    .bind("recordVersion", deal.recordVersion())
                    .bind("event", deal.eventId())
                    .bind("state", deal.state())
                    .bind("reason", deal.reason())
                    .bind("planVersion", deal.planVersion())
                    .bind("period", deal.period())
                    .bind("date", deal.date())
                    .bind("amount", deal.amount())
                    .bind("currency", deal.currency())
                    .bindArray("orderKeys", String.class, keys == null ? List.of() : keys)
                    .bindArray("users", String.class, deal.users())
                    .add();
        }
        batch.execute();
    }

    List<CreditRow> creditsOfDeals(
            Handle handle, String environmentId, String planId, Collection<DealRef> deals) {
        return handle.createQuery(
                        """
                        SELECT c.* FROM unnest(:accounts, :deals) AS k (account, deal)
                         CROSS JOIN LATERAL (
                            SELECT * FROM credit
                             WHERE environment_id = :environment AND plan_id = :plan
                               AND integrated_account_id = k.account AND deal_id = k.deal
                            OFFSET 0) AS c
                        """)
                .bind("environment", environmentId)
                .bind("plan", planId)
                .bindArray("accounts", String.class, accounts(deals))
                .bindArray("deals", String.class, ids(deals))
                .mapTo(CreditRow.class)
                .list();
    }

    /** All credits of the groups, which belong to one plan. */
    List<CreditRow> creditsOfGroups(
            Handle handle, String environmentId, String planId, Collection<Group> groups) {
        return handle.createQuery(
                        """
                        SELECT c.* FROM unnest(:people, :periods) AS k (person, period)
                         CROSS JOIN LATERAL (
                            SELECT * FROM credit
                             WHERE environment_id = :environment AND plan_id = :plan
                               AND person_id = k.person AND period = k.period
                            OFFSET 0) AS c
                        """)
                .bind("environment", environmentId)
                .bind("plan", planId)
                .bindArray("people", String.class, groups.stream().map(Group::personId).toList())
                .bindArray(
                        "periods",
                        String.class,
                        groups.stream().map(group -> group.period().toString()).toList())
                .mapTo(CreditRow.class)
                .list();
    }

    /** Replaces all credits of the deals by the ones given. */
    void credit(
            Handle handle,
            String environmentId,
            String planId,
            Collection<DealRef> deals,
            Collection<CreditRow> credits) {
        handle.createUpdate(
                        """
                        DELETE FROM credit WHERE ctid = ANY (ARRAY(
                            SELECT c.ctid FROM unnest(:accounts, :deals) AS k (account, deal)
                             CROSS JOIN LATERAL (
                                SELECT ctid FROM credit
                                 WHERE environment_id = :environment AND plan_id = :plan
                                   AND integrated_account_id = k.account AND deal_id = k.deal
                                OFFSET 0) AS c))
                        """)
                .bind("environment", environmentId)
                .bind("plan", planId)
                .bindArray("accounts", String.class, accounts(deals))
                .bindArray("deals", String.class, ids(deals))
                .execute();
        if (credits.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO credit (environment_id, plan_id, integrated_account_id, deal_id,
                               name, person_id, period, date, percent, amount, order_keys)
                        VALUES (:environment, :plan, :account, :deal, :name, :person, :period,
                               :date, :percent, :amount, :orderKeys)
                        """);
        for (CreditRow credit : credits) {
            batch.bind("environment", environmentId)
                    .bind("plan", planId)
                    .bind("account", credit.integratedAccountId())
                    .bind("deal", credit.dealId())
                    .bind("name", credit.name())
                    .bind("person", credit.personId())
                    .bind("period", credit.period())
                    .bind("date", credit.date())
                    .bind("percent", credit.percent())
                    .bind("amount", credit.amount())
                    .bindArray("orderKeys", String.class, credit.orderKeys())
                    .add();
        }
        batch.execute();
    }

    private static List<String> accounts(Collection<DealRef> deals) {
        return deals.stream().map(DealRef::integratedAccountId).toList();
    }

    private static List<String> ids(Collection<DealRef> deals) {
        return deals.stream().map(DealRef::dealId).toList();
    }
}
