package dev.tributary.commission;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals, and the content that they are over. */
final class SealStore {
    /** One seal: the hash over the one before and the transactions of the range. */
    record Seal(
            long firstNumber,
            long lastNumber,
            String previousHash,
            String hash,
            @Nullable String checkpoint) {}

    private record Content(
            long number,
            String id,
            String kind,
            String personId,
            String originPeriod,
            String period,
            @Nullable String integratedAccountId,
            @Nullable String dealId,
            @Nullable String component,
            int revision,
            String effectiveDate,
            Instant recordedAt,
            List<String> causes,
            @Nullable String explanation,
            String inputHash,
            List<String> accounts,
            List<String> currencies,
            List<BigDecimal> amounts) {

        String hash() {
            List<String> parts = new ArrayList<>();
            parts.add(Long.toString(number));
            parts.addAll(List.of(id, kind, personId, originPeriod, period));
            parts.add(orEmpty(integratedAccountId));
            parts.add(orEmpty(dealId));
            parts.add(orEmpty(component));
            parts.add(Integer.toString(revision));
            parts.addAll(List.of(effectiveDate, recordedAt.toString()));
            parts.addAll(causes);
            parts.add(orEmpty(explanation));
            parts.add(inputHash);
            parts.addAll(accounts);
            parts.addAll(currencies);
            amounts.forEach(amount -> parts.add(amount.toPlainString()));
            return Sha256.of(parts);
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    Optional<Seal> last(Handle handle, String environmentId) {
        return seals(handle, environmentId, "ORDER BY last_number DESC LIMIT 1").stream()
                .findFirst();
    }

    List<Seal> all(Handle handle, String environmentId) {
        return seals(handle, environmentId, "ORDER BY last_number");
    }

    private static List<Seal> seals(Handle handle, String environmentId, String order) {
        return handle.createQuery(
                        """
                        SELECT first_number, last_number, previous_hash, hash, checkpoint
                          FROM ledger_seal WHERE environment_id = :environment
                        """
                                + order)
                .bind("environment", environmentId)
                .mapTo(Seal.class)
                .list();
    }

    /** The hashes of the transactions of a range, in order. */
    List<String> hashes(Handle handle, String environmentId, long first, long last) {
        return handle.createQuery(
                        """
                        SELECT t.number, t.id, t.kind, t.person_id, t.origin_period, t.period,
                               t.integrated_account_id, t.deal_id, t.component, t.revision,
                               CAST(t.effective_date AS text) AS effective_date, t.recorded_at,
                               t.causes, t.explanation, t.input_hash,
                               array_agg(e.ledger_account ORDER BY e.leg) AS accounts,
                               array_agg(e.currency ORDER BY e.leg) AS currencies,
                               array_agg(e.amount ORDER BY e.leg) AS amounts
                          FROM ledger_transaction t
                          JOIN ledger_entry e
                            ON e.environment_id = t.environment_id AND e.transaction_id = t.id
                         WHERE t.environment_id = :environment
                           AND t.number BETWEEN :first AND :last
                         GROUP BY t.environment_id, t.id
                         ORDER BY t.number
                        """)
                .bind("environment", environmentId)
                .bind("first", first)
                .bind("last", last)
                .mapTo(Content.class)
                .map(Content::hash)
                .list();
    }

    void insert(Handle handle, String environmentId, Seal seal, Instant now) {
        handle.createUpdate(
                        """
                        INSERT INTO ledger_seal (environment_id, first_number, last_number,
                               previous_hash, hash, checkpoint, sealed_at)
                        VALUES (:environment, :first, :last, :previous, :hash, :checkpoint, :now)
                        """)
                .bind("environment", environmentId)
                .bind("first", seal.firstNumber())
                .bind("last", seal.lastNumber())
                .bind("previous", seal.previousHash())
                .bind("hash", seal.hash())
                .bind("checkpoint", seal.checkpoint())
                .bind("now", now)
                .execute();
    }
}
