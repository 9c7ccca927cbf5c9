package dev.tributary.event;

import dev.tributary.Within;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts per environment that outlive the process. What belongs to a transaction is added in it and
 * is exact after any crash; what is only noted is stored a moment later. Thread-safe.
 */
public final class Stats {
    private static final Logger LOG = LoggerFactory.getLogger(Stats.class);

    private record Name(String environmentId, String name) {}

    private final Database db;
    private final Map<Name, LongAdder> noted = new ConcurrentHashMap<>();
    private final List<StatSource> sources = new CopyOnWriteArrayList<>();

    public Stats(Database db) {
        this.db = db;
    }

    /** Lets a feature show its own numbers. */
    public void addSource(StatSource source) {
        sources.add(source);
    }

    /** Counts within a transaction. */
    public void add(Handle handle, String environmentId, String name, long amount) {
        if (amount != 0) {
            handle.createUpdate("INSERT INTO stat VALUES (:environment, :name, :amount)")
                    .bind("environment", environmentId)
                    .bind("name", name)
                    .bind("amount", amount)
                    .execute();
        }
    }

    /** Counts something that leaves nothing else behind; a crash may lose the last second's. */
    public void note(String environmentId, String name) {
        noted.computeIfAbsent(new Name(environmentId, name), key -> new LongAdder()).increment();
    }

    /** Everything known about an environment, by name. */
    public Map<String, Long> all(String environmentId) {
        Map<String, Long> all = new TreeMap<>();
        for (String always : List.of("rejected_signatures", "lost_found_by_reconciliation")) {
            all.put(always, 0L);
        }
        db.read(handle -> stored(handle, environmentId))
                .forEach((name, amount) -> all.merge(name, amount, Long::sum));
        noted.forEach(
                (name, amount) -> {
                    if (name.environmentId.equals(environmentId)) {
                        all.merge(name.name, amount.sum(), Long::sum);
                    }
                });
        sources.forEach(
                source ->
                        source.stats(environmentId)
                                .forEach((name, amount) -> all.merge(name, amount, Long::sum)));
        return all;
    }

    private record Sum(String name, long amount) {}

    private static Map<String, Long> stored(Handle handle, String environmentId) {
        Map<String, Long> stored = new TreeMap<>();
        handle.createQuery(
                        """
                        SELECT name, sum(amount)::bigint AS amount FROM stat
                        WHERE environment_id = :environment GROUP BY name
                        """)
                .bind("environment", environmentId)
                .mapTo(Sum.class)
                .forEach(sum -> stored.put(sum.name, sum.amount));
        return stored;
    }

    /** Stores what was noted since the last time. */
    void flush() {
        Map<Name, Long> taken = new ConcurrentHashMap<>();
        noted.forEach(
                (name, adder) -> {
                    long amount = adder.sumThenReset();
                    if (amount > 0) {
                        taken.put(name, amount);
                    }
                });
        if (taken.isEmpty()) {
            return;
        }
        try {
            Within.everything()
                    .run(
                            () ->
                                    db.transact(
                                            handle ->
                                                    taken.forEach(
                                                            (name, amount) ->
                                                                    add(
                                                                            handle,
                                                                            name.environmentId,
                                                                            name.name,
                                                                            amount))));
        } catch (RuntimeException e) {
            LOG.debug("counts are kept for later", e);
            taken.forEach(
                    (name, amount) ->
                            noted.computeIfAbsent(name, key -> new LongAdder()).add(amount));
        }
    }

    /** Folds the rows of each count into one. Servers may do so at the same time. */
    void fold() {
        List<Name> many =
                new ArrayList<>(
                        db.read(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT environment_id, name FROM stat
                                                        GROUP BY 1, 2 HAVING count(*) > 20
                                                        """)
                                                .mapTo(Name.class)
                                                .list()));
        for (Name name : many) {
            db.transact(
                    handle ->
                            handle.createUpdate(
                                            """
                                            WITH gone AS (
                                                DELETE FROM stat
                                                WHERE environment_id = :environment AND name = :name
                                                RETURNING amount)
                                            INSERT INTO stat
                                            SELECT :environment, :name, sum(amount) FROM gone
                                            HAVING count(*) > 0
                                            """)
                                    .bind("environment", name.environmentId)
                                    .bind("name", name.name)
                                    .execute());
        }
    }
}
