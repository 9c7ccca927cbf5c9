package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Refusals;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import java.util.SortedSet;

/** Pipedrive's words for what no route answers, and for injected faults. */
final class PipedriveRefusals implements Refusals {
    @Override
    public Reply noSuchPath(Request request) {
        return reply(
                PipedriveProblem.of(404, "ERR_NOT_FOUND", "Unknown path " + request.path()),
                request);
    }

    @Override
    public Reply wrongMethod(Request request, SortedSet<String> allowed) {
        return reply(
                PipedriveProblem.of(
                        405, "ERR_METHOD_NOT_ALLOWED", request.method() + " is not allowed here"),
                request);
    }

    @Override
    public Reply tooManyRequests(String identity) {
        PipedriveProblem problem = PipedriveProblem.gateway(429, "request over limit");
        return Reply.json(problem.status(), problem.body(true));
    }

    @Override
    public Reply serverError(String identity) {
        PipedriveProblem problem =
                PipedriveProblem.of(500, "ERR_INTERNAL", "Something went wrong on our side");
        return Reply.json(problem.status(), problem.body(true));
    }

    static Reply reply(PipedriveProblem problem, Request request) {
        return Reply.json(problem.status(), problem.body(!request.path().startsWith("/api/v1/")));
    }

    /** What the guard in front of the provider shows to those who ignore a 429. */
    static Reply banned() {
        return Reply.html(
                403,
                "<!doctype html><html lang=en><title>Access denied</title>"
                        + "<h1>Sorry, you have been blocked</h1></html>");
    }
}
