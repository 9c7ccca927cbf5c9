package dev.tributary.catalog;

import dev.tributary.Within;
import dev.tributary.catalog.InForce.Moved;
import dev.tributary.catalog.InForce.MovedConnector;
import dev.tributary.catalog.InForce.Named;
import dev.tributary.catalog.InForce.Standing;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Knows what is in force and follows what any server changes of it: one number is read each time,
 * and what is new only when that has moved. Thread-safe.
 */
final class FollowChanges {
    private final Database db;
    private final AtomicReference<InForce> known = new AtomicReference<>(InForce.NOTHING);

    /** Looks for the first time: later it may be in the middle of somebody's transaction. */
    FollowChanges(Database db) {
        this.db = db;
        look();
    }

    /** As of the last look, from memory. */
    InForce inForce() {
        return known.get();
    }

    /** Looks now; what was committed before is in force here when this returns. */
    InForce look() {
        InForce present = known.get();
        return Within.everything()
                .call(
                        () -> {
                            long newest = db.read(ChangeCounter::now);
                            return newest == present.number()
                                    ? present
                                    : newer(db.read(handle -> next(handle, present, newest)));
                        });
    }

    /** Of two that looked at the same time, what was seen later stays. */
    private InForce newer(InForce seen) {
        return known.accumulateAndGet(
                seen, (before, after) -> after.number() > before.number() ? after : before);
    }

    /** Changes are numbered as they are committed: what has a smaller number is all there. */
    private static InForce next(Handle handle, InForce present, long newest) {
        long since = present.number();
        return present.with(
                newest, overrides(handle, since, newest), connectors(handle, since, newest));
    }

    private record OverrideRow(
            @Nullable String environmentId,
            String provider,
            @Nullable String integratedAccountId,
            String overrideId,
            long change,
            int rollout,
            long rest) {
        Moved moved() {
            return new Moved(
                    new Scope(environmentId, provider, integratedAccountId),
                    new Standing(overrideId, change, rollout, rest));
        }
    }

    private static List<Moved> overrides(Handle handle, long since, long newest) {
        return handle.createQuery(
                        """
                        SELECT DISTINCT ON (v.override_id)
                            o.environment_id, o.provider, o.integrated_account_id, v.override_id,
                            CASE WHEN v.document IS NULL THEN 0 ELSE v.change END AS change,
                            v.rollout, coalesce(v.rest, 0) AS rest
                        FROM override_version v JOIN override o ON o.id = v.override_id
                        WHERE v.change > :since AND v.change <= :newest
                        ORDER BY v.override_id, v.version DESC
                        """)
                .bind("since", since)
                .bind("newest", newest)
                .mapTo(OverrideRow.class)
                .map(OverrideRow::moved)
                .list();
    }

    private record ConnectorRow(String environmentId, String name, long change) {
        MovedConnector moved() {
            return new MovedConnector(new Named(environmentId, name), change);
        }
    }

    private static List<MovedConnector> connectors(Handle handle, long since, long newest) {
        return handle.createQuery(
                        """
                        SELECT DISTINCT ON (environment_id, name) environment_id, name,
                            CASE WHEN files IS NULL THEN 0 ELSE change END AS change
                        FROM environment_connector
                        WHERE change > :since AND change <= :newest
                        ORDER BY environment_id, name, version DESC
                        """)
                .bind("since", since)
                .bind("newest", newest)
                .mapTo(ConnectorRow.class)
                .map(ConnectorRow::moved)
                .list();
    }
}
