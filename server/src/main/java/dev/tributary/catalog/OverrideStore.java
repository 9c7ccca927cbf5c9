package dev.tributary.catalog;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of overrides. Thread-safe; every method works in its caller's transaction. */
final class OverrideStore {
    private static final String VERSIONS =
            """
            SELECT o.environment_id, o.provider, o.integrated_account_id, v.version, v.change,
                v.document, v.rollout, v.rest, rest.version AS rest_version, v.note, v.created_by,
                v.created_at
            FROM override o JOIN override_version v ON v.override_id = o.id
                LEFT JOIN override_version rest ON rest.change = v.rest
            """;
    private static final String OF_SCOPE =
            """
            WHERE o.provider = :provider AND o.environment_id IS NOT DISTINCT FROM :environment
                AND o.integrated_account_id IS NOT DISTINCT FROM :account
            """;
    private static final String LAST =
            """
             AND v.version = (SELECT max(version) FROM override_version WHERE override_id = o.id)
            """;
    private static final int LISTED_MAX = 1000;

    private final Ids ids;
    private final Clock clock;

    /** A version with its place among all changes. */
    record Row(
            @Nullable String environmentId,
            String provider,
            @Nullable String integratedAccountId,
            long version,
            long change,
            @Nullable Jsonb document,
            int rollout,
            @Nullable Long rest,
            @Nullable Long restVersion,
            @Nullable String note,
            String createdBy,
            Instant createdAt) {

        Scope scope() {
            return new Scope(environmentId, provider, integratedAccountId);
        }

        @SuppressWarnings("unchecked") // a JSON object
        @Nullable Map<String, Object> tree() {
            return document == null ? null : Json.read(document.text(), Map.class);
        }

        OverrideVersion shown() {
            return new OverrideVersion(
                    provider,
                    scope().layer(),
                    integratedAccountId,
                    version,
                    tree(),
                    rollout,
                    restVersion,
                    note,
                    createdBy,
                    createdAt);
        }
    }

    /** What is to be written. */
    record Draft(
            @Nullable Map<String, Object> document,
            int rollout,
            @Nullable String note,
            String createdBy) {}

    OverrideStore(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** The version that was written last, also when it takes the override away. */
    Optional<Row> current(Handle handle, Scope scope) {
        return bound(handle.createQuery(VERSIONS + OF_SCOPE + LAST), scope)
                .mapTo(Row.class)
                .findOne();
    }

    Optional<Row> version(Handle handle, Scope scope, long version) {
        return bound(handle.createQuery(VERSIONS + OF_SCOPE + " AND v.version = :version"), scope)
                .bind("version", version)
                .mapTo(Row.class)
                .findOne();
    }

    /** The newest first. */
    List<Row> versions(Handle handle, Scope scope, int limit) {
        return bound(
                        handle.createQuery(
                                VERSIONS + OF_SCOPE + " ORDER BY v.version DESC LIMIT :limit"),
                        scope)
                .bind("limit", limit)
                .mapTo(Row.class)
                .list();
    }

    /** All that are in force in an environment; null: on the platform. */
    List<Row> list(Handle handle, @Nullable String environmentId) {
        return handle.createQuery(
                        VERSIONS
                                + "WHERE o.environment_id IS NOT DISTINCT FROM :environment"
                                + " AND (v.document IS NOT NULL OR v.rest IS NOT NULL)"
                                + LAST
                                + " ORDER BY o.provider, o.integrated_account_id NULLS FIRST LIMIT "
                                + LISTED_MAX)
                .bind("environment", environmentId)
                .mapTo(Row.class)
                .list();
    }

    /**
     * Those over a provider's connector, environments' before accounts'.
     *
     * @param environmentId null: of all environments
     * @param accountsOnly without environments' own
     */
    List<Row> above(
            Handle handle,
            String provider,
            @Nullable String environmentId,
            boolean accountsOnly,
            int limit) {
        return handle.createQuery(
                        VERSIONS
                                + """
                                WHERE o.provider = :provider AND o.environment_id IS NOT NULL
                                    AND o.environment_id
                                        = coalesce(:environment, o.environment_id)
                                    AND (NOT :accountsOnly
                                         OR o.integrated_account_id IS NOT NULL)
                                    AND (v.document IS NOT NULL OR v.rest IS NOT NULL)
                                """
                                + LAST
                                + " ORDER BY o.integrated_account_id NULLS FIRST, o.id LIMIT"
                                + " :limit")
                .bind("provider", provider)
                .bind("environment", environmentId)
                .bind("accountsOnly", accountsOnly)
                .bind("limit", limit)
                .mapTo(Row.class)
                .list();
    }

    Row ofChange(Handle handle, long change) {
        return handle.createQuery(VERSIONS + "WHERE v.change = :change")
                .bind("change", change)
                .mapTo(Row.class)
                .one();
    }

    /** The last change of any override of a provider; 0: there was none. */
    long lastChange(Handle handle, String provider) {
        return handle.createQuery(
                        """
                        SELECT coalesce(max(change), 0)
                        FROM override_version v JOIN override o ON o.id = v.override_id
                        WHERE o.provider = :provider
                        """)
                .bind("provider", provider)
                .mapTo(Long.class)
                .one();
    }

    /** A new version; accounts that do not get it keep the last one that all of them had. */
    Row append(Handle handle, Scope scope, Draft draft, long change) {
        String id = id(handle, scope);
        Map<String, Object> document = draft.document();
        handle.createUpdate(
                        """
                        INSERT INTO override_version
                            (override_id, environment_id, version, change, document, rollout,
                             rest, note, created_by, created_at)
                        SELECT :id, :environment, coalesce(max(version), 0) + 1, :change,
                            CAST(:document AS json), :rollout,
                            CASE WHEN :rollout < 100 THEN
                                (SELECT CASE WHEN document IS NULL THEN NULL ELSE change END
                                 FROM override_version
                                 WHERE override_id = :id AND rollout = 100
                                 ORDER BY version DESC LIMIT 1) END,
                            :note, :by, :now
                        FROM override_version WHERE override_id = :id
                        """)
                .bind("id", id)
                .bind("environment", scope.environmentId())
                .bind("change", change)
                .bind("document", document == null ? null : Json.text(document))
                .bind("rollout", draft.rollout())
                .bind("note", draft.note())
                .bind("by", draft.createdBy())
                .bind("now", clock.instant())
                .execute();
        return ofChange(handle, change);
    }

    private String id(Handle handle, Scope scope) {
        handle.createUpdate(
                        """
                        INSERT INTO override
                            (id, environment_id, provider, integrated_account_id, created_at)
                        VALUES (:id, :environment, :provider, :account, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", ids.next("ovr"))
                .bind("environment", scope.environmentId())
                .bind("provider", scope.provider())
                .bind("account", scope.integratedAccountId())
                .bind("now", clock.instant())
                .execute();
        return bound(handle.createQuery("SELECT id FROM override o " + OF_SCOPE), scope)
                .mapTo(String.class)
                .one();
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Scope scope) {
        return statement
                .bind("provider", scope.provider())
                .bind("environment", scope.environmentId())
                .bind("account", scope.integratedAccountId());
    }
}
