package dev.tributary.event;

import dev.tributary.Ids;
import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.event.DirtyStore.Claim;
import dev.tributary.event.DirtyStore.Due;
import dev.tributary.job.Loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands due records to workers: many at once, few of them for any one integrated account, and the
 * account that was served longest ago first. Holds the leases of what is under way.
 */
final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final int CLAIMS_MAX = 24;
    private static final int CLAIMS_OF_ACCOUNT_MAX = 4;
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Database db;
    private final DirtyStore dirty;
    private final RefreshRecords refresh;
    private final Ids ids;
    private final Clock clock;
    private final Map<Claim, Thread> running = new ConcurrentHashMap<>();
    private final Map<String, Instant> served = new HashMap<>();
    private final Floor floor = new Floor();
    private final Loop dispatch =
            new Loop("refresh-records", IDLE, () -> Within.everything().call(this::dispatch));
    private final Loop leases =
            new Loop("refresh-leases", RENEW_EVERY, () -> Within.everything().call(this::renew));

    Pipeline(Database db, DirtyStore dirty, RefreshRecords refresh, Ids ids, Clock clock) {
        this.db = db;
        this.dirty = dirty;
        this.refresh = refresh;
        this.ids = ids;
        this.clock = clock;
    }

    void start() {
        dispatch.start();
        leases.start();
    }

    void wake() {
        dispatch.wake();
    }

    private boolean dispatch() {
        if (running.size() >= CLAIMS_MAX) {
            return false;
        }
        Instant now = clock.instant();
        Instant from = floor.at(now);
        List<Due> due = db.read(handle -> dirty.due(handle, from, now, CLAIMS_MAX * 4));
        floor.found(due, from, now);
        served.values().removeIf(last -> last.isBefore(now.minusSeconds(60)));
        boolean claimed = false;
        for (Due each : fairly(due)) {
            if (running.size() >= CLAIMS_MAX) {
                break;
            }
            if (runningOf(each.integratedAccountId()) < CLAIMS_OF_ACCOUNT_MAX) {
                Optional<Claim> claim = claim(each.of(), from, now);
                claim.ifPresent(this::begin);
                claimed |= claim.isPresent();
            }
        }
        return claimed;
    }

    private List<Due> fairly(List<Due> due) {
        return due.stream()
                .sorted(
                        Comparator.comparing(
                                        (Due each) ->
                                                served.getOrDefault(
                                                        each.integratedAccountId(), Instant.MIN))
                                .thenComparing(Due::readyAt))
                .toList();
    }

    private long runningOf(String integratedAccountId) {
        return running.keySet().stream()
                .filter(claim -> claim.of().integratedAccountId().equals(integratedAccountId))
                .count();
    }

    private Optional<Claim> claim(AccountResource of, Instant from, Instant now) {
        var token = new DirtyStore.Token(ids.next("claim"), now.plus(LEASE));
        return db.write(handle -> dirty.claim(handle, of, token, from, now));
    }

    private void begin(Claim claim) {
        served.put(claim.of().integratedAccountId(), clock.instant());
        running.put(claim, Thread.ofVirtual().name(claim.id()).unstarted(() -> work(claim)));
        running.get(claim).start();
    }

    private void work(Claim claim) {
        try {
            Within.environment(claim.of().environmentId()).run(() -> refresh.run(claim));
        } catch (RuntimeException e) {
            // The database is away, as far as we know: when the lease is over the rows are due
            // again.
            LOG.warn("{} of {} stays until its lease is over", claim.id(), claim.of().path(), e);
        } finally {
            running.remove(claim);
            dispatch.wake();
        }
    }

    private boolean renew() {
        Instant until = clock.instant().plus(LEASE);
        for (Claim claim : running.keySet()) {
            db.transact(handle -> dirty.renew(handle, claim, until));
        }
        return false;
    }

    /** Takes no more work and lets what is under way end, for a bounded time. */
    @Override
    public void close() {
        dispatch.close();
        long deadline = System.nanoTime() + STOP_MAX.toNanos();
        for (Thread thread : running.values()) {
            try {
                Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                if (!thread.join(left)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        leases.close();
    }
}
