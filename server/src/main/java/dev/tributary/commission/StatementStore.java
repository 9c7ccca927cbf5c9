package dev.tributary.commission;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/** What statements are made of, and frozen statements. */
final class StatementStore {
    /** A ledger transaction that stands in a statement. */
    record Row(
            String id,
            String personId,
            String originPeriod,
            String integratedAccountId,
            String dealId,
            String component,
            String currency,
            BigDecimal amount,
            List<String> causes,
            @Nullable String explanation) {}

    /** People with something in a period, after a person id, in order. */
    List<String> people(
            Handle handle, String environmentId, YearMonth period, String after, int limit) {
        return handle.createQuery(
                        """
                        SELECT DISTINCT person_id FROM ledger_transaction
                         WHERE environment_id = :environment AND period = :period
                           AND person_id > :after
                           AND kind IN ('earning', 'clawback', 'correction')
                         ORDER BY person_id LIMIT :limit
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** The transactions of one person's statement: by deal date, and as they were written. */
    List<Row> rows(Handle handle, String environmentId, YearMonth period, String personId) {
        return handle.createQuery(
                        """
                        SELECT id, person_id, origin_period, integrated_account_id, deal_id,
                               component, currency, amount, causes, explanation
                          FROM ledger_transaction
                         WHERE environment_id = :environment AND period = :period
                           AND person_id = :person
                           AND kind IN ('earning', 'clawback', 'correction')
                         ORDER BY origin_period, component, effective_date, deal_id, number
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .bind("person", personId)
                .mapTo(Row.class)
                .list();
    }

    void freeze(
            Handle handle,
            String environmentId,
            YearMonth period,
            String personId,
            String content,
            Instant now) {
        handle.createUpdate(
                        """
                        INSERT INTO statement (environment_id, period, person_id, content, sha256,
                               frozen_at)
                        VALUES (:environment, :period, :person, :content, :hash, :now)
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .bind("person", personId)
                .bind("content", content)
                .bind("hash", Sha256.of(content))
                .bind("now", now)
                .execute();
    }

    /** Frozen statements after a person id, in order. */
    List<String> frozen(
            Handle handle,
            String environmentId,
            YearMonth period,
            @Nullable String personId,
            String after,
            int limit) {
        return handle.createQuery(
                        """
                        SELECT content FROM statement
                         WHERE environment_id = :environment AND period = :period
                           AND person_id > :after
                           AND (CAST(:person AS text) IS NULL OR person_id = :person)
                         ORDER BY person_id LIMIT :limit
                        """)
                .bind("environment", environmentId)
                .bind("period", period.toString())
                .bind("after", after)
                .bind("person", personId)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }
}
