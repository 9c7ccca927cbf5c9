package dev.tributary.event;

import dev.tributary.Json;
import dev.tributary.db.Database;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of record events. Reading after a sequence misses nothing: numbers are dense per
 * environment and given in commit order. Thread-safe.
 */
public final class RecordLog {
    /** Other servers append too: how long a wait may sleep before it looks by itself. */
    private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

    private static final String EVENTS =
            """
            SELECT e.sequence, e.id, e.environment_id, e.type, e.integrated_account_id, e.model,
                e.resource, e.record_id, e.version, v.data, e.occurred_at, e.recorded_at, e.via,
                e.causes
            FROM record_event e JOIN record_version v USING
                (integrated_account_id, model, resource, record_id, version)
            WHERE e.environment_id = :environment AND e.sequence > :after
            ORDER BY e.sequence LIMIT :limit
            """;

    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private long appends;

    private record Row(
            long sequence,
            String id,
            String environmentId,
            String type,
            String integratedAccountId,
            String model,
            String resource,
            String recordId,
            long version,
            Jsonb data,
            Instant occurredAt,
            Instant recordedAt,
            String via,
            List<String> causes) {
        RecordEvent event() {
            return new RecordEvent(
                    sequence,
                    id,
                    environmentId,
                    type,
                    integratedAccountId,
                    model,
                    resource,
                    recordId,
                    version,
                    object(data),
                    occurredAt,
                    recordedAt,
                    via,
                    causes);
        }
    }

    /** Events with a higher sequence, in order, at most {@code limit}. */
    public List<RecordEvent> after(Handle handle, String environmentId, long sequence, int limit) {
        return handle.createQuery(EVENTS)
                .bind("environment", environmentId)
                .bind("after", sequence)
                .bind("limit", limit)
                .mapTo(Row.class)
                .map(Row::event)
                .list();
    }

    /** The sequence of the newest event; 0 when there is none. */
    public long latest(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT coalesce(max(sequence), 0) FROM record_event
                        WHERE environment_id = :environment
                        """)
                .bind("environment", environmentId)
                .mapTo(Long.class)
                .one();
    }

    /** Runs after this server appended events, on the appending thread; may be spurious. */
    public void onAppend(Runnable wake) {
        wakes.add(wake);
    }

    /** Returns when there is an event after {@code sequence}, or when the time is over. */
    void await(Database db, String environmentId, long sequence, Duration wait)
            throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        long seen = appends();
        while (db.read(handle -> latest(handle, environmentId)) <= sequence) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            seen = awaitAppend(seen, Math.min(left, LOOK_NANOS));
        }
    }

    /** To be called after a commit that appended. */
    void appended() {
        lock.lock();
        try {
            appends++;
            appended.signalAll();
        } finally {
            lock.unlock();
        }
        wakes.forEach(Runnable::run);
    }

    private long appends() {
        lock.lock();
        try {
            return appends;
        } finally {
            lock.unlock();
        }
    }

    private long awaitAppend(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (appends == seen && left > 0) {
                left = appended.awaitNanos(left);
            }
            return appends;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("unchecked") // data is a JSON object
    static Map<String, @Nullable Object> object(Jsonb data) {
        return Json.read(data.text(), Map.class);
    }
}
