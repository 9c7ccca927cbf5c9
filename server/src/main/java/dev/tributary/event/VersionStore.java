package dev.tributary.event;

import dev.tributary.Ids;
import dev.tributary.call.Fetched;
import dev.tributary.db.Jsonb;
import dev.tributary.event.DirtyStore.Dirty;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Versions of records, which one is the present one, and their numbered events. */
final class VersionStore {
    /** The present version of a record. */
    record Head(String recordId, long version, byte[] dataHash, @Nullable Instant deletedAt) {}

    /**
     * A record's next version.
     *
     * @param data null: it was deleted and what was last known stays
     */
    record Change(
            String recordId,
            long version,
            String type,
            @Nullable Jsonb data,
            byte[] dataHash,
            byte[] remoteHash,
            Instant occurredAt,
            String via,
            List<String> causes) {

        static Change of(
                Dirty row, Optional<Head> head, Canonical data, byte[] remote, Instant at) {
            boolean known = head.filter(each -> each.deletedAt() == null).isPresent();
            return new Change(
                    row.recordId(),
                    head.map(Head::version).orElse(0L) + 1,
                    known ? RecordEvent.UPDATED : RecordEvent.CREATED,
                    data.json(),
                    data.hash(),
                    remote,
                    at,
                    row.via(),
                    row.causes());
        }

        static Change deleted(Dirty row, Head head, Instant at) {
            return new Change(
                    row.recordId(),
                    head.version() + 1,
                    RecordEvent.DELETED,
                    null,
                    head.dataHash(),
                    head.dataHash(),
                    at,
                    row.via(),
                    row.causes());
        }
    }

    /** The present versions, locked until the end of the transaction. */
    Map<String, Head> heads(Handle handle, AccountResource of, Collection<String> records) {
        Map<String, Head> heads = new HashMap<>();
        bind(
                        handle.createQuery(
                                """
                                SELECT record_id, version, data_hash, deleted_at FROM record
                                WHERE integrated_account_id = :account AND model = :model
                                    AND resource = :resource AND record_id = ANY(:records)
                                ORDER BY record_id FOR UPDATE
                                """),
                        of)
                .bindArray("records", String.class, records.toArray())
                .mapTo(Head.class)
                .forEach(head -> heads.put(head.recordId, head));
        return heads;
    }

    void add(Handle handle, AccountResource of, List<Change> changes, Instant now) {
        List<Change> seen = changes.stream().filter(change -> change.data != null).toList();
        List<Change> gone = changes.stream().filter(change -> change.data == null).toList();
        if (!seen.isEmpty()) {
            addSeen(handle, of, seen, now);
        }
        if (!gone.isEmpty()) {
            addGone(handle, of, gone, now);
        }
        if (!changes.isEmpty()) {
            point(handle, of, changes, now);
        }
    }

    private static void addSeen(Handle handle, AccountResource of, List<Change> seen, Instant now) {
        bind(
                        handle.createUpdate(
                                """
                                INSERT INTO record_version
                                SELECT :environment, :account, :model, :resource, e.*, :now
                                FROM unnest(:records, :versions, :data, :remotes) AS e
                                """),
                        of)
                .bind("now", now)
                .bindArray("records", String.class, each(seen, Change::recordId))
                .bindArray("versions", Long.class, each(seen, Change::version))
                .bindArray("data", Jsonb.class, each(seen, Change::data))
                .bindArray("remotes", byte[].class, each(seen, Change::remoteHash))
                .execute();
    }

    /** A deleted record's version keeps what was last known. */
    private static void addGone(Handle handle, AccountResource of, List<Change> gone, Instant now) {
        bind(
                        handle.createUpdate(
                                """
                                INSERT INTO record_version
                                SELECT environment_id, integrated_account_id, model, resource,
                                    record_id, last.version + 1, last.data, last.remote_hash, :now
                                FROM record_version last
                                JOIN unnest(:records, :versions) AS e(record_id, version)
                                    USING (record_id)
                                WHERE last.integrated_account_id = :account AND last.model = :model
                                    AND last.resource = :resource AND last.version = e.version - 1
                                    AND :environment = last.environment_id
                                """),
                        of)
                .bind("now", now)
                .bindArray("records", String.class, each(gone, Change::recordId))
                .bindArray("versions", Long.class, each(gone, Change::version))
                .execute();
    }

    /** Makes these the present versions. */
    private static void point(
            Handle handle, AccountResource of, List<Change> changes, Instant now) {
        bind(
                        handle.createUpdate(
                                """
                                INSERT INTO record AS r
                                SELECT :environment, :account, :model, :resource, e.record_id,
                                    e.version, e.data_hash, e.deleted_at, :now
                                FROM unnest(:records, :versions, :hashes, :deletions)
                                    AS e(record_id, version, data_hash, deleted_at)
                                ORDER BY e.record_id
                                ON CONFLICT (integrated_account_id, model, resource, record_id)
                                DO UPDATE SET version = excluded.version,
                                    data_hash = excluded.data_hash,
                                    deleted_at = excluded.deleted_at,
                                    updated_at = excluded.updated_at
                                """),
                        of)
                .bind("now", now)
                .bindArray("records", String.class, each(changes, Change::recordId))
                .bindArray("versions", Long.class, each(changes, Change::version))
                .bindArray("hashes", byte[].class, each(changes, Change::dataHash))
                .bindArray(
                        "deletions", Instant.class, each(changes, c -> c.data == null ? now : null))
                .execute();
    }

