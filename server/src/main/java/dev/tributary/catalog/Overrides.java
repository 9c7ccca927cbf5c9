package dev.tributary.catalog;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.catalog.OverrideStore.Draft;
import dev.tributary.catalog.OverrideStore.Row;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Overrides and their versions. Each write is checked first and appends a version; it is in force
 * here when the write returns, and on every other server soon after. Thread-safe.
 */
public final class Overrides {
    private static final int EVERYBODY = 100;
    private static final int ATTEMPTS = 5;
    private static final int VERSIONS_MAX = 200;
    private static final int BYTES_MAX = 500_000;

    private final Database db;
    private final FollowChanges follow;
    private final CheckLayers check;
    private final OverrideStore store;
    private final AuditLog audit;

    /**
     * What is wanted.
     *
     * @param document null: no override any more
     * @param expected the version that this is a change of; null: whichever there is
     */
    public record Wanted(
            @Nullable Map<String, Object> document,
            int rollout,
            @Nullable String note,
            @Nullable Long expected) {}

    /** Who wants it, by the API key's id, in which request. */
    public record By(String keyId, String requestId) {}

    /**
     * What was written.
     *
     * @param notChecked overrides above this one that were not looked at, because there are so many
     */
    public record Written(OverrideVersion version, int notChecked) {}

    Overrides(
            Database db,
            FollowChanges follow,
            CheckLayers check,
            OverrideStore store,
            AuditLog audit) {
        this.db = db;
        this.follow = follow;
        this.check = check;
        this.store = store;
        this.audit = audit;
    }

    /** The last version, unless it took the override away. */
    public Optional<OverrideVersion> current(Scope scope) {
        return db.read(handle -> store.current(handle, scope))
                .filter(row -> row.document() != null || row.rest() != null)
                .map(Row::shown);
    }

    /** All of an environment and of its accounts; null: of the platform. */
    public List<OverrideVersion> list(@Nullable String environmentId) {
        return db.read(handle -> store.list(handle, environmentId)).stream()
                .map(Row::shown)
                .toList();
    }

    /** The newest first; the last two hundred. */
    public List<OverrideVersion> versions(Scope scope) {
        return db.read(handle -> store.versions(handle, scope, VERSIONS_MAX)).stream()
                .map(Row::shown)
                .toList();
    }

    /**
     * @throws Failure {@code not_found}
     */
    public OverrideVersion version(Scope scope, long version) {
        return db.read(handle -> store.version(handle, scope, version))
                .map(Row::shown)
                .orElseThrow(
                        () ->
                                Failure.notFound(
                                        "override of %s by %s in version"
                                                .formatted(scope.provider(), scope.owner()),
                                        String.valueOf(version)));
    }

    /**
     * Whether a document can be written, without writing it.
     *
     * @throws Failure {@code unprocessable} with every problem
     */
    public int check(Scope scope, @Nullable Map<String, Object> document) {
        requireBounds(document);
        return check.override(follow.look(), scope, document);
    }

    /**
     * @throws Failure {@code unprocessable} with every problem of the document, or with the
     *     overrides that it would break; {@code version_conflict} when another version was expected
     */
    public Written put(Scope scope, Wanted wanted, String action, By by) {
        requireBounds(wanted.document);
        for (int attempt = 1; ; attempt++) {
            InForce seen = follow.look();
            int notChecked = check.override(seen, scope, wanted.document);
            Row row =
                    db.<@Nullable Row, RuntimeException>write(
                            handle -> {
                                long change = ChangeCounter.next(handle);
                                boolean stale =
                                        store.lastChange(handle, scope.provider()) > seen.number();
                                return stale
                                        ? null
                                        : append(handle, scope, wanted, change, action, by);
                            });
            if (row != null) {
                follow.look();
                return new Written(row.shown(), notChecked);
            }
            if (attempt == ATTEMPTS) {
                throw new Failure(
                        Code.VERSION_CONFLICT,
                        "overrides of %s are being changed by somebody else: try again"
                                .formatted(scope.provider()));
            }
        }
    }

    /**
     * In the caller's transaction, after {@link #check} and before {@link #written}; the same
     * document again is no new version.
     */
    public void put(Handle handle, Scope scope, Map<String, Object> document, String note, By by) {
        long change = ChangeCounter.next(handle);
        Row before = store.current(handle, scope).orElse(null);
        if (before == null || before.rollout() != EVERYBODY || !document.equals(before.tree())) {
            append(handle, scope, new Wanted(document, EVERYBODY, note, null), change, PUT, by);
        }
    }

    public static final String PUT = "override.put";

    /** To be called after a commit, so that it is in force here at once. */
    public void written() {
        follow.look();
    }

    /** Gives the last version to another percentage of the integrated accounts. */
    public Written rollOut(Scope scope, int percent, @Nullable String note, By by) {
        Row current = require(scope);
        if (current.rollout() == EVERYBODY) {
            throw new Failure(
                    Code.CONFLICT,
                    "version %d of the override of %s is in force for everybody already: roll back, or put a new version with its own rollout"
                            .formatted(current.version(), scope.provider()));
        }
        Wanted wanted = new Wanted(current.tree(), percent, note, current.version());
        return put(scope, wanted, "override.rollout", by);
    }

    /**
     * Puts an earlier version in force again, for everybody.
     *
     * @param version null: the last one that everybody had
     */
    public Written rollBack(Scope scope, @Nullable Long version, @Nullable String note, By by) {
        Row current = require(scope);
        OverrideVersion former =
                version == null
                        ? versions(scope).stream()
                                .filter(each -> each.version() < current.version())
                                .filter(each -> each.rollout() == EVERYBODY)
                                .findFirst()
                                .orElse(null)
                        : version(scope, version);
        Map<String, Object> document = former == null ? null : former.document();
        String said =
                former == null
                        ? "rolled back to none"
                        : "rolled back to version " + former.version();
        Wanted wanted =
                new Wanted(
                        document,
                        EVERYBODY,
                        note == null ? said : said + ": " + note,
                        current.version());
        return put(scope, wanted, "override.rollback", by);
    }

    private static void requireBounds(@Nullable Map<String, Object> document) {
        if (document != null && Json.bytes(document).length > BYTES_MAX) {
            throw new Failure(
                    Code.PAYLOAD_TOO_LARGE,
                    "an override has at most %d bytes".formatted(BYTES_MAX));
        }
    }

    private Row require(Scope scope) {
        return db.read(handle -> store.current(handle, scope))
                .orElseThrow(
                        () ->
                                Failure.notFound(
                                        "override of",
                                        "%s by %s".formatted(scope.provider(), scope.owner())));
    }

    private Row append(
            Handle handle, Scope scope, Wanted wanted, long change, String action, By by) {
        Row before = store.current(handle, scope).orElse(null);
        long last = before == null ? 0 : before.version();
        if (wanted.expected != null && wanted.expected != last) {
            throw new Failure(
                    Code.VERSION_CONFLICT,
                    "the override of %s is in version %d, not in %d: read it again"
                            .formatted(scope.provider(), last, wanted.expected));
        }
        Row after =
                store.append(
                        handle,
                        scope,
                        new Draft(wanted.document, wanted.rollout, wanted.note, by.keyId),
                        change);
        audit.record(
                handle,
                new AuditLog.Act(
                        scope.environmentId(),
                        by.keyId,
                        action,
                        Objects.requireNonNullElse(scope.integratedAccountId(), scope.provider()),
                        before == null ? null : before.shown(),
                        after.shown(),
                        by.requestId));
        return after;
    }
}
