package dev.tributary.integration;

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

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What the admin key is for: environments. */
final class EnvironmentRoutes implements Routes {
    static final Chapter CHAPTER =
            new Chapter(
                    "Environments",
                    "Isolated spaces, their API keys and the vault: what the admin key is for.");

    private static final int NAME_MAX = 100;
    private final Database db;
    private final Environments environments;
    private final AuditLog audit;

    private record NewEnvironment(String name) {
        NewEnvironment {
            requireName(name);
        }
    }

    EnvironmentRoutes(Database db, Environments environments, AuditLog audit) {
        this.db = db;
        this.environments = environments;
        this.audit = audit;
    }

    @Override
    public Chapter chapter() {
        return CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/environments", Access.ADMIN, this::create)
                        .says("Create an environment")
                        .takes(NewEnvironment.class)
                        .answers(201, Schema.shown(Environments.Environment.class)),
                Route.get("/environments", Access.ADMIN, ask -> list(environments.list()))
                        .says("List environments")
                        .answers(200, Schema.all(Schema.shown(Environments.Environment.class))));
    }

    private Reply create(Ask ask) {
        String name = ask.json(NewEnvironment.class).name;
        return Reply.created(
                db.write(
                        handle -> {
                            var made = environments.create(handle, name);
                            audit.record(
                                    handle,
                                    act(ask, made.id(), "environment.create", made.id(), made));
                            return made;
                        }));
    }

    static Reply list(List<?> all) {
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }

    private static AuditLog.Act act(
            Ask ask, String environmentId, String action, String subject, @Nullable Object after) {
        return new AuditLog.Act(
                environmentId, ask.caller().keyId(), action, subject, null, after, ask.id());
    }

    static void requireName(String name) {
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw Failure.invalid("name must have 1 to %d characters", NAME_MAX);
        }
    }
}
