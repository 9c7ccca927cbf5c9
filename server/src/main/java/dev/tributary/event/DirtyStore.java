package dev.tributary.event;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The records that may differ from what is stored. One row is one record's lane: whoever claims it
 * works alone on that record until the claim is given back or its lease is over, and what happens
 * meanwhile moves the generation on. Rows are always locked in the order of their keys. Every
 * method works in its caller's transaction.
 */
final class DirtyStore {
    /** How long hints for one resource gather, unless a full batch is there before. */
    static final Duration GATHER = Duration.ofMillis(250);

    static final int BATCH = 100;
    private static final int CAUSES_MAX = 20;

    /** Rows of a claim that are still its own. */
    private static final String MINE =
            """
            d.integrated_account_id = :account AND d.model = :model AND d.resource = :resource
                AND d.record_id = ANY(:records) AND d.claim = :claim
            """;

    private static final String OWN = "UPDATE dirty_record d %s WHERE " + MINE;
    private static final Comparator<Mark> BY_KEY =
            Comparator.comparing((Mark mark) -> mark.of.integratedAccountId())
                    .thenComparing(mark -> mark.of.model())
                    .thenComparing(mark -> mark.of.resource())
                    .thenComparing(Mark::recordId);

    /** A record to look at again; records are unique within one call. */
    record Mark(
            AccountResource of,
            String recordId,
            String via,
            List<String> causes,
            @Nullable Instant occurredAt) {}

    /** A claimed row as it was when it was claimed. */
    record Dirty(
            String recordId,
            long generation,
            String via,
            List<String> causes,
            @Nullable Instant occurredAt,
            int attempts) {

        /** When it changed, as far as hints told. */
        Instant occurredAt(Instant otherwise) {
            return occurredAt == null ? otherwise : occurredAt;
        }
    }

    /** Rows of one resource, held until {@code until}; the id is the fencing token. */
    record Claim(String id, AccountResource of, List<Dirty> rows) {
        List<String> recordIds() {
            return rows.stream().map(Dirty::recordId).toList();
        }
    }

    /**
     * A resource of which something is due since {@code readyAt}.
     *
     * @param earliest of all resources' rows, due or not
     */
    record Due(
            String environmentId,
            String integratedAccountId,
            String model,
            String resource,
            Instant readyAt,
            Instant earliest) {
        AccountResource of() {
            return new AccountResource(environmentId, integratedAccountId, model, resource);
        }
    }

    record Backlog(long records, @Nullable Instant oldest) {}

    void mark(Handle handle, List<Mark> unsorted, Instant now, Instant readyAt) {
        List<Mark> marks = unsorted.stream().sorted(BY_KEY).toList();
        handle.createUpdate(
                        """
                        INSERT INTO dirty_record AS d (environment_id, integrated_account_id, model,
                            resource, record_id, source, via, causes, occurred_at, first_hint_at,
                            ready_at)
                        SELECT environment_id, integrated_account_id, model, resource, record_id,
                            source, via, string_to_array(causes, ' '), occurred_at, :now, :ready
                        FROM unnest(:environments, :accounts, :models, :resources, :records,
                            :sources, :vias, :causes, :times) AS e(environment_id,
                            integrated_account_id, model, resource, record_id, source, via, causes,
                            occurred_at)
                        ON CONFLICT (integrated_account_id, model, resource, record_id) DO UPDATE
                        SET generation = d.generation + 1,
                            occurred_at = greatest(d.occurred_at, excluded.occurred_at),
                            causes = (d.causes || excluded.causes)[greatest(1,
                                cardinality(d.causes) + cardinality(excluded.causes) - :max + 1):]
                        """)
                .bind("now", now)
                .bind("ready", readyAt)
                .bind("max", CAUSES_MAX)
                .bindArray("environments", String.class, each(marks, m -> m.of.environmentId()))
                .bindArray("accounts", String.class, each(marks, m -> m.of.integratedAccountId()))
                .bindArray("models", String.class, each(marks, m -> m.of.model()))
                .bindArray("resources", String.class, each(marks, m -> m.of.resource()))
                .bindArray("records", String.class, each(marks, Mark::recordId))
                .bindArray("sources", UUID.class, each(marks, m -> m.of.source()))
                .bindArray("vias", String.class, each(marks, Mark::via))
                .bindArray("causes", String.class, each(marks, m -> newest(m.causes)))
                .bindArray("times", Instant.class, each(marks, Mark::occurredAt))
                .execute();
    }

    private static String newest(List<String> causes) {
        return String.join(
                " ", causes.subList(Math.max(0, causes.size() - CAUSES_MAX), causes.size()));
    }

    private static <T> Object[] each(List<Mark> marks, Function<Mark, @Nullable T> part) {
        return marks.stream().map(part).toArray();
    }

    /**
     * The resources of which something may be claimed: a row is due, or a full batch has gathered.
     * Walks from one resource to the next in the index, so a long backlog costs no more than a
     * short. Rows that were ready before {@code floor} are left out, and with them the remains of
     * all that is done already.
     */
    List<Due> due(Handle handle, Instant floor, Instant now, int limit) {
        return handle.createQuery(
                        """
                        WITH RECURSIVE head AS (
                            (SELECT environment_id, integrated_account_id, model, resource, source,
                                ready_at
                             FROM dirty_record WHERE ready_at >= :floor
                             ORDER BY source, ready_at LIMIT 1)
                            UNION ALL
                            SELECT n.* FROM head h, LATERAL (
                                SELECT environment_id, integrated_account_id, model, resource,
                                    source, ready_at
                                FROM dirty_record d
                                WHERE d.source > h.source AND d.ready_at >= :floor
                                ORDER BY source, ready_at LIMIT 1) AS n)
                        SELECT *, (SELECT min(ready_at) FROM head) AS earliest FROM head h
                        WHERE ready_at <= :now OR (
                            SELECT count(*) = :batch FROM (
                                SELECT 1 FROM dirty_record d WHERE d.source = h.source
                                    AND d.ready_at BETWEEN :floor AND :soon AND d.claim IS NULL
                                LIMIT :batch) AS gathered)
                        ORDER BY ready_at LIMIT :limit
                        """)
                .bind("floor", floor)
                .bind("now", now)
                .bind("soon", now.plus(GATHER))
                .bind("batch", BATCH)
                .bind("limit", limit)
                .mapTo(Due.class)
                .list();
    }

