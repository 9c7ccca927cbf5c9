package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Budgets;
import dev.tributary.budget.Lane;
import dev.tributary.connector.Budget;
import dev.tributary.connector.Connector;
import dev.tributary.connector.ErrorRule;
import dev.tributary.connector.Request;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;
import dev.tributary.integration.Authorization;
import dev.tributary.integration.Authorizer;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.MappingException;
import dev.tributary.ops.Metrics;
import dev.tributary.xml.XmlStyle;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One upstream call: address, authorisation, budget, send, decode, failure. An expired token is
 * refreshed and the call repeated once. A provider's "too many requests" goes to an interactive
 * caller as it is; the other lanes wait as long as the provider says and repeat, which is safe also
 * for writes, because a refused call did nothing. Nothing else is ever sent twice here.
 * Thread-safe.
 */
final class SendRequest {
    private static final int BUDGET_REPEATS_MAX = 20;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final Duration PAUSE_DEFAULT = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(2);

    private final Http http;
    private final Authorizer tokens;
    private final Budgets budgets;
    private final Metrics metrics;

    SendRequest(Http http, Authorizer tokens, Budgets budgets, Metrics metrics) {
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
        return send(link.by(request), Address.call(link, request, bindings), extraBudgets, trace);
    }

    /** The same for an address that the provider itself gave (a next page's URL). */
    Answer send(Link link, HttpCall unsigned, List<String> extraBudgets, Trace trace) {
        IntegratedAccount account = link.account();
        Connector connector = link.connector();
        List<Budget> drawn = drawn(connector, extraBudgets);
        Authorization authorization = tokens.fresh(account, connector);
        boolean refreshed = false;
        for (int repeats = 0; ; repeats++) {
            take(account, drawn, trace);
            Answer answer = exchange(connector, authorization.apply(unsigned), trace);
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
                budgets.pause(account.id(), drawn, bounded(wait));
                budgets.remaining(account.id(), drawn).ifPresent(trace::met);
                if (!trace.waits(wait) || repeats >= BUDGET_REPEATS_MAX) {
                    throw found.failure().with("retry_after", seconds(wait));
                }
                if (drawn.isEmpty()) {
                    sleep(bounded(wait));
                }
            } else {
                tell(account, found);
                throw found.failure();
            }
        }
    }

    /** Somebody must hear of scopes that are missing: connecting again is all that helps. */
    private void tell(IntegratedAccount account, ReadFailure.Found found) {
        if (found.kind() == ErrorRule.Kind.SCOPE) {
            List<String> scopes =
                    Trees.list(found.failure().detail().get(ReadFailure.SCOPES)).stream()
                            .map(String::valueOf)
                            .toList();
            tokens.missesScopes(account, scopes, found.failure().getMessage());
        }
    }

    /**
     * One call for the proxy: authorised and counted, streamed, the answer untouched. A 401 is
     * refreshed and repeated once, unless the body is too large to be sent again.
     *
     * @param body null: none
     */
    HttpStream stream(Link link, HttpCall call, @Nullable InputStream body, Trace trace) {
        IntegratedAccount account = link.account();
        Connector connector = link.connector();
        List<Budget> drawn = drawn(connector, List.of());
        Authorization authorization = tokens.fresh(account, connector);
        ReplayableBody sent = body == null ? null : new ReplayableBody(body);
        HttpStream reply = open(link, authorization.apply(call), sent, drawn, trace);
        if (reply.status() == UNAUTHORIZED) {
            Optional<InputStream> again = again(sent, reply);
            if (sent == null || again.isPresent()) {
                reply.close();
                authorization = tokens.afterRejected(account, connector, authorization);
                reply = open(link, authorization.apply(call), again.orElse(null), drawn, trace);
            }
        }
        if (reply.status() == TOO_MANY) {
            metrics.count("upstream_429", "provider", connector.name());
            Answer head = new Answer(reply.status(), reply.headers(), null);
            budgets.pause(account.id(), drawn, bounded(pause(connector, head)));
        }
        budgets.remaining(account.id(), drawn).ifPresent(trace::met);
        return reply;
    }

    private static Optional<InputStream> again(@Nullable ReplayableBody sent, HttpStream refused) {
        try {
            return sent == null ? Optional.empty() : sent.again();
        } catch (RuntimeException broken) {
            refused.close();
            throw broken;
        }
    }

    private HttpStream open(
            Link link,
            HttpCall signed,
            @Nullable InputStream body,
            List<Budget> drawn,
            Trace trace) {
        take(link.account(), drawn, trace);
        metrics.count("api_calls", "provider", link.connector().name());
        long start = System.nanoTime();
        try {
            return http.open(signed, body);
        } finally {
            trace.upstream(System.nanoTime() - start);
        }
    }

    private void take(IntegratedAccount account, List<Budget> drawn, Trace trace) {
        try {
            if (trace.lane() == Lane.BATCH) {
                budgets.take(account.id(), drawn, trace.left());
            } else {
                budgets.take(account.id(), drawn, trace.lane());
            }
        } finally {
            budgets.remaining(account.id(), drawn).ifPresent(trace::met);
        }
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
        if (reply.status() >= 300 && reply.status() < 400) {
            throw new Failure(
                            Code.UPSTREAM_INVALID,
                            "%s answered %d at %s, a redirect, which is not followed"
                                    .formatted(connector.title(), reply.status(), uri.getPath()))
                    .with("upstream_status", reply.status());
        }
        if (bytes.length == 0) {
            return null;
        }
        XmlStyle xml = connector.xml();
        if (xml != null && type.contains("xml")) {
            return ReadAnswerXml.tree(connector, xml, reply, text(bytes));
        }
        if (type.contains("json")) {
            try {
                return Json.plain(bytes);
            } catch (Failure malformed) {
                if (reply.status() >= 400) {
                    return text(bytes);
                }
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
        if (type.contains("csv") && reply.status() < 400) {
            return DecodeCsv.of(connector, uri.getPath(), bytes);
        }
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
                    .with("upstream_body", ReadFailure.excerpt(text(bytes)));
        }
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How long the provider wants to be left alone; not bounded. */
    private static Duration pause(Connector connector, Answer answer) {
        Expression read = connector.rateHeaders().retryAfter();
        try {
            Object seconds = read == null ? null : read.evaluate(answer.tree(), Map.of());
            if (seconds != null) {
                long millis = new BigDecimal(seconds.toString()).movePointRight(3).longValue();
                return Duration.ofMillis(Math.max(0, millis));
            }
        } catch (MappingException | NumberFormatException unreadable) {
            // such as a date where seconds are usual: wait as if nothing had been said
        }
        return PAUSE_DEFAULT;
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : wait;
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, "stopped while a provider wanted us to wait", e);
        }
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
