package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.call.Fetched;
import dev.tributary.call.Many;
import dev.tributary.db.Database;
import dev.tributary.event.DirtyStore.Claim;
import dev.tributary.event.DirtyStore.Dirty;
import dev.tributary.event.VersionStore.Change;
import dev.tributary.event.VersionStore.Head;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what was fetched into versions and record events, in one transaction with the rows that
 * asked for it: what is fetched but not written is fetched again, and nothing is written twice.
 */
final class WriteVersions {
    static final String FETCH = "fetch";
    static final String MAP = "map";
    private static final int WRITES_MAX = 3;
    private static final String UNIQUE_VIOLATION = "23505";

    private final Database db;
    private final DirtyStore dirty;
    private final VersionStore versions;
    private final Parked parked;
    private final Stats stats;
    private final RecordLog log;
    private final Ids ids;
    private final Clock clock;

    WriteVersions(
            Database db,
            DirtyStore dirty,
            VersionStore versions,
            Parked parked,
            Stats stats,
            RecordLog log,
            Ids ids,
            Clock clock) {
        this.db = db;
        this.dirty = dirty;
        this.versions = versions;
        this.parked = parked;
        this.stats = stats;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes what is new in {@code many} for those rows of the claim that are still its own. Rows
     * that are neither found, missing nor failed, or failed for now, are left claimed and answered.
     */
    Map<String, Failure> write(Claim claim, List<Dirty> rows, Many many) {
        for (int attempt = 1; ; attempt++) {
            try {
                Written written = db.write(handle -> write(handle, claim, rows, many));
                if (written.events > 0) {
                    log.appended();
                }
                return written.later;
            } catch (RuntimeException e) {
                // An initial load stored the same record at the same moment: look again.
                if (!Database.sqlState(e).equals(UNIQUE_VIOLATION) || attempt == WRITES_MAX) {
                    throw e;
                }
            }
        }
    }

    private record Written(int events, Map<String, Failure> later) {}

    private Written write(Handle handle, Claim claim, List<Dirty> rows, Many many) {
        Instant now = clock.instant();
        Set<String> own =
                new HashSet<>(
                        dirty.hold(handle, claim, rows.stream().map(Dirty::recordId).toList()));
        Map<String, Head> heads = versions.heads(handle, claim.of(), own);
        List<Change> changes = new ArrayList<>();
        List<Dirty> done = new ArrayList<>();
        Map<String, Failure> refused = new LinkedHashMap<>();
        Map<String, Failure> later = new LinkedHashMap<>();
        for (Dirty row : rows) {
            if (!own.contains(row.recordId())) {
                continue;
            }
            try {
                change(row, many, Optional.ofNullable(heads.get(row.recordId())), now)
                        .ifPresent(changes::add);
                done.add(row);
            } catch (Failure failure) {
                (failure.code().retryable() ? later : refused).put(row.recordId(), failure);
            }
        }
        versions.add(handle, claim.of(), changes, now);
        dirty.finish(handle, claim, done, now);
        unpark(handle, claim.of(), done);
        refuse(handle, claim, rows, refused);
        count(handle, claim.of(), changes);
        versions.publish(handle, claim.of(), changes, ids, now);
        return new Written(changes.size(), later);
    }

    private Optional<Change> change(Dirty row, Many many, Optional<Head> head, Instant now) {
        String id = row.recordId();
        Fetched found = many.found().get(id);
        if (found != null) {
            return changed(row, found, head, now);
        }
        if (many.missing().contains(id)) {
            return head.filter(each -> each.deletedAt() == null)
                    .map(each -> Change.deleted(row, each, row.occurredAt(now)));
        }
        Failure failure = many.failed().get(id);
        throw failure != null
                ? failure
                : new Failure(Code.UPSTREAM_ERROR, "the provider did not answer for " + id);
    }

    private static Optional<Change> changed(
            Dirty row, Fetched found, Optional<Head> head, Instant now) {
        Canonical data = Canonical.of(found.data());
        boolean same =
                head.filter(each -> each.deletedAt() == null)
                        .filter(each -> Arrays.equals(each.dataHash(), data.hash()))
                        .isPresent();
        if (same) {
            return Optional.empty();
        }
        Instant occurredAt = row.occurredAt(updatedAt(found).orElse(now));
        byte[] remote = Canonical.of(found.remote()).hash();
        return Optional.of(Change.of(row, head, data, remote, occurredAt));
    }

    private static Optional<Instant> updatedAt(Fetched found) {
        if (found.data().get("updated_at") instanceof String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void unpark(Handle handle, AccountResource of, Collection<Dirty> done) {
        if (!done.isEmpty()) {
            parked.clear(
                    handle,
                    of.environmentId(),
                    List.of(FETCH, MAP),
                    done.stream().map(row -> of.subject(row.recordId())).toList());
        }
    }

    private void refuse(
            Handle handle, Claim claim, List<Dirty> rows, Map<String, Failure> refused) {
        for (Dirty row : rows) {
            Failure failure = refused.get(row.recordId());
            if (failure != null) {
                park(handle, claim, row, failure);
            }
        }
    }

    /** Takes a row out of the pipeline, with its reason, for a person to look at. */
    void park(Handle handle, Claim claim, Dirty row, Failure failure) {
        String stage = failure.code() == Code.MAPPING_FAILED ? MAP : FETCH;
        parked.park(
                handle,
                stage,
                Parked.Subject.record(claim.of(), row.recordId()),
                failure.code().text(),
                failure.getMessage(),
                row.attempts() + 1,
                Map.of("via", row.via(), "causes", row.causes()));
        dirty.finish(handle, claim, List.of(row), clock.instant());
    }

    private void count(Handle handle, AccountResource of, List<Change> changes) {
        long swept = changes.stream().filter(change -> change.via().equals("sweep")).count();
        stats.add(handle, of.environmentId(), "lost_found_by_reconciliation", swept);
    }
}
