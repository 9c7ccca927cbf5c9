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

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The API keys of an environment: made, given a successor, revoked. */
final class ApiKeyRoutes implements Routes {
    private static final List<String> SCOPES =
            List.of(
                    "*",
                    "admin",
                    "unified",
                    "unified:read",
                    "proxy",
                    "account_tokens",
                    "events",
                    "sync",
                    "commission:*",
                    "commission:read",
                    "commission:write",
                    "commission:approve");
    private static final Schema SCOPE = Schema.words(SCOPES.toArray(String[]::new));
    private static final Duration LIFE_MAX = Duration.ofDays(5 * 366);
    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final Duration OVERLAP_MAX = Duration.ofDays(30);
    private static final int PER_MINUTE_MAX = 10_000_000;

    private final Database db;
    private final Environments environments;
    private final ApiKeys keys;
    private final RotateKey rotate;
    private final KeyAuthenticator authenticator;
    private final AuditLog audit;
    private final Clock clock;

    private record NewKey(
            String name,
            List<String> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant expiresAt) {
        NewKey {
            EnvironmentRoutes.requireName(name);
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
            if (requestsPerMinute != null
                    && (requestsPerMinute < 0 || requestsPerMinute > PER_MINUTE_MAX)) {
                throw Failure.invalid(
                        "requests_per_minute must be 0 (no limit) to %d", PER_MINUTE_MAX);
            }
        }
    }

    /**
     * @param overlapSeconds how long the old key works beside the new one; a day by default
     * @param expiresAt of the new key; by default it lives as long as the old one was to
     */
    private record Rotation(@Nullable Integer overlapSeconds, @Nullable Instant expiresAt) {
        Rotation {
            if (overlapSeconds != null
                    && (overlapSeconds < 0 || overlapSeconds > OVERLAP_MAX.toSeconds())) {
                throw Failure.invalid("overlap_seconds must be 0 to %d", OVERLAP_MAX.toSeconds());
            }
        }

        Duration overlap() {
            return overlapSeconds == null ? OVERLAP : Duration.ofSeconds(overlapSeconds);
        }
    }

    private record ShownOnce(
            String id,
            String environmentId,
            String name,
            String key,
            List<String> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant expiresAt,
            Instant createdAt) {
        static ShownOnce of(ApiKeys.Made made) {
            ApiKeys.ApiKey key = made.key();
            return new ShownOnce(
                    key.id(),
                    key.environmentId(),
                    key.name(),
                    made.text().value(),
                    key.scopes(),
                    key.requestsPerMinute(),
                    key.expiresAt(),
                    key.createdAt());
        }
    }

    ApiKeyRoutes(
            Database db,
            Environments environments,
            ApiKeys keys,
            KeyAuthenticator authenticator,
            AuditLog audit,
            Clock clock) {
        this.db = db;
        this.environments = environments;
        this.keys = keys;
        this.rotate = new RotateKey(keys, clock);
        this.authenticator = authenticator;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Chapter chapter() {
        return EnvironmentRoutes.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/environments/{env}/api-keys", Access.ADMIN, this::create)
                        .says("Create an API key", "Its text is shown here and never again.")
                        .takes(Schema.given(NewKey.class).with("scopes", Schema.list(SCOPE)))
                        .answers(201, Schema.shown(ShownOnce.class)),
                Route.get("/environments/{env}/api-keys", Access.ADMIN, this::list)
                        .says("List API keys")
                        .answers(200, Schema.all(Schema.shown(ApiKeys.ApiKey.class))),
                Route.post("/environments/{env}/api-keys/{id}:rotate", Access.ADMIN, this::rotate)
                        .says(
                                "Give an API key a successor",
                                "With the same name and scopes. Both work for the overlap, a day by"
                                        + " default; there are never more than two.")
                        .takes(Rotation.class)
                        .answers(201, Schema.shown(ShownOnce.class)),
                Route.delete("/environments/{env}/api-keys/{id}", Access.ADMIN, this::revoke)
                        .says("Revoke an API key", "And every account token made with it.")
                        .answers(204));
    }

    private Reply create(Ask ask) {
        var environment = environments.require(ask.variable("env"));
        NewKey wanted = ask.json(NewKey.class);
        requireLife(wanted.expiresAt);
        var draft =
                new ApiKeys.Draft(
                        wanted.name,
                        wanted.scopes.stream().distinct().toList(),
                        wanted.requestsPerMinute,
                        wanted.expiresAt);
        ApiKeys.Made made =
                db.write(
                        handle -> {
                            var each = keys.create(handle, environment.id(), draft);
                            record(handle, ask, "api_key.create", each.key().id(), each.key());
                            return each;
                        });
        return Reply.created(ShownOnce.of(made));
    }

    private Reply list(Ask ask) {
        return EnvironmentRoutes.list(keys.list(environments.require(ask.variable("env")).id()));
    }

    private Reply rotate(Ask ask) {
        String environmentId = environments.require(ask.variable("env")).id();
        String id = ask.variable("id");
        byte[] body = ask.body();
        Rotation wanted =
                body.length == 0
                        ? new Rotation(null, null)
                        : ask.withBody(body).json(Rotation.class);
        requireLife(wanted.expiresAt);
        ApiKeys.Made made =
                db.write(
                        handle -> {
                            var each =
                                    rotate.rotate(
                                            handle,
                                            environmentId,
                                            id,
                                            wanted.overlap(),
                                            wanted.expiresAt);
                            record(handle, ask, "api_key.rotate", id, each.key());
                            return each;
                        });
        authenticator.changed();
        return Reply.created(ShownOnce.of(made));
    }

    private Reply revoke(Ask ask) {
        String environmentId = environments.require(ask.variable("env")).id();
        String id = ask.variable("id");
        db.transact(
                handle -> {
                    keys.revoke(handle, environmentId, id);
                    record(handle, ask, "api_key.revoke", id, null);
                });
        authenticator.changed();
        return Reply.nothing();
    }

    private void requireLife(@Nullable Instant expiresAt) {
        if (expiresAt == null) {
            return;
        }
        Instant now = clock.instant();
        if (!expiresAt.isAfter(now)) {
            throw Failure.invalid("expires_at %s is in the past", expiresAt);
        }
        if (expiresAt.isAfter(now.plus(LIFE_MAX))) {
            throw Failure.invalid("expires_at %s is more than five years away", expiresAt);
        }
    }

    private void record(
            Handle handle, Ask ask, String action, String subject, @Nullable Object after) {
        audit.record(
                handle,
                new AuditLog.Act(
                        ask.variable("env"),
                        ask.caller().keyId(),
                        action,
                        subject,
                        null,
                        after,
                        ask.id()));
    }
}
