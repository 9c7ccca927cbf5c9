package dev.tributary.commission;

import dev.tributary.Failure;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/** Sums over the ledger. */
final class Books {
    /** What stands in a ledger account, of one person, period, deal and component. */
    record Balance(
            String ledgerAccount,
            String personId,
            String period,
            String dealId,
            String component,
            String currency,
            BigDecimal amount) {

        /** The place in the list, for the next page. */
        String cursor() {
            return String.join("\n", ledgerAccount, personId, period, dealId, component, currency);
        }
    }

    record Sum(String currency, BigDecimal sum) {}

    record Counts(long transactions, long entries) {}

    /** What landed in a period; overlay counts for itself. */
    record Landed(String period, boolean own, String component, BigDecimal amount, long lines) {}

    List<Balance> balances(
            Handle handle,
            String environmentId,
            @Nullable String period,
            @Nullable String personId,
            String after,
            int limit) {
        String[] from = (after.isEmpty() ? "\n\n\n\n\n" : after).split("\n", -1);
        if (from.length != 6) {
            throw Failure.invalid("next_cursor is not one that this list has answered");
        }
        return handle.createQuery(
                        """
                        SELECT e.ledger_account, t.person_id, t.period,
                               coalesce(t.deal_id, '') AS deal_id,
                               coalesce(t.component, '') AS component, e.currency,
                               sum(e.amount) AS amount
                          FROM ledger_entry e
                          JOIN ledger_transaction t
                            ON t.environment_id = e.environment_id AND t.id = e.transaction_id
                         WHERE e.environment_id = :environment
                           AND (CAST(:period AS text) IS NULL OR t.period = :period)
                           AND (CAST(:person AS text) IS NULL OR t.person_id = :person)
                           AND (e.ledger_account, t.person_id, t.period, coalesce(t.deal_id, ''),
                                coalesce(t.component, ''), e.currency)
                             > (:a, :b, :c, :d, :e, :f)
                         GROUP BY 1, 2, 3, 4, 5, 6
                        HAVING sum(e.amount) <> 0
                         ORDER BY 1, 2, 3, 4, 5, 6
                         LIMIT :limit
                        """)
                .bind("environment", environmentId)
                .bind("period", period)
                .bind("person", personId)
                .bind("a", from[0])
                .bind("b", from[1])
                .bind("c", from[2])
                .bind("d", from[3])
                .bind("e", from[4])
                .bind("f", from[5])
                .bind("limit", limit)
                .mapTo(Balance.class)
                .list();
    }

    Counts counts(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT (SELECT count(*) FROM ledger_transaction
                                 WHERE environment_id = :environment) AS transactions,
                               (SELECT count(*) FROM ledger_entry
                                 WHERE environment_id = :environment) AS entries
                        """)
                .bind("environment", environmentId)
                .mapTo(Counts.class)
                .one();
    }

    /** Each is zero, or the ledger does not balance. */
    List<Sum> sums(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT currency, sum(amount) AS sum FROM ledger_entry
                         WHERE environment_id = :environment GROUP BY currency ORDER BY currency
                        """)
                .bind("environment", environmentId)
                .mapTo(Sum.class)
                .list();
    }

    /** Transactions that do not balance by themselves: there are none. */
    long unbalanced(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM (
                            SELECT FROM ledger_entry WHERE environment_id = :environment
                             GROUP BY transaction_id, currency HAVING sum(amount) <> 0) AS wrong
                        """)
                .bind("environment", environmentId)
                .mapTo(Long.class)
                .one();
    }

    List<Landed> landed(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT period, origin_period = period AS own, component,
                               sum(amount) AS amount, count(*) AS lines
                          FROM (SELECT period, origin_period, component, sum(amount) AS amount
                                  FROM ledger_transaction
                                 WHERE environment_id = :environment
                                   AND kind IN ('earning', 'clawback', 'correction')
                                 GROUP BY period, origin_period, component, person_id,
                                       integrated_account_id, deal_id
                                HAVING sum(amount) <> 0) AS line
                         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                        """)
                .bind("environment", environmentId)
                .mapTo(Landed.class)
                .list();
    }
}