    /** What marks a claim's rows as its own, and until when. */
    record Token(String id, Instant until) {}

    /** Claims up to a batch of what {@link #due} told of; empty when others were faster. */
    Optional<Claim> claim(
            Handle handle, AccountResource of, Token token, Instant floor, Instant now) {
        List<Dirty> rows =
                handle.createQuery(
                                """
                                SELECT record_id, generation, via, causes, occurred_at, attempts
                                FROM dirty_record
                                WHERE source = :source AND ready_at BETWEEN :floor AND :soon
                                    AND (ready_at <= :now OR claim IS NULL)
                                ORDER BY ready_at LIMIT :batch FOR UPDATE SKIP LOCKED
                                """)
                        .bind("source", of.source())
                        .bind("floor", floor)
                        .bind("soon", now.plus(GATHER))
                        .bind("now", now)
                        .bind("batch", BATCH)
                        .mapTo(Dirty.class)
                        .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Claim claim = new Claim(token.id, of, rows);
        handle.createUpdate(
                        """
                        UPDATE dirty_record SET claim = :claim, ready_at = :until
                        WHERE integrated_account_id = :account AND model = :model
                            AND resource = :resource AND record_id = ANY(:records)
                        """)
                .bindMap(own(claim))
                .bindArray("records", String.class, claim.recordIds())
                .bind("until", token.until)
                .execute();
        return Optional.of(claim);
    }

    /** Holds a claim's rows for longer, as far as they are still its own. */
    void renew(Handle handle, Claim claim, Instant until) {
        handle.createUpdate(OWN.formatted("SET ready_at = :until"))
                .bindMap(own(claim))
                .bindArray("records", String.class, claim.recordIds())
                .bind("until", until)
                .execute();
    }

    /** Gives rows back for a later try. */
    void postpone(Handle handle, Claim claim, List<String> records, Instant until, int attempts) {
        handle.createUpdate(
                        OWN.formatted(
                                "SET claim = NULL, ready_at = :until, attempts = d.attempts +"
                                        + " :more"))
                .bindMap(own(claim))
                .bindArray("records", String.class, records)
                .bind("until", until)
                .bind("more", attempts)
                .execute();
    }

    /**
     * Those of the claim's rows that are still its own, locked until the end of the transaction.
     */
    List<String> hold(Handle handle, Claim claim, List<String> records) {
        return handle.createQuery(
                        """
                        SELECT record_id FROM dirty_record d
                        WHERE %s ORDER BY record_id FOR UPDATE
                        """
                                .formatted(MINE))
                .bindMap(own(claim))
                .bindArray("records", String.class, records)
                .mapTo(String.class)
                .list();
    }

    /** Forgets rows that are done. One that was hinted at meanwhile stays for another round. */
    void finish(Handle handle, Claim claim, List<Dirty> done, Instant now) {
        if (done.isEmpty()) {
            return;
        }
        List<String> records = done.stream().map(Dirty::recordId).toList();
        handle.createUpdate(
                        """
                        DELETE FROM dirty_record d
                        USING unnest(:records, :generations) AS e(record_id, generation)
                        WHERE %s AND d.record_id = e.record_id AND d.generation = e.generation
                        """
                                .formatted(MINE))
                .bindMap(own(claim))
                .bindArray("records", String.class, records)
                .bindArray("generations", Long.class, done.stream().map(Dirty::generation).toList())
                .execute();
        handle.createUpdate(
                        """
                        UPDATE dirty_record d
                        SET claim = NULL, ready_at = :now, attempts = 0,
                            causes = ARRAY(SELECT c FROM unnest(d.causes) WITH ORDINALITY AS u(c, n)
                                WHERE c <> ALL (string_to_array(e.causes, ' ')) ORDER BY n)
                        FROM unnest(:records, :causes) AS e(record_id, causes)
                        WHERE %s AND d.record_id = e.record_id
                        """
                                .formatted(MINE))
                .bindMap(own(claim))
                .bind("now", now)
                .bindArray("records", String.class, records)
                .bindArray(
                        "causes",
                        String.class,
                        done.stream().map(row -> String.join(" ", row.causes)).toList())
                .execute();
    }

    Backlog backlog(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT count(*) AS records, min(first_hint_at) AS oldest FROM dirty_record
                        WHERE environment_id = :environment
                        """)
                .bind("environment", environmentId)
                .mapTo(Backlog.class)
                .one();
    }

    long underWay(Handle handle, AccountResource of, Instant marked) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM dirty_record
                        WHERE integrated_account_id = :account AND model = :model
                            AND resource = :resource AND first_hint_at <= :marked
                        """)
                .bind("account", of.integratedAccountId())
                .bind("model", of.model())
                .bind("resource", of.resource())
                .bind("marked", marked)
                .mapTo(Long.class)
                .one();
    }

    private static Map<String, Object> own(Claim claim) {
        return Map.of(
                "account", claim.of.integratedAccountId(),
                "model", claim.of.model(),
                "resource", claim.of.resource(),
                "claim", claim.id);
    }
}
