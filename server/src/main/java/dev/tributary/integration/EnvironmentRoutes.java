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

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the admin key is for: environments and their API keys. */
final class EnvironmentRoutes implements Routes {
    static final Chapter CHAPTER =
            new Chapter(
                    "Environments",
                    "Isolated spaces, their API keys and the vault: what the admin key is for.");

    private static final int NAME_MAX = 100;
    private static final List<String> SCOPES =
            List.of(
                    "*",
                    "admin",
                    "unified",
                    "proxy",
                    "events",
                    "sync",
                    "commission:*",
                    "commission:read",
                    "commission:write",
                    "commission:approve");
    private static final Schema SCOPE = Schema.words(SCOPES.toArray(String[]::new));

    private final Database db;
    private final Environments environments;
    private final ApiKeys keys;
    private final KeyAuthenticator authenticator;
    private final AuditLog audit;
    private final Clock clock;

    private record NewEnvironment(String name) {
        NewEnvironment {
            requireName(name);
        }
    }

    private record NewKey(String name, List<String> scopes, @Nullable Instant expiresAt) {
        NewKey {
            requireName(name);
            for (String scope : scopes) {
                if (!SCOPES.contains(scope)) {
                    throw Failure.invalid(
                            "there is no scope '%s'; there are %s",
                            scope, String.join(", ", SCOPES));
                }
            }
            if (scopes.isEmpty()) {
                throw Failure.invalid("scopes is empty: name at least one, or \"*\" for all");
            }
        }
    }

    private record ShownOnce(
            String id,
            String environmentId,
            String name,
            String key,
            List<String> scopes,
            @Nullable Instant expiresAt,
            Instant createdAt) {}

    EnvironmentRoutes(
            Database db,
            Environments environments,
            ApiKeys keys,
            KeyAuthenticator authenticator,
            AuditLog audit,
            Clock clock) {
        this.db = db;
        this.environments = environments;
        this.keys = keys;
        this.authenticator = authenticator;
        this.audit = audit;
        this.clock = clock;
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
                        .answers(200, Schema.all(Schema.shown(Environments.Environment.class))),
                Route.post("/environments/{env}/api-keys", Access.ADMIN, this::createKey)
                        .says("Create an API key", "Its text is shown here and never again.")
                        .takes(Schema.given(NewKey.class).with("scopes", Schema.list(SCOPE)))
                        .answers(201, Schema.shown(ShownOnce.class)),
                Route.get("/environments/{env}/api-keys", Access.ADMIN, this::keys)
                        .says("List API keys")
                        .answers(200, Schema.all(Schema.shown(ApiKeys.ApiKey.class))),
                Route.delete("/environments/{env}/api-keys/{id}", Access.ADMIN, this::revoke)
                        .says("Revoke an API key")
                        .answers(204));
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

    private Reply createKey(Ask ask) {
        var environment = environments.require(ask.variable("env"));
        NewKey wanted = ask.json(NewKey.class);
        Instant expiresAt = wanted.expiresAt;
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Failure.invalid("expires_at %s is in the past", expiresAt);
        }
        ApiKeys.Made made =
                db.write(
                        handle -> {
                            var each =
                                    keys.create(
                                            handle,
                                            environment.id(),
                                            wanted.name,
                                            wanted.scopes,
                                            expiresAt);
                            audit.record(
                                    handle,
                                    act(
                                            ask,
                                            environment.id(),
                                            "api_key.create",
                                            each.key().id(),
                                            each.key()));
                            return each;
                        });
        var key = made.key();
        return Reply.created(
                new ShownOnce(
                        key.id(),
                        key.environmentId(),
                        key.name(),
                        made.text().value(),
                        key.scopes(),
                        key.expiresAt(),
                        key.createdAt()));
    }

    private Reply keys(Ask ask) {
        return list(keys.list(environments.require(ask.variable("env")).id()));
    }

    private Reply revoke(Ask ask) {
        String environmentId = environments.require(ask.variable("env")).id();
        String id = ask.variable("id");
        db.transact(
                handle -> {
                    keys.revoke(handle, environmentId, id);
                    audit.record(handle, act(ask, environmentId, "api_key.revoke", id, null));
                });
        authenticator.revoked();
        return Reply.nothing();
    }

    private static Reply list(List<?> all) {
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }

    private static AuditLog.Act act(
            Ask ask, String environmentId, String action, String subject, @Nullable Object after) {
        return new AuditLog.Act(
                environmentId, ask.caller().keyId(), action, subject, null, after, ask.id());
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw Failure.invalid("name must have 1 to %d characters", NAME_MAX);
        }
    }
}
