package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Refusals;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import java.util.SortedSet;

/** Salesforce's words for what no route answers, and for injected faults. */
final class SalesforceRefusals implements Refusals {
    private final Dials<SalesforceDial> dials;

    SalesforceRefusals(Dials<SalesforceDial> dials) {
        this.dials = dials;
    }

    @Override
    public Reply noSuchPath(Request request) {
        return SalesforceProblem.noSuchResource().reply();
    }

    @Override
    public Reply wrongMethod(Request request, SortedSet<String> allowed) {
        return new SalesforceProblem(
                        405,
                        "METHOD_NOT_ALLOWED",
                        "HTTP Method '%s' not allowed. Allowed are %s"
                                .formatted(request.method(), String.join(",", allowed)))
                .reply();
    }

    /** There is no 429 here. */
    @Override
    public Reply tooManyRequests(String identity) {
        long max = dials.get(SalesforceDial.DAILY_LIMIT);
        return limitExceeded()
                .reply()
                .with("Sforce-Limit-Info", "api-usage=%d/%d".formatted(max, max));
    }

    static SalesforceProblem limitExceeded() {
        return new SalesforceProblem(
                403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }

    @Override
    public Reply serverError(String identity) {
        return new SalesforceProblem(
                        503, "SERVER_UNAVAILABLE", "Too many requests waiting for connections")
                .reply();
    }
}
