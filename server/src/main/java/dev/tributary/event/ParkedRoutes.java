package dev.tributary.event;

import dev.tributary.Failure;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.AuditLog.Act;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What waits for a person: looked at, and tried again. */
final class ParkedRoutes implements Routes {
    private static final Access EVENTS = Access.scope("events");
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final Database db;
    private final Parked parked;
    private final AuditLog audit;
    private final Runnable wake;

    private record Shown(
            String id,
            String stage,
            @Nullable String integratedAccountId,
            @Nullable String resource,
            @Nullable String recordId,
            String subject,
            String reason,
            String code,
            int attempts,
            Instant parkedAt) {}

    ParkedRoutes(Database db, Parked parked, AuditLog audit, Runnable wake) {
        this.db = db;
        this.parked = parked;
        this.audit = audit;
        this.wake = wake;
    }

    @Override
    public Chapter chapter() {
        return Events.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/parked", EVENTS, this::list)
                        .says("List what waits for a person", "Each with its reason.")
                        .query("stage", "only of this stage", Schema.text())
                        .query("limit", "how many in a page", Schema.whole(1, LIMIT_MAX))
                        .query("next_cursor", "of the page before", Schema.text())
                        .answers(200, Schema.page(Schema.shown(Shown.class))),
                Route.post("/parked/{id}:retry", EVENTS, this::retry)
                        .says("Try one again")
                        .answers(202, Schema.object().with("retried", Schema.whole())),
                Route.post("/parked:retry", EVENTS, this::retryAll)
                        .says("Try all again")
                        .query("stage", "only of this stage", Schema.text())
                        .answers(
                                202,
                                Schema.object()
                                        .with("retried", Schema.whole())
                                        .with("left", Schema.whole())));
    }

    private Reply list(Ask ask) {
        int limit = ask.number("limit", LIMIT_DEFAULT, 1, LIMIT_MAX);
        List<Parked.Entry> entries =
                db.read(
                        handle ->
                                parked.list(
                                        handle,
                                        ask.environmentId(),
                                        ask.parameter("stage").orElse(null),
                                        ask.parameter("next_cursor").orElse(null),
                                        limit));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("result", entries.stream().map(ParkedRoutes::shown).toList());
        answer.put("next_cursor", entries.size() < limit ? null : entries.getLast().id());
        answer.put("result_count", entries.size());
        return Reply.ok(answer);
    }

    private Reply retry(Ask ask) {
        String id = ask.variable("id");
        if (!retried(ask, id)) {
            throw Failure.notFound("parked entry", id);
        }
        wake.run();
        return Reply.json(202, Map.of("retried", 1));
    }

    private Reply retryAll(Ask ask) {
        List<Parked.Entry> entries =
                db.read(
                        handle ->
                                parked.list(
                                        handle,
                                        ask.environmentId(),
                                        ask.parameter("stage").orElse(null),
                                        null,
                                        LIMIT_MAX));
        int retried = 0;
        int left = 0;
        for (Parked.Entry entry : entries) {
            try {
                retried += retried(ask, entry.id()) ? 1 : 0;
            } catch (Failure failure) {
                left++;
            }
        }
        wake.run();
        return Reply.json(202, Map.of("retried", retried, "left", left));
    }

    private boolean retried(Ask ask, String id) {
        return db.write(
                handle -> {
                    boolean done = parked.retry(handle, ask.environmentId(), id);
                    if (done) {
                        audit.record(handle, Act.by(ask, "parked.retry", id, null, null));
                    }
                    return done;
                });
    }

    private static Shown shown(Parked.Entry entry) {
        String resource = entry.resource();
        return new Shown(
                entry.id(),
                entry.stage(),
                entry.integratedAccountId(),
                resource == null ? null : entry.model() + "/" + resource,
                entry.recordId(),
                entry.subject(),
                entry.reason(),
                entry.code(),
                entry.attempts(),
                entry.parkedAt());
    }
}
