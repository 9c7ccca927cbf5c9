package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Refusals;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import java.util.SortedSet;

/** HubSpot's words for what no route answers, and for injected faults. */
final class HubSpotRefusals implements Refusals {
    /** Which limit was hit; the name and the adjective of the provider's answer. */
    enum Policy {
        TEN_SECONDLY_ROLLING("ten_secondly_rolling"),
        SECONDLY("secondly"),
        DAILY("daily");

        private final String adjective;

        Policy(String adjective) {
            this.adjective = adjective;
        }
    }

    private final Dice dice;

    HubSpotRefusals(Dice dice) {
        this.dice = dice;
    }

    @Override
    public Reply noSuchPath(Request request) {
        return reply(
                new HubSpotProblem(404, "OBJECT_NOT_FOUND", "no such path: " + request.path()),
                request.path());
    }

    @Override
    public Reply wrongMethod(Request request, SortedSet<String> allowed) {
        return reply(
                new HubSpotProblem(
                        405, "METHOD_NOT_ALLOWED", request.method() + " is not possible here"),
                request.path());
    }

    @Override
    public Reply tooManyRequests(String identity) {
        return limited(Policy.TEN_SECONDLY_ROLLING, identity);
    }

    @Override
    public Reply serverError(String identity) {
        return reply(new HubSpotProblem(500, "INTERNAL_ERROR", "internal error"), identity);
    }

    Reply reply(HubSpotProblem problem, String identity) {
        return Reply.json(problem.status(), problem.body(correlation(identity)));
    }

    Reply limited(Policy policy, String identity) {
        return Reply.json(
                429,
                Json.of("status", "error")
                        .and("message", "You have reached your " + policy.adjective + " limit.")
                        .and("errorType", "RATE_LIMIT")
                        .and("correlationId", correlation(identity))
                        .and("policyName", policy.name()));
    }

    String correlation(String identity) {
        return dice.uuid("correlation " + identity).toString();
    }
}
