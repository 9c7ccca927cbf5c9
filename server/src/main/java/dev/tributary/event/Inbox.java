package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.db.GroupCommit;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * What providers sent, in the order of its commits. An append returns when its event is durable;
 * appends that come at the same time share one commit. Reading goes on behind a position that moves
 * in the same transaction as what was made of the events. Thread-safe.
 */
public final class Inbox implements AutoCloseable {
    private static final GroupCommit.Limits LIMITS =
            new GroupCommit.Limits(1, 256, 10_000, Duration.ofSeconds(4));

    /** All bodies that wait for their commit together, in KiB. */
    private static final int WAITING_KIB_MAX = 64 * 1024;

    private static final int DAYS_AHEAD = 7;
    private static final int DAYS_KEPT = 14;
    private static final int HINT_DAYS_KEPT = 4;
    private static final String COLUMNS =
            """
            SELECT position, id, environment_id, provider, integrated_account_id, received_at,
                items, body
            """;

    private final Database db;
    private final GroupCommit<InboundEvent, Boolean> commits;
    private final Semaphore kibibytes = new Semaphore(WAITING_KIB_MAX);
    private volatile Runnable wake = () -> {};

    public Inbox(Database db) {
        this.db = db;
        this.commits = new GroupCommit<>("inbox", LIMITS, this::store);
    }

    /** An inbound event and its place in the inbox. */
    record Placed(
            long position,
            String id,
            String environmentId,
            String provider,
            @Nullable String integratedAccountId,
            Instant receivedAt,
            int items,
            byte[] body) {}

    /** What of an environment is not read yet; {@code oldest} null: nothing. */
    record Unread(long events, long items, @Nullable Instant oldest) {}

    void start(LocalDate today) {
        keepDays(today);
        commits.start();
    }

    void onAppend(Runnable wake) {
        this.wake = wake;
    }

    /**
     * Returns when the event is durable.
     *
     * @throws Failure {@code overloaded} or {@code not_ready}: it was not stored, send it again
     */
    public void append(InboundEvent event) {
        int size = 1 + event.body().length / 1024;
        if (!kibibytes.tryAcquire(size)) {
            throw new Failure(Code.OVERLOADED, "too much is waiting to be stored");
        }
        try {
            commits.submit(event);
        } finally {
            kibibytes.release(size);
        }
        wake.run();
    }

    // A group is of all environments.
    private List<Boolean> store(List<InboundEvent> group) {
        Within.everything().run(() -> insert(group));
        return group.stream().map(event -> true).toList();
    }

    // The lock is held until the commit, so positions become visible in their order.
    private void insert(List<InboundEvent> group) {
        db.transact(
                handle ->
                        handle.createUpdate(
                                        """
                                        WITH turn AS MATERIALIZED (
                                            SELECT pg_advisory_xact_lock(%d, 0))
                                        INSERT INTO inbound_event (position, id, environment_id,
                                            provider, integrated_account_id, received_at, items,
                                            body)
                                        SELECT nextval('inbound_position'), e.*
                                        FROM turn, unnest(:ids, :environments, :providers,
                                            :accounts, :times, :items, :bodies) AS e
                                        """
                                                .formatted(Locks.INBOX))
                                .bindArray("ids", String.class, each(group, InboundEvent::id))
                                .bindArray(
                                        "environments",
                                        String.class,
                                        each(group, InboundEvent::environmentId))
                                .bindArray(
                                        "providers",
                                        String.class,
                                        each(group, InboundEvent::provider))
                                .bindArray(
                                        "accounts",
                                        String.class,
                                        each(group, InboundEvent::integratedAccountId))
                                .bindArray(
                                        "times",
                                        Instant.class,
                                        each(group, InboundEvent::receivedAt))
                                .bindArray("items", Integer.class, each(group, InboundEvent::items))
                                .bindArray("bodies", byte[].class, each(group, InboundEvent::body))
                                .execute());
    }

    private static @Nullable Object[] each(
            List<InboundEvent> group, Function<InboundEvent, @Nullable Object> part) {
        return group.stream().map(part).toArray();
    }

    /** The position up to which everything is read. */
    long progress(Handle handle) {
        return handle.select("SELECT coalesce(max(position), 0) FROM inbound_progress")
                .mapTo(Long.class)
                .one();
    }

    void progress(Handle handle, long position, Instant now) {
        handle.execute("INSERT INTO inbound_progress VALUES (?, ?)", position, now);
    }

    /** The next events in order: at least one if there is one, then as many as fit the limits. */
    List<Placed> after(Handle handle, long position, int count, long bytes) {
        return handle.createQuery(
                        COLUMNS
                                + """
                                FROM (
                                    SELECT *, sum(octet_length(body)) OVER (ORDER BY position)
                                        - octet_length(body) AS before
                                    FROM (SELECT * FROM inbound_event WHERE position > :position
                                        ORDER BY position LIMIT :count) AS next) AS sized
                                WHERE before < :bytes ORDER BY position
                                """)
                .bind("position", position)
                .bind("count", count)
                .bind("bytes", bytes)
                .mapTo(Placed.class)
                .list();
    }

    Optional<Placed> at(Handle handle, long position) {
        return handle.createQuery(COLUMNS + "FROM inbound_event WHERE position = :position")
                .bind("position", position)
                .mapTo(Placed.class)
                .findOne();
    }

    Unread unread(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT count(*) AS events, coalesce(sum(items), 0) AS items,
                            min(received_at) AS oldest
                        FROM inbound_event WHERE environment_id = :environment
                            AND position > (SELECT coalesce(max(position), 0) FROM inbound_progress)
                        """)
                .bind("environment", environmentId)
                .mapTo(Unread.class)
                .one();
    }

    /** Makes the coming days' partitions, drops old ones, forgets old progress. */
    void keepDays(LocalDate today) {
        for (String table : List.of("inbound_event", "hint")) {
            int kept = table.equals("hint") ? HINT_DAYS_KEPT : DAYS_KEPT;
            db.transact(
                    handle ->
                            handle.createQuery(
                                            "SELECT keep_day_partitions(:table, :today, :ahead,"
                                                    + " :kept)")
                                    .bind("table", table)
                                    .bind("today", today)
                                    .bind("ahead", DAYS_AHEAD)
                                    .bind("kept", kept)
                                    .mapTo(String.class)
                                    .list());
        }
        db.transact(
                handle ->
                        handle.execute(
                                """
                                DELETE FROM inbound_progress WHERE position <
                                    (SELECT max(position) FROM inbound_progress)
                                """));
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public void close() {
        commits.close();
    }
}
