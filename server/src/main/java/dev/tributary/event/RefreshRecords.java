package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.Many;
import dev.tributary.db.Database;
import dev.tributary.event.DirtyStore.Claim;
import dev.tributary.event.DirtyStore.Dirty;
import dev.tributary.mapping.MappingException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Works off one claim: fetches its records fresh and writes what is new. What fails is tried again
 * with a growing pause and parked after a number of attempts; waiting for a provider's limits or
 * for a new authorisation is no attempt. A batch that is refused as a whole is cut in halves until
 * the record that spoils it stands alone.
 */
final class RefreshRecords {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshRecords.class);
    private static final int ATTEMPTS_MAX = 8;
    private static final Duration PAUSE_BASE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);
    private static final Duration REAUTH_PAUSE = Duration.ofSeconds(15);
    private static final int DOUBLINGS_MAX = 20;

    private final Database db;
    private final DirtyStore dirty;
    private final Upstream upstream;
    private final WriteVersions write;
    private final Clock clock;
    private final RandomGenerator random;

    RefreshRecords(
            Database db,
            DirtyStore dirty,
            Upstream upstream,
            WriteVersions write,
            Clock clock,
            RandomGenerator random) {
        this.db = db;
        this.dirty = dirty;
        this.upstream = upstream;
        this.write = write;
        this.clock = clock;
        this.random = random;
    }

    void run(Claim claim) {
        attempt(claim, claim.rows());
    }

    private void attempt(Claim claim, List<Dirty> rows) {
        try {
            write(claim, rows, fetch(claim, rows));
        } catch (RuntimeException e) {
            Failure failure = asFailure(claim, e);
            Duration wait = waiting(failure);
            if (!wait.isZero()) {
                postpone(claim, rows, wait, 0);
            } else if (rows.size() > 1 && spoiledByOne(failure, rows)) {
                attempt(claim, rows.subList(0, rows.size() / 2));
                attempt(claim, rows.subList(rows.size() / 2, rows.size()));
            } else {
                rows.forEach(row -> again(claim, row, failure));
            }
        }
    }

    Many fetch(Claim claim, List<Dirty> rows) {
        return upstream.fetch(claim.of(), rows.stream().map(Dirty::recordId).toList());
    }

    void write(Claim claim, List<Dirty> rows, Many many) {
        Map<String, Failure> later = write.write(claim, rows, many);
        for (Dirty row : rows) {
            Failure failure = later.get(row.recordId());
            if (failure != null) {
                again(claim, row, failure);
            }
        }
    }

    private void again(Claim claim, Dirty row, Failure failure) {
        Duration wait = waiting(failure);
        if (!wait.isZero()) {
            postpone(claim, List.of(row), wait, 0);
        } else if (!failure.code().retryable() || row.attempts() + 1 >= ATTEMPTS_MAX) {
            LOG.warn("{} is parked: {}", claim.of().subject(row.recordId()), failure.getMessage());
            db.transact(
                    handle -> {
                        if (!dirty.hold(handle, claim, List.of(row.recordId())).isEmpty()) {
                            write.park(handle, claim, row, failure);
                        }
                    });
        } else {
            postpone(claim, List.of(row), pause(row.attempts()), 1);
        }
    }

    private void postpone(Claim claim, List<Dirty> rows, Duration wait, int attempts) {
        List<String> records = rows.stream().map(Dirty::recordId).toList();
        db.transact(
                handle ->
                        dirty.postpone(
                                handle, claim, records, clock.instant().plus(wait), attempts));
    }

    // The same batch would be refused for ever; one that failed for a passing reason may succeed
    // whole, and while a provider is down more calls do not help it.
    private static boolean spoiledByOne(Failure failure, List<Dirty> rows) {
        boolean lastTry = rows.stream().anyMatch(row -> row.attempts() + 1 >= ATTEMPTS_MAX);
        return !failure.code().retryable() || lastTry;
    }

    /** How long to wait before this is worth another try at all; zero: it was a failed try. */
    private static Duration waiting(Failure failure) {
        return switch (failure.code()) {
            case BUDGET_EXHAUSTED, UPSTREAM_RATE_LIMITED, NOT_READY, OVERLOADED ->
                    retryAfter(failure);
            case NEEDS_REAUTH -> REAUTH_PAUSE;
            default -> Duration.ZERO;
        };
    }

    private static Duration retryAfter(Failure failure) {
        if (failure.detail().get("retry_after") instanceof Number seconds) {
            Duration told = Duration.ofSeconds(Math.max(1, seconds.longValue()));
            return told.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : told;
        }
        return PAUSE_BASE;
    }

    private Duration pause(int attempts) {
        Duration full = PAUSE_BASE.multipliedBy(1L << Math.min(attempts, DOUBLINGS_MAX));
        long millis = Math.min(full.toMillis(), PAUSE_MAX.toMillis());
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    private static Failure asFailure(Claim claim, RuntimeException e) {
        return switch (e) {
            case Failure failure -> failure;
            case MappingException mapping ->
                    new Failure(Code.MAPPING_FAILED, String.valueOf(e.getMessage()), mapping);
            default -> {
                LOG.error("{}: a batch of {} failed", claim.id(), claim.of().path(), e);
                yield new Failure(
                        Code.INTERNAL, "it failed here; see the log for " + claim.id(), e);
            }
        };
    }
}
