package dev.tributary.commission;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.PreparedBatch;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes ledger transactions. The database itself holds what is promised: balanced per currency,
 * append-only, closed periods untouched. Whoever posts holds the environment's head, or takes it
 * here.
 */
final class Ledger {
    private final HeadStore heads;
    private final Clock clock;

    Ledger(HeadStore heads, Clock clock) {
        this.heads = heads;
        this.clock = clock;
    }

    /**
     * Writes the postings that are not written yet, and answers how many that were.
     *
     * @throws Failure {@code conflict} when one of the ids is written with other content
     */
    int post(Handle handle, String environmentId, List<Posting> postings) {
        if (postings.isEmpty()) {
            return 0;
        }
        heads.lock(handle, environmentId);
        List<Posting> fresh = fresh(handle, environmentId, postings);
        if (fresh.isEmpty()) {
            return 0;
        }
        long number = heads.number(handle, environmentId, fresh.size());
        Instant now = clock.instant();
        transactions(handle, environmentId, fresh, number, now);
        entries(handle, environmentId, fresh);
        return fresh.size();
    }

    private static List<Posting> fresh(
            Handle handle, String environmentId, List<Posting> postings) {
        Map<String, String> written =
                handle.createQuery(
                                """
                                SELECT id, input_hash FROM ledger_transaction
                                 WHERE environment_id = :environment AND id = ANY (:ids)
                                """)
                        .bind("environment", environmentId)
                        .bindArray(
                                "ids", String.class, postings.stream().map(Posting::id).toArray())
                        .setMapKeyColumn("id")
                        .setMapValueColumn("input_hash")
                        .collectInto(new GenericType<Map<String, String>>() {});
        List<Posting> fresh = new ArrayList<>();
        for (Posting posting : postings) {
            String hash = written.get(posting.id());
            if (hash == null) {
                fresh.add(posting);
            } else if (!hash.equals(posting.inputHash())) {
                throw new Failure(
                        Code.CONFLICT,
                        "ledger transaction %s is written already, with other content"
                                .formatted(posting.id()));
            }
        }
        return fresh;
    }

    private static void transactions(
            Handle handle, String environmentId, List<Posting> postings, long first, Instant now) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO ledger_transaction (environment_id, id, number, kind, person_id,
                               origin_period, period, integrated_account_id, deal_id, component,
                               revision, currency, amount, effective_date, recorded_at, causes,
                               explanation, input_hash)
                        VALUES (:environment, :id, :number, :kind, :person, :origin, :period,
                               :account, :deal, :component, :revision, :currency, :amount,
                               :effectiveDate, :now, :causes, :explanation, :inputHash)
                        """);
        long number = first;
        for (Posting posting : postings) {
            DealRef deal = posting.deal();
            batch.bind("environment", environmentId)
                    .bind("id", posting.id())
                    .bind("number", number++)
                    .bind("kind", posting.kind().text())
                    .bind("person", posting.personId())
                    .bind("origin", posting.origin().toString())
                    .bind("period", posting.period().toString())
                    .bind("account", deal == null ? null : deal.integratedAccountId())
                    .bind("deal", deal == null ? null : deal.dealId())
                    .bind("component", posting.component())
                    .bind("revision", posting.revision())
                    .bind("currency", posting.currency())
                    .bind("amount", posting.amount())
                    .bind("effectiveDate", posting.effectiveDate())
                    .bind("now", now)
                    .bindArray("causes", String.class, posting.causes())
                    .bind("explanation", posting.explanation())
                    .bind("inputHash", posting.inputHash())
                    .add();
        }
        batch.execute();
    }

    private static void entries(Handle handle, String environmentId, List<Posting> postings) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO ledger_entry (environment_id, transaction_id, leg,
                               ledger_account, currency, amount)
                        VALUES (:environment, :id, :leg, :account, :currency, :amount)
                        """);
        for (Posting posting : postings) {
            leg(batch, environmentId, posting, 1, posting.from(), posting.amount().negate());
            leg(batch, environmentId, posting, 2, posting.to(), posting.amount());
        }
        batch.execute();
    }

    private static void leg(
            PreparedBatch batch,
            String environmentId,
            Posting posting,
            int leg,
            LedgerAccount account,
            BigDecimal amount) {
        batch.bind("environment", environmentId)
                .bind("id", posting.id())
                .bind("leg", leg)
                .bind("account", account.text())
                .bind("currency", posting.currency())
                .bind("amount", amount)
                .add();
    }
}
