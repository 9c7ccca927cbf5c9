package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.RollingLimit;
import dev.tributary.sandbox.Routes;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets API calls in: token, API version, limit, scope, company and query, in this order. */
final class Gate {
    static final String VERSION_HEADER = "X-Gusto-API-Version";
    private static final List<String> VERSIONS =
            List.of("2024-04-01", "2025-06-15", "2026-02-01", "2026-06-15");
    private static final DateTimeFormatter RESET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z").withZone(ZoneOffset.UTC);

    private final Apps apps;
    private final Companies companies;
    private final Grants grants;
    private final Dials<GustoDial> dials;
    private final Counters counters;
    private final Clock clock;
    private final Map<String, RollingLimit> limits = new ConcurrentHashMap<>();

    Gate(
            Apps apps,
            Companies companies,
            Grants grants,
            Dials<GustoDial> dials,
            Counters counters,
            Clock clock) {
        this.apps = apps;
        this.companies = companies;
        this.grants = grants;
        this.dials = dials;
        this.counters = counters;
        this.clock = clock;
    }

    /** Handles a call that has been let in. */
    @FunctionalInterface
    interface Handler {
        Reply handle(Call call);
    }

    /**
     * What a route asks of its callers.
     *
     * @param scopes all of which they need
     * @param query the parameters that the route knows
     */
    record Needs(Set<String> scopes, Set<String> query) {
        static Needs scope(String scope, String... query) {
            return new Needs(Set.of(scope.split(" ")), Set.of(query));
        }
    }

    Routes.Handler guard(Needs needs, Handler handler) {
        return answering(
                (request, path) -> {
                    Grants.Grant grant = access(request).grant();
                    App app = apps.withClientId(grant.clientId()).orElseThrow();
                    String version = request.header(VERSION_HEADER).orElse(app.apiVersionMin());
                    if (!VERSIONS.contains(version) || version.compareTo(app.apiVersionMin()) < 0) {
                        return wrongVersion(version, app);
                    }
                    Caller caller = new Caller(grant, app, version);
                    return limited(
                                    caller,
                                    answering(
                                            (inner, variables) ->
                                                    letIn(
                                                            needs, handler, inner, variables,
                                                            caller)))
                            .handle(request, path)
                            .with(VERSION_HEADER, version);
                });
    }

    /** Who calls, before it is known what they may. */
    private record Caller(Grants.Grant grant, App app, String version) {}

    private Routes.Handler limited(Caller caller, Routes.Handler handler) {
        return (request, path) -> {
            long max = dials.get(GustoDial.RATE_LIMIT);
            RollingLimit.Answer limit = limit(caller.grant()).take(max);
            if (!limit.allowed()) {
                counters.add("limited RATE_LIMIT");
            }
            Reply reply =
                    limit.allowed()
                            ? handler.handle(request, path)
                            : GustoRefusals.limited(
                                    Long.toString(1 + limit.untilNext().toSeconds()));
            return reply.with("X-RateLimit-Limit", Long.toString(max))
                    .with("X-RateLimit-Remaining", Long.toString(limit.remaining()))
                    .with(
                            "X-RateLimit-Reset",
                            RESET.format(clock.instant().plus(limit.untilNext())));
        };
    }

    private Reply letIn(
            Needs needs,
            Handler handler,
            Request request,
            Routes.PathVariables path,
            Caller caller) {
        Grants.Grant grant = caller.grant();
        for (String scope : needs.scopes()) {
            if (!grant.scopes().contains(scope)) {
                throw new GustoProblem(
                        403,
                        "request",
                        "missing_oauth_scopes",
                        "The token lacks the scope " + scope + ".");
            }
        }
        Company company = companies.find(grant.tenant()).orElseThrow(GustoProblem::notFound);
        String asked = path.values().getOrDefault("company", company.uuid());
        if (!asked.equals(company.uuid())) {
            throw GustoProblem.notFound();
        }
        Call call =
                new Call(
                        request,
                        path,
                        company,
                        caller.app(),
                        grant.scopes(),
                        caller.version(),
                        dials);
        String[] known = needs.query().toArray(String[]::new);
        request.query().keySet().forEach(name -> call.refuseUnknown(name, known));
        return handler.handle(call);
    }

    /** Turns a problem into its answer. */
    static Routes.Handler answering(Routes.Handler handler) {
        return (request, path) -> {
            try {
                return handler.handle(request, path);
            } catch (GustoProblem problem) {
                return Reply.json(problem.status(), problem.body());
            } catch (Unauthorized unauthorized) {
                return Reply.json(
                                401,
                                Json.of("error", "invalid_token")
                                        .and("error_description", unauthorized.getMessage()))
                        .with(
                                "WWW-Authenticate",
                                "Bearer realm=\"Gusto\", error=\"invalid_token\"");
            }
        };
    }

    /** No token, or one that is no longer good. */
    private static final class Unauthorized extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unauthorized(String message) {
            super(message);
        }
    }

    private Grants.Access access(Request request) {
        Grants.Access access =
                request.bearer()
                        .flatMap(grants::access)
                        .orElseThrow(() -> new Unauthorized("The access token is invalid"));
        if (access.expired(clock.instant())) {
            throw new Unauthorized("The access token expired");
        }
        return access;
    }

    private static Reply wrongVersion(String version, App app) {
        return Reply.json(
                        406,
                        Json.of("name", "Invalid X-Gusto-API-Version Header")
                                .and(
                                        "message",
                                        "version %s is unknown or older than %s"
                                                .formatted(version, app.apiVersionMin())))
                .with(VERSION_HEADER, version);
    }

    private RollingLimit limit(Grants.Grant grant) {
        return limits.computeIfAbsent(
                grant.id(), unseen -> new RollingLimit(clock, Duration.ofSeconds(60)));
    }
}
