package dev.tributary.connect;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Request;
import dev.tributary.connector.Step;
import dev.tributary.connector.Value;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.Tokens;
import dev.tributary.ops.Metrics;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Asks a provider, once a customer has agreed, what the account is called there: the connector's
 * {@code after} requests. Each result is kept as a variable of the account. Thread-safe.
 */
public final class RunAfterSteps {
    private static final int REPLY_BYTES_MAX = 4 * 1024 * 1024;
    private static final byte[] NO_BODY = new byte[0];

    private final Http http;
    private final Tokens tokens;
    private final Metrics metrics;

    public RunAfterSteps(Http http, Tokens tokens, Metrics metrics) {
        this.http = http;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    /**
     * @throws Failure {@code upstream_error} or {@code upstream_invalid} naming the step
     */
    Map<String, Object> run(IntegratedAccount account, Connector connector) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (!(connector.auth() instanceof Auth.OAuth2 oauth)) {
            return found;
        }
        Map<String, @Nullable Object> bindings = new HashMap<>(account.variables());
        bindings.put("account", account.variables());
        for (Step step : oauth.after()) {
            Object result = answer(account, connector, step, bindings);
            if (step.items() != null) {
                result = step.items().evaluate(result, bindings);
            }
            if (step.pick() != null) {
                result = step.pick().evaluate(result, bindings);
            }
            if (result == null) {
                throw new Failure(
                        Code.UPSTREAM_INVALID,
                        "%s did not say the account's %s"
                                .formatted(connector.title(), step.name()));
            }
            bindings.put(step.name(), result);
            found.put(step.name(), result);
        }
        return found;
    }

    private @Nullable Object answer(
            IntegratedAccount account,
            Connector connector,
            Step step,
            Map<String, @Nullable Object> bindings) {
        HttpCall call = call(connector, step.request(), bindings);
        metrics.count("api_calls", "provider", connector.name(), "kind", "connect");
        HttpReply reply = http.send(tokens.fresh(account, connector).apply(call));
        if (reply.status() >= 300) {
            throw new Failure(
                            Code.UPSTREAM_ERROR,
                            "%s answered %d when asked for the account's %s"
                                    .formatted(connector.title(), reply.status(), step.name()))
                    .with("upstream_status", reply.status());
        }
        try {
            return reply.body().length == 0 ? null : Json.read(reply.body(), Object.class);
        } catch (Failure notJson) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s answered no JSON when asked for the account's %s"
                            .formatted(connector.title(), step.name()),
                    notJson);
        }
    }

    private static HttpCall call(
            Connector connector, Request request, Map<String, @Nullable Object> bindings) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json");
        addHeaders(headers, connector.headers(), bindings);
        addHeaders(headers, request.headers(), bindings);
        Value body = request.body();
        if (body != null) {
            headers.putIfAbsent("content-type", "application/json");
        }
        return new HttpCall(
                request.verb().name(),
                uri(connector, request, bindings),
                headers,
                body == null ? NO_BODY : json(body.resolve(null, bindings)),
                connector.timeout(),
                REPLY_BYTES_MAX);
    }

    private static URI uri(
            Connector connector, Request request, Map<String, @Nullable Object> bindings) {
        String path = request.path().expand(bindings::get);
        String base = path.startsWith("http") ? "" : connector.base().expandRaw(bindings::get);
        StringJoiner query = new StringJoiner("&");
        request.query()
                .forEach(
                        (name, value) -> {
                            Object resolved = value.resolve(null, bindings);
                            if (resolved != null) {
                                query.add(encode(name) + "=" + encode(resolved.toString()));
                            }
                        });
        String url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
        return URI.create(query.length() == 0 ? url : url + "?" + query);
    }

    private static void addHeaders(
            Map<String, String> headers,
            Map<String, Value> declared,
            Map<String, @Nullable Object> bindings) {
        declared.forEach(
                (name, value) -> {
                    Object resolved = value.resolve(null, bindings);
                    if (resolved != null) {
                        headers.put(name.toLowerCase(Locale.ROOT), resolved.toString());
                    }
                });
    }

    private static byte[] json(@Nullable Object tree) {
        return Json.bytes(tree == null ? Map.of() : tree);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
