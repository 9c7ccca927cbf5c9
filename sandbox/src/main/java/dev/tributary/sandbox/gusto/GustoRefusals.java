package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Refusals;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import java.util.SortedSet;

/** Gusto's words for what no route answers, and for injected faults. */
final class GustoRefusals implements Refusals {
    private static final String INJECTED_WAIT_SECONDS = "1";

    @Override
    public Reply noSuchPath(Request request) {
        GustoProblem problem = GustoProblem.notFound();
        return Reply.json(problem.status(), problem.body());
    }

    @Override
    public Reply wrongMethod(Request request, SortedSet<String> allowed) {
        GustoProblem problem =
                new GustoProblem(
                        405,
                        "request",
                        "method_not_allowed",
                        request.method() + " is not possible here.");
        return Reply.json(problem.status(), problem.body());
    }

    @Override
    public Reply tooManyRequests(String identity) {
        return limited(INJECTED_WAIT_SECONDS);
    }

    @Override
    public Reply serverError(String identity) {
        GustoProblem problem =
                new GustoProblem(
                        503, "request", "internal_error", "Something went wrong on our side.");
        return Reply.json(problem.status(), problem.body());
    }

    static Reply limited(String retryAfterSeconds) {
        GustoProblem problem =
                new GustoProblem(
                        429, "request", "rate_limit_exceeded", "Too many requests: wait a while.");
        return Reply.json(problem.status(), problem.body()).with("Retry-After", retryAfterSeconds);
    }
}