    /**
     * Appends the changes to the log, last of all in their transaction: the lock that makes numbers
     * dense and commit-ordered is then held for the commit only.
     */
    void publish(Handle handle, AccountResource of, List<Change> changes, Ids ids, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        // A statement of its own: the next one must see what was committed before the lock was
        // ours.
        handle.createQuery("SELECT pg_advisory_xact_lock(:lock, hashtext(:environment))::text")
                .bind("lock", Locks.SEQUENCE)
                .bind("environment", of.environmentId())
                .mapTo(String.class)
                .one();
        bind(
                        handle.createUpdate(
                                """
                                INSERT INTO record_event
                                SELECT :environment, n + coalesce((SELECT max(sequence)
                                        FROM record_event WHERE environment_id = :environment), 0),
                                    e.id, e.type, :account, :model, :resource, e.record_id,
                                    e.version, e.occurred_at, :now, e.via,
                                    string_to_array(e.causes, ' ')
                                FROM unnest(:ids, :types, :records, :versions, :times, :vias,
                                    :causes) WITH ORDINALITY AS e(id, type, record_id, version,
                                    occurred_at, via, causes, n)
                                """),
                        of)
                .bind("now", now)
                .bindArray("ids", String.class, each(changes, change -> ids.next("evt")))
                .bindArray("types", String.class, each(changes, Change::type))
                .bindArray("records", String.class, each(changes, Change::recordId))
                .bindArray("versions", Long.class, each(changes, Change::version))
                .bindArray("times", Instant.class, each(changes, Change::occurredAt))
                .bindArray("vias", String.class, each(changes, Change::via))
                .bindArray("causes", String.class, each(changes, c -> String.join(" ", c.causes)))
                .execute();
    }

    /** A record as an initial load found it. */
    record Filling(Canonical data, byte[] remoteHash) {
        static Filling of(Fetched record) {
            return new Filling(Canonical.of(record.data()), Canonical.of(record.remote()).hash());
        }
    }

    /** Version 1 of records that were never seen, without events; answers how many those were. */
    int fill(Handle handle, AccountResource of, Map<String, Filling> records, Instant now) {
        List<Filling> fillings = List.copyOf(records.values());
        return bind(
                        handle.createUpdate(
                                """
                                WITH page AS (
                                    SELECT * FROM unnest(:records, :data, :hashes, :remotes)
                                        AS e(record_id, data, data_hash, remote_hash)),
                                fresh AS (
                                    INSERT INTO record
                                    SELECT :environment, :account, :model, :resource, record_id, 1,
                                        data_hash, NULL, :now
                                    FROM page ORDER BY record_id
                                    ON CONFLICT DO NOTHING RETURNING record_id)
                                INSERT INTO record_version
                                SELECT :environment, :account, :model, :resource, record_id, 1,
                                    data, remote_hash, :now
                                FROM page JOIN fresh USING (record_id)
                                """),
                        of)
                .bind("now", now)
                .bindArray("records", String.class, List.copyOf(records.keySet()))
                .bindArray("data", Jsonb.class, fillings.stream().map(f -> f.data.json()).toList())
                .bindArray(
                        "hashes", byte[].class, fillings.stream().map(f -> f.data.hash()).toList())
                .bindArray(
                        "remotes",
                        byte[].class,
                        fillings.stream().map(Filling::remoteHash).toList())
                .execute();
    }

    /** Hashes of the present data of those records that are stored and not deleted. */
    Map<String, byte[]> hashes(Handle handle, AccountResource of, Collection<String> records) {
        Map<String, byte[]> hashes = new HashMap<>();
        bind(
                        handle.createQuery(
                                """
                                SELECT record_id, version, data_hash, deleted_at FROM record
                                WHERE integrated_account_id = :account AND model = :model
                                    AND resource = :resource AND record_id = ANY(:records)
                                    AND deleted_at IS NULL
                                """),
                        of)
                .bindArray("records", String.class, records.toArray())
                .mapTo(Head.class)
                .forEach(head -> hashes.put(head.recordId, head.dataHash));
        return hashes;
    }

    private static <T extends SqlStatement<T>> T bind(T statement, AccountResource of) {
        return statement
                .bind("environment", of.environmentId())
                .bind("account", of.integratedAccountId())
                .bind("model", of.model())
                .bind("resource", of.resource());
    }

    private static <T extends @Nullable Object> Object[] each(
            List<Change> changes, Function<Change, T> part) {
        return changes.stream().map(part).toArray();
    }
}
