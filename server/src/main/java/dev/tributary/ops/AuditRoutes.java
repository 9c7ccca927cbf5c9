package dev.tributary.ops;

import dev.tributary.Json;
import dev.tributary.db.Database;
import dev.tributary.db.Jsonb;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who did what in an environment, for those who answer for it. */
public final class AuditRoutes implements Routes {
    private static final int LIMIT_DEFAULT = 50;
    private static final int LIMIT_MAX = 200;

    private final Database db;

    private record Row(
            String id,
            String actor,
            String action,
            String subject,
            @Nullable Jsonb before,
            @Nullable Jsonb after,
            @Nullable String requestId,
            Instant at) {}

    private record Shown(
            String id,
            String actor,
            String action,
            String subject,
            @Nullable String requestId,
            Instant at) {}

    public AuditRoutes(Database db) {
        this.db = db;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Audit log", "Who did what, when: written once, never changed.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/audit-log", Access.scope("admin"), this::list)
                        .says("List what was done", "The newest first; secrets are never in it.")
                        .query("actor", "only of this API key; customer: who connects", word())
                        .query("action", "only this", Schema.text().example("api_key.revoke"))
                        .query("subject", "only what was done to this", word())
                        .query("limit", "how many in a page", Schema.whole(1, LIMIT_MAX))
                        .query("next_cursor", "of the page before", word())
                        .answers(
                                200,
                                Schema.page(
                                        Schema.shown(Shown.class)
                                                .with("before", Schema.anything())
                                                .with("after", Schema.anything()))));
    }

    private static Schema word() {
        return Schema.text();
    }

    private Reply list(Ask ask) {
        int limit = ask.number("limit", LIMIT_DEFAULT, 1, LIMIT_MAX);
        List<Row> rows = rows(ask, limit);
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("result", rows.stream().map(AuditRoutes::shown).toList());
        page.put("next_cursor", rows.size() < limit ? null : rows.getLast().id);
        page.put("result_count", rows.size());
        return Reply.ok(page);
    }

    private List<Row> rows(Ask ask, int limit) {
        return db.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, actor, action, subject, before, after,
                                            request_id, at
                                        FROM audit_log
                                        WHERE environment_id = :environment
                                            AND (:before::text IS NULL OR id < :before)
                                            AND (:actor::text IS NULL OR actor = :actor)
                                            AND (:action::text IS NULL OR action = :action)
                                            AND (:subject::text IS NULL OR subject = :subject)
                                        ORDER BY id DESC LIMIT :limit
                                        """)
                                .bind("environment", ask.environmentId())
                                .bind("before", ask.parameter("next_cursor").orElse(null))
                                .bind("actor", ask.parameter("actor").orElse(null))
                                .bind("action", ask.parameter("action").orElse(null))
                                .bind("subject", ask.parameter("subject").orElse(null))
                                .bind("limit", limit)
                                .mapTo(Row.class)
                                .list());
    }

    private static Map<String, @Nullable Object> shown(Row row) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", row.id);
        shown.put("actor", row.actor);
        shown.put("action", row.action);
        shown.put("subject", row.subject);
        shown.put("before", tree(row.before));
        shown.put("after", tree(row.after));
        shown.put("request_id", row.requestId);
        shown.put("at", row.at);
        return shown;
    }

    private static @Nullable Object tree(@Nullable Jsonb json) {
        return json == null ? null : Json.read(json.text(), Object.class);
    }
}
