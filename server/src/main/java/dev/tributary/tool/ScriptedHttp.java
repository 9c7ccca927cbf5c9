package dev.tributary.tool;

import dev.tributary.Json;
import dev.tributary.connector.Fixture.Exchange;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A provider that knows its part by heart: every request must be the next one written down, and is
 * answered as it stands there. For one thread at a time.
 */
final class ScriptedHttp implements Http {
    private final List<Exchange> script;
    private final String base;
    private int next;
    private List<Difference> wrong = List.of();

    ScriptedHttp(List<Exchange> script, String base) {
        this.script = List.copyOf(script);
        this.base = base;
    }

    @Override
    public HttpReply send(HttpCall call) {
        if (next >= script.size()) {
            throw not(
                    List.of(
                            new Difference(
                                    "upstream[%d]".formatted(next),
                                    null,
                                    call.method() + " " + call.uri())));
        }
        Exchange exchange = script.get(next);
        List<Difference> found =
                CheckRequest.against("upstream[%d]".formatted(next), exchange, call, base);
        if (!found.isEmpty()) {
            throw not(found);
        }
        next++;
        return reply(exchange);
    }

    @Override
    public HttpStream open(HttpCall call, @Nullable InputStream body) {
        throw new UnsupportedOperationException("fixtures do not stream");
    }

    boolean hasMore() {
        return next < script.size();
    }

    /** What stopped the play, or was never asked for. */
    List<Difference> differences() {
        if (!wrong.isEmpty() || !hasMore()) {
            return wrong;
        }
        Exchange exchange = script.get(next);
        return List.of(
                new Difference(
                        "upstream[%d]".formatted(next),
                        exchange.verb() + " " + exchange.path(),
                        null));
    }

    private NotAsWritten not(List<Difference> differences) {
        wrong = differences;
        return new NotAsWritten(differences);
    }

    static HttpReply reply(Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.replyHeaders()
                .forEach(
                        (name, value) ->
                                headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        Object body = exchange.reply();
        if (body == null) {
            return new HttpReply(exchange.status(), headers, new byte[0]);
        }
        headers.putIfAbsent("content-type", "application/json");
        boolean json = headers.getOrDefault("content-type", "").contains("json");
        return new HttpReply(
                exchange.status(),
                headers,
                json || !(body instanceof String text)
                        ? Json.bytes(body)
                        : text.getBytes(StandardCharsets.UTF_8));
    }
}
