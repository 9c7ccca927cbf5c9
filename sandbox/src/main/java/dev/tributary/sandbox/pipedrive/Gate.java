package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Lets API calls in: token, limits, scope and query parameters, in this order. */
final class Gate {
    private static final String TOKEN_HEADER = "x-api-token";

    private final Apps apps;
    private final Companies companies;
    private final Tokens tokens;
    private final Grants grants;
    private final Limits limits;
    private final Dials<PipedriveDial> dials;
    private final Counters counters;
    private final Clock clock;

    Gate(
            Apps apps,
            Companies companies,
            Tokens tokens,
            Grants grants,
            Limits limits,
            Dials<PipedriveDial> dials,
            Counters counters,
            Clock clock) {
        this.apps = apps;
        this.companies = companies;
        this.tokens = tokens;
        this.grants = grants;
        this.limits = limits;
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
     * @param scopes of which they need one; empty asks for none
     * @param query the parameters that the route knows
     */
    record Needs(Set<String> scopes, Cost cost, Set<String> query) {
        static Needs any(Set<String> scopes, Cost cost, String... query) {
            return new Needs(scopes, cost, Set.of(query));
        }
    }

    Routes.Handler guard(Needs needs, Handler handler) {
        return answering(
                (request, path) -> {
                    Caller caller = caller(request);
                    boolean v2 = isV2(request);
                    Limits.Verdict verdict = limits.take(caller, needs.cost(), v2);
                    Reply reply =
                            switch (verdict.outcome()) {
                                case BANNED -> PipedriveRefusals.banned();
                                case OVER_BURST, OVER_SEARCH, OVER_BUDGET ->
                                        limited(request, verdict);
                                case PASSES ->
                                        answering(
                                                        (inner, variables) ->
                                                                letIn(
                                                                        needs,
                                                                        handler,
                                                                        new Call(
                                                                                inner, variables,
                                                                                caller, dials)))
                                                .handle(request, path);
                            };
                    return verdict.onto(reply, dials.on(PipedriveDial.DAILY_LIMIT_HEADERS));
                });
    }

    private Reply letIn(Needs needs, Handler handler, Call call) {
        if (!call.caller().may(needs.scopes())) {
            throw PipedriveProblem.gateway(403, "Scope and URL mismatch");
        }
        Optional<String> unknown =
                call.request().query().keySet().stream()
                        .filter(name -> !needs.query().contains(name))
                        .filter(name -> !name.equals("api_token"))
                        .findFirst();
        if (unknown.isPresent() && dials.on(PipedriveDial.REJECT_UNKNOWN_FIELDS)) {
            throw PipedriveProblem.invalid(unknown.get(), "is not allowed");
        }
        return handler.handle(call);
    }

    private Reply limited(Request request, Limits.Verdict verdict) {
        counters.add("limited " + verdict.outcome().name().toLowerCase(Locale.ROOT));
        Reply reply =
                PipedriveRefusals.reply(
                        PipedriveProblem.gateway(429, "request over limit"), request);
        return dials.on(PipedriveDial.RETRY_AFTER_HEADER)
                ? reply.with("Retry-After", Long.toString(verdict.resetSeconds()))
                : reply;
    }

    /** Turns a problem into its answer. */
    static Routes.Handler answering(Routes.Handler handler) {
        return (request, path) -> {
            try {
                return handler.handle(request, path);
            } catch (PipedriveProblem problem) {
                return PipedriveRefusals.reply(problem, request);
            }
        };
    }

    private static boolean isV2(Request request) {
        return request.path().startsWith("/api/v2/");
    }

    private Caller caller(Request request) {
        Optional<String> personal = request.header(TOKEN_HEADER).filter(token -> !token.isEmpty());
        if (personal.isEmpty() && !isV2(request) && dials.on(PipedriveDial.API_TOKEN_IN_QUERY)) {
            personal = request.query("api_token");
        }
        Caller caller =
                personal.isPresent()
                        ? holder(personal.get(), request)
                        : app(request.bearer().orElse(""), request);
        Optional<String> domain = Addressed.company(request);
        if (domain.isPresent() && !caller.company().domain().equals(domain.get())) {
            throw PipedriveProblem.unauthorized();
        }
        return caller;
    }

    private Caller holder(String token, Request request) {
        Tokens.Holder holder = tokens.find(token).orElseThrow(PipedriveProblem::unauthorized);
        return new Caller(
                holder.company(), holder.userId(), Optional.empty(), Set.of(), agent(request));
    }

    private Caller app(String token, Request request) {
        Grants.Grant grant =
                grants.access(token)
                        .filter(access -> !access.expired(clock.instant()))
                        .map(Grants.Access::grant)
                        .orElseThrow(PipedriveProblem::unauthorized);
        App app = apps.withClientId(grant.clientId()).orElseThrow(PipedriveProblem::unauthorized);
        Company company =
                companies
                        .find(Long.parseLong(grant.tenant()))
                        .orElseThrow(PipedriveProblem::unauthorized);
        return new Caller(
                company,
                Long.parseLong(grant.user()),
                Optional.of(app),
                grant.scopes(),
                agent(request));
    }

    private static String agent(Request request) {
        return request.header("User-Agent").orElse("");
    }
}
