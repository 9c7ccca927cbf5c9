package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets API calls in: token, limits, scope and query parameters, in this order. */
final class Gate {
    private final Apps apps;
    private final Portals portals;
    private final Grants grants;
    private final Limits limits;
    private final Dials<HubSpotDial> dials;
    private final Counters counters;
    private final HubSpotRefusals refusals;
    private final Clock clock;

    Gate(
            Apps apps,
            Portals portals,
            Grants grants,
            Limits limits,
            Dials<HubSpotDial> dials,
            Counters counters,
            HubSpotRefusals refusals,
            Clock clock) {
        this.apps = apps;
        this.portals = portals;
        this.grants = grants;
        this.limits = limits;
        this.dials = dials;
        this.counters = counters;
        this.refusals = refusals;
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
     * @param scopes of which they need one
     * @param query the parameters that the route knows
     */
    record Needs(Scopes scopes, Set<String> query, boolean search) {
        static Needs scope(String scope, String... query) {
            return anyScope(List.of(scope), query);
        }

        static Needs anyScope(List<String> scopes, String... query) {
            return new Needs((portal, path) -> scopes, Set.of(query), false);
        }

        /** The scopes of the type that a variable of the path names. */
        static Needs access(ObjectType.Access access, String variable, String... query) {
            return new Needs(
                    (portal, path) -> portal.types().named(path.get(variable)).scopes().of(access),
                    Set.of(query),
                    false);
        }

        Needs asSearch() {
            return new Needs(scopes, query, true);
        }
    }

    /** The scopes that are enough for one call. */
    @FunctionalInterface
    interface Scopes {
        List<String> of(Portal portal, Routes.PathVariables path);
    }

    Routes.Handler guard(Needs needs, Handler handler) {
        return answering(
                (request, path) -> {
                    Grants.Grant grant = grant(request);
                    App app = apps.withClientId(grant.clientId()).orElseThrow(Gate::noToken);
                    Portal portal = portals.find(grant.tenant()).orElseThrow(Gate::noToken);
                    Limits.Verdict verdict = limits.take(app.id(), portal.id(), needs.search());
                    long max = dials.get(HubSpotDial.ROLLING_LIMIT);
                    if (verdict.exceeded().isPresent()) {
                        counters.add("limited " + verdict.exceeded().get());
                        return verdict.onto(limited(request, verdict), max);
                    }
                    Reply reply =
                            answering(
                                            (inner, variables) -> {
                                                checkScope(
                                                        needs.scopes().of(portal, variables),
                                                        grant);
                                                checkQuery(needs, inner);
                                                return handler.handle(
                                                        new Call(
                                                                inner, variables, portal, app,
                                                                dials));
                                            })
                                    .handle(request, path);
                    return verdict.onto(reply, max);
                });
    }

    /** Turns a problem into its answer. */
    Routes.Handler answering(Routes.Handler handler) {
        return (request, path) -> {
            try {
                return handler.handle(request, path);
            } catch (HubSpotProblem problem) {
                return refusals.reply(problem, request.method() + request.path() + clock.millis());
            }
        };
    }

    private Reply limited(Request request, Limits.Verdict verdict) {
        HubSpotRefusals.Policy policy = verdict.exceeded().orElseThrow();
        Reply reply = refusals.limited(policy, request.path() + clock.millis());
        return dials.on(HubSpotDial.RETRY_AFTER_HEADER)
                ? reply.with("Retry-After", Long.toString(1 + verdict.untilNext().toSeconds()))
                : reply;
    }

    private Grants.Grant grant(Request request) {
        Grants.Access access = request.bearer().flatMap(grants::access).orElseThrow(Gate::noToken);
        if (access.expired(clock.instant())) {
            long ago = Duration.between(access.expires(), clock.instant()).toSeconds();
            throw new HubSpotProblem(
                    401,
                    "EXPIRED_AUTHENTICATION",
                    "The OAuth token used to make this call expired %d second(s) ago."
                            .formatted(ago));
        }
        return access.grant();
    }

    private static HubSpotProblem noToken() {
        return new HubSpotProblem(
                401, "INVALID_AUTHENTICATION", "no valid access token came with this call");
    }

    private static void checkScope(List<String> scopes, Grants.Grant grant) {
        if (scopes.stream().noneMatch(grant.scopes()::contains)) {
            throw new HubSpotProblem(
                    403,
                    "MISSING_SCOPES",
                    "the app lacks a scope that this call needs",
                    List.of(
                            Json.of("message", "one of these scopes is needed")
                                    .and("context", Json.of("requiredGranularScopes", scopes))));
        }
    }

    private void checkQuery(Needs needs, Request request) {
        Optional<String> unknown =
                request.query().keySet().stream()
                        .filter(name -> !needs.query().contains(name))
                        .findFirst();
        if (unknown.isPresent() && dials.on(HubSpotDial.REJECT_UNKNOWN_FIELDS)) {
            throw HubSpotProblem.invalid("unknown query parameter '" + unknown.get() + "'");
        }
    }
}
