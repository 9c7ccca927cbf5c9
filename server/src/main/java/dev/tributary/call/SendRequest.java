package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Budgets;
import dev.tributary.connector.Budget;
import dev.tributary.connector.Connector;
import dev.tributary.connector.ErrorRule;
import dev.tributary.connector.Request;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;
import dev.tributary.integration.Authorization;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.Tokens;
import dev.tributary.ops.Metrics;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * One upstream call: address, authorisation, budget, send, decode, failure. An expired token is
 * refreshed and the call repeated once. A provider's "too many requests" goes to an interactive
 * caller as it is; background lanes wait as long as the provider says and repeat, which is safe
 * also for writes, because a refused call did nothing. Nothing else is ever sent twice here.
 * Thread-safe.
 */
final class SendRequest {
    private static final int BUDGET_REPEATS_MAX = 20;
    private static final Duration PAUSE_DEFAULT = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(2);

    private final Http http;
    private final Tokens tokens;
    private final Budgets budgets;
    private final Metrics metrics;

    SendRequest(Http http, Tokens tokens, Budgets budgets, Metrics metrics) {
        this.http = http;
        this.tokens = tokens;
        this.budgets = budgets;
        this.metrics = metrics;
    }

    /**
     * @throws Failure for every answer that is not a success, with the upstream status and body
     */
    Answer send(
            Link link, Request request, Bindings bindings, List<String> extraBudgets, Trace trace) {
        return send(link, Address.call(link, request, bindings), extraBudgets, trace);
    }

    /** The same for an address that the provider itself gave (a next page's URL). */
    Answer send(Link link, HttpCall unsigned, List<String> extraBudgets, Trace trace) {
        IntegratedAccount account = link.account();
        Connector connector = link.connector();
        List<Budget> drawn = drawn(connector, extraBudgets);
        Authorization authorization = tokens.fresh(account, connector);
        boolean refreshed = false;
        for (int repeats = 0; ; repeats++) {
            budgets.take(account.id(), drawn, trace.lane());
            Answer answer = exchange(connector, authorized(unsigned, authorization), trace);
            ReadFailure.Found found = ReadFailure.in(connector, answer);
            budgets.remaining(account.id(), drawn).ifPresent(trace::met);
            if (found == null) {
                return answer;
            }
            if (found.kind() == ErrorRule.Kind.EXPIRED && !refreshed) {
                refreshed = true;
                authorization = tokens.afterRejected(account, connector, authorization);
            } else if (found.kind() == ErrorRule.Kind.BUDGET) {
                metrics.count("upstream_429", "provider", connector.name());
                Duration wait = pause(connector, answer);
                budgets.pause(account.id(), drawn, wait);
                budgets.remaining(account.id(), drawn).ifPresent(trace::met);
                if (!trace.lane().waits() || repeats >= BUDGET_REPEATS_MAX) {
                    throw found.failure().with("retry_after", wait.toSeconds());
                }
            } else {
                throw found.failure();
            }
        }
    }

    /** One call for the proxy: authorised and counted, streamed, the answer untouched. */
    HttpStream stream(Link link, HttpCall call, InputStream body, Trace trace) {
        IntegratedAccount account = link.account();
        Connector connector = link.connector();
        List<Budget> drawn = drawn(connector, List.of());
        budgets.take(account.id(), drawn, trace.lane());
        HttpCall signed = authorized(call, tokens.fresh(account, connector));
        budgets.remaining(account.id(), drawn).ifPresent(trace::met);
        metrics.count("api_calls", "provider", connector.name());
        long start = System.nanoTime();
        try {
            return http.open(signed, body);
        } finally {
            trace.upstream(System.nanoTime() - start);
        }
    }

    private static HttpCall authorized(HttpCall call, Authorization authorization) {
        StringJoiner query = new StringJoiner("&");
        authorization
                .query()
                .forEach(
                        (name, value) ->
                                query.add(Address.encode(name) + "=" + Address.encode(value)));
        return call.with(authorization.headers(), query.toString());
    }

    private Answer exchange(Connector connector, HttpCall call, Trace trace) {
        HttpReply reply = timed(connector, call, trace);
        return new Answer(reply.status(), reply.headers(), body(connector, call.uri(), reply));
    }

    private HttpReply timed(Connector connector, HttpCall call, Trace trace) {
        long start = System.nanoTime();
        metrics.count("api_calls", "provider", connector.name());
        try {
            return http.send(call);
        } finally {
            trace.upstream(System.nanoTime() - start);
        }
    }

    private static @Nullable Object body(Connector connector, URI uri, HttpReply reply) {
        byte[] bytes = reply.body();
        String type = reply.headers().getOrDefault("content-type", "");
        if (bytes.length == 0) {
            return null;
        }
        if (type.contains("json")) {
            try {
                return Json.read(bytes, Object.class);
            } catch (Failure malformed) {
                throw new Failure(
                        Code.UPSTREAM_INVALID,
                        "%s answered %d at %s with JSON that cannot be read: %s"
                                .formatted(
                                        connector.title(),
                                        reply.status(),
                                        uri.getPath(),
                                        malformed.getMessage()),
                        malformed);
            }
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (reply.status() < 400) {
            throw new Failure(
                            Code.UPSTREAM_INVALID,
                            "%s answered %d at %s with %s instead of JSON"
                                    .formatted(
                                            connector.title(),
                                            reply.status(),
                                            uri.getPath(),
                                            type.isEmpty() ? "no content type" : type))
                    .with("upstream_status", reply.status())
                    .with("upstream_body", ReadFailure.excerpt(text));
        }
        return text;
    }

    private static Duration pause(Connector connector, Answer answer) {
        var read = connector.rateHeaders().retryAfter();
        Object seconds = read == null ? null : read.evaluate(answer.tree(), java.util.Map.of());
        if (seconds == null) {
            return PAUSE_DEFAULT;
        }
        Duration wait =
                Duration.ofMillis(
                        new java.math.BigDecimal(seconds.toString()).movePointRight(3).longValue());
        return wait.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : wait;
    }

    private static List<Budget> drawn(Connector connector, List<String> extra) {
        List<Budget> drawn = new ArrayList<>();
        for (Budget budget : connector.budgets()) {
            if (budget.every() || extra.contains(budget.name())) {
                drawn.add(budget);
            }
        }
        return drawn;
    }
}
