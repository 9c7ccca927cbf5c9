package dev.tributary.sync;

import dev.tributary.Failure;
import dev.tributary.db.Database;
import dev.tributary.event.AccountResource;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.AuditLog.Act;
import dev.tributary.sync.SyncRun.Kind;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sync runs on demand, and how they are doing. */
final class SyncRoutes implements Routes {
    private static final Access SYNC = Access.scope("sync");
    private static final int RESOURCES_MAX = 50;
    private static final Schema RESOURCE = Schema.text().example("crm/contacts");

    private final Database db;
    private final SyncRunStore runs;
    private final Walk walk;
    private final AuditLog audit;
    private final Runnable wake;

    private record NewRun(
            String integratedAccountId,
            String kind,
            List<String> resources,
            @Nullable Instant since) {
        NewRun {
            if (resources.isEmpty() || resources.size() > RESOURCES_MAX) {
                throw Failure.invalid("resources must name 1 to %d", RESOURCES_MAX);
            }
            for (String resource : resources) {
                if (!resource.matches("[a-z_]+/[a-z_]+")) {
                    throw Failure.invalid(
                            "'%s' is no resource; write it as crm/contacts", resource);
                }
            }
            if (!kind.equals("initial_load") && !kind.equals("reconcile")) {
                throw Failure.invalid("kind is '%s'; it must be initial_load or reconcile", kind);
            }
        }
    }

    private record ShownPart(String resource, long pages, long records, long changed) {}

    private record Shown(
            String id,
            String integratedAccountId,
            String kind,
            String status,
            List<ShownPart> resources,
            @Nullable String error,
            @Nullable String errorCode,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    SyncRoutes(Database db, SyncRunStore runs, Walk walk, AuditLog audit, Runnable wake) {
        this.db = db;
        this.runs = runs;
        this.walk = walk;
        this.audit = audit;
        this.wake = wake;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Sync", "Initial loads and reconciliation.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/sync-runs", SYNC, this::start)
                        .says(
                                "Start a sync run",
                                "Loads or reconciles resources of one integrated account in the"
                                        + " background.")
                        .takes(
                                Schema.given(NewRun.class)
                                        .with("kind", Schema.words("initial_load", "reconcile"))
                                        .with("resources", Schema.list(RESOURCE)))
                        .answers(
                                202,
                                Schema.object()
                                        .with("id", Schema.text())
                                        .with("status", Schema.words("queued"))),
                Route.get("/sync-runs", SYNC, this::list)
                        .says("List the newest sync runs")
                        .query("integrated_account_id", "only of this one", Schema.text())
                        .query("limit", "how many", Schema.whole(1, 100))
                        .answers(200, Schema.all(Schema.shown(Shown.class))),
                Route.get("/sync-runs/{id}", SYNC, this::find)
                        .says("Get a sync run", "With its progress by resource.")
                        .answers(200, Schema.shown(Shown.class)));
    }

    private Reply start(Ask ask) {
        NewRun wanted = ask.json(NewRun.class);
        for (String path : wanted.resources) {
            int slash = path.indexOf('/');
            // Asks the connector now, so that an unknown name is an answer and not a failed run.
            walk.windowed(
                    new AccountResource(
                            ask.environmentId(),
                            wanted.integratedAccountId,
                            path.substring(0, slash),
                            path.substring(slash + 1)));
        }
        String id =
                db.write(
                        handle -> {
                            String added = add(handle, ask.environmentId(), wanted);
                            audit.record(
                                    handle, Act.by(ask, "sync_run.start", added, null, wanted));
                            return added;
                        });
        wake.run();
        return Reply.json(202, Map.of("id", id, "status", "queued"));
    }

    private String add(Handle handle, String environmentId, NewRun wanted) {
        return runs.add(
                handle,
                environmentId,
                wanted.integratedAccountId,
                Kind.valueOf(wanted.kind.toUpperCase(Locale.ROOT)),
                List.copyOf(new LinkedHashSet<>(wanted.resources)),
                wanted.since);
    }

    private Reply find(Ask ask) {
        String id = ask.variable("id");
        return Reply.ok(
                shown(
                        db.read(handle -> runs.find(handle, ask.environmentId(), id))
                                .orElseThrow(() -> Failure.notFound("sync run", id))));
    }

    private Reply list(Ask ask) {
        int limit = ask.number("limit", 20, 1, 100);
        List<Shown> found =
                db
                        .read(
                                handle ->
                                        runs.list(
                                                handle,
                                                ask.environmentId(),
                                                ask.parameter("integrated_account_id").orElse(null),
                                                limit))
                        .stream()
                        .map(SyncRoutes::shown)
                        .toList();
        return Reply.ok(Map.of("result", found, "result_count", found.size()));
    }

    private static Shown shown(SyncRun run) {
        return new Shown(
                run.id(),
                run.integratedAccountId(),
                run.kind().text(),
                run.status(),
                run.parts().stream()
                        .map(p -> new ShownPart(p.path(), p.pages(), p.records(), p.changed()))
                        .toList(),
                run.error(),
                run.errorCode(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt());
    }
}
