package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.RollingLimit;
import dev.tributary.sandbox.Routes;
import dev.tributary.sandbox.Routes.PathVariables;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lets calls into one org: session, limit and version, in this order. */
final class Gate {
    static final int OLDEST = 31;
    static final int NEWEST = 67;
    private static final String ROOT = "/services/data/{version}";

    private final Org org;
    private final Grants grants;
    private final Clock clock;
    private final Dials<SalesforceDial> dials;
    private final Counters counters;
    private final Routes routes;
    private final RollingLimit limit;
    private final Map<String, Handler> handlers = new HashMap<>();

    Gate(
            Org org,
            Grants grants,
            Clock clock,
            Dials<SalesforceDial> dials,
            Counters counters,
            Routes routes) {
        this.org = org;
        this.grants = grants;
        this.clock = clock;
        this.dials = dials;
        this.counters = counters;
        this.routes = routes;
        limit = new RollingLimit(clock, Duration.ofHours(24));
    }

    /** Handles a call that has been let in, alone in its org. */
    @FunctionalInterface
    interface Handler {
        Reply handle(Call call);
    }

    /** Adds a route below the version. */
    Gate add(String method, String path, Handler handler) {
        handlers.put(method + " " + ROOT + path, handler);
        routes.add(method, ROOT + path, (request, variables) -> enter(request, variables, handler));
        return this;
    }

    private Reply enter(Request request, PathVariables variables, Handler handler) {
        Optional<Session> session =
                Session.of(request, grants, clock.instant()).filter(known -> known.isOf(org));
        if (session.isEmpty()) {
            return new SalesforceProblem(401, "INVALID_SESSION_ID", "Session expired or invalid")
                    .reply();
        }
        if (!session.get().mayUseApi()) {
            return new SalesforceProblem(
                            403,
                            "INVALID_SESSION_ID",
                            "This session is not valid for use with the REST API")
                    .reply();
        }
        long max = dials.get(SalesforceDial.DAILY_LIMIT);
        RollingLimit.Answer answer = limit.take(max);
        Reply reply;
        if (answer.allowed()) {
            Actor actor = new Actor(session.get().grant().user(), false);
            reply = org.alone(() -> handle(request, variables, actor, handler));
        } else {
            counters.add("limited DAILY");
            reply = SalesforceRefusals.limitExceeded().reply();
        }
        return reply.with(
                "Sforce-Limit-Info", "api-usage=%d/%d".formatted(max - answer.remaining(), max));
    }

    private Reply handle(Request request, PathVariables variables, Actor actor, Handler handler) {
        try {
            String version = variables.get("version");
            if (!known(version)) {
                throw SalesforceProblem.noSuchResource();
            }
            return handler.handle(new Call(request, variables, org, actor, version));
        } catch (SalesforceProblem problem) {
            return problem.reply();
        } catch (Ambiguous ambiguous) {
            String base =
                    "/services/data/%s/sobjects/%s/"
                            .formatted(variables.get("version"), ambiguous.entity().name());
            return Reply.json(300, ambiguous.ids().stream().map(base::concat).toList());
        }
    }

    /** A request inside another: let in already, and counted with it. */
    Reply inside(Call outer, Request request) {
        Routes.Target target = routes.find(request.method(), request.path());
        if (target instanceof Routes.Target.Found found && handlers.containsKey(found.name())) {
            return handle(request, found.variables(), outer.actor(), handlers.get(found.name()));
        }
        return SalesforceProblem.noSuchResource().reply();
    }

    /** How many calls the org has left for now. */
    long remaining() {
        return Math.max(0, dials.get(SalesforceDial.DAILY_LIMIT) - limit.used());
    }

    static boolean known(String version) {
        if (!version.matches("v\\d{2}\\.0")) {
            return false;
        }
        int release = Integer.parseInt(version.substring(1, 3));
        return release >= OLDEST && release <= NEWEST;
    }
}
