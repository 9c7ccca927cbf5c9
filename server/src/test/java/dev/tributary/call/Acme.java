package dev.tributary.call;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tributary.Json;
import dev.tributary.Loopback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A made-up CRM: below {@code /v1} it answers as a test tells it, to nobody without the token that
 * holds now, and remembers every question.
 */
public final class Acme implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Desk> desks = new ConcurrentHashMap<>();
    private final Deque<Reply> next = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String token = "";

    /**
     * One question.
     *
     * @param uri as it came over the wire, from {@code /v1} on, which is left out
     * @param headers by lower-case name
     */
    public record Asked(String method, String uri, Map<String, String> headers, byte[] body) {
        public String line() {
            return method + " " + uri;
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Object json() {
            return Json.read(body, Object.class);
        }

        /** A parameter of the query, as it was sent; empty when it was not. */
        public String parameter(String name) {
            for (String pair : uri.substring(uri.indexOf('?') + 1).split("&")) {
                if (pair.startsWith(name + "=")) {
                    return pair.substring(name.length() + 1);
                }
            }
            return "";
        }
    }

    /** Decides about questions of one kind. */
    @FunctionalInterface
    public interface Desk {
        Reply reply(Asked asked) throws IOException;
    }

    /** What comes back. */
    public sealed interface Reply {
        record Whole(int status, Map<String, String> headers, byte[] body) implements Reply {
            public Whole with(String name, String value) {
                Map<String, String> more = new LinkedHashMap<>(headers);
                more.put(name, value);
                return new Whole(status, more, body);
            }
        }

        /** Carries the request out, and then the connection is cut. */
        record Cut() implements Reply {}

        /** No reply while the test goes on. */
        record Hang() implements Reply {}
    }

    public Acme() {
        server = Loopback.server();
        server.createContext("/oauth/authorize", this::authorize);
        server.createContext("/oauth/token", this::token);
        server.createContext("/v1", this::answer);
        server.start();
    }

    public static Reply.Whole json(int status, Object body) {
        return new Reply.Whole(
                status, Map.of("content-type", "application/json"), Json.bytes(body));
    }

    public static Reply.Whole ok(Object body) {
        return json(200, body);
    }

    public static Reply.Whole html(int status, String page) {
        return new Reply.Whole(
                status,
                Map.of("content-type", "text/html; charset=utf-8"),
                page.getBytes(StandardCharsets.UTF_8));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on these are answered by {@code desk}; {@code line} is {@code GET /contacts}. */
    public Acme on(String line, Desk desk) {
        desks.put(line, desk);
        return this;
    }

    /** The next questions, whatever they are, get these replies. */
    public void next(Reply... replies) {
        synchronized (next) {
            next.addAll(List.of(replies));
        }
    }

    /** The token that everybody has is no good any more. */
    public void expireToken() {
        token = "";
    }

    /** How many tokens there have been. */
    public int tokens() {
        return tokens.get();
    }

    public List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    /** The questions as {@code GET /contacts?limit=2}, but for those about custom fields. */
    public List<String> lines() {
        return asked().stream()
                .map(Asked::line)
                .filter(line -> !line.startsWith("GET /fields/"))
                .toList();
    }

    public Asked last() {
        return asked().getLast();
    }

    public void forget() {
        synchronized (asked) {
            asked.clear();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getQuery().split("&")) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        exchange.getResponseHeaders()
                .add("location", query.get("redirect_uri") + "?code=c&state=" + query.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int number = tokens.incrementAndGet();
        token = "token-" + number;
        write(
                exchange,
                ok(
                        Map.of(
                                "access_token",
                                token,
                                "refresh_token",
                                "refresh-" + number,
                                "expires_in",
                                86_400)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        Asked question =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString().substring("/v1".length()),
                        headers,
                        exchange.getRequestBody().readAllBytes());
        synchronized (asked) {
            asked.add(question);
        }
        switch (reply(question)) {
            case Reply.Whole whole -> write(exchange, whole);
            case Reply.Cut() -> exchange.close();
            case Reply.Hang() -> {
                try {
                    closing.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
        }
    }

    private Reply reply(Asked question) throws IOException {
        if (!question.headers.getOrDefault("authorization", "").equals("Bearer " + token)) {
            return json(401, Map.of("reason", "who are you?"));
        }
        synchronized (next) {
            if (!next.isEmpty()) {
                return next.removeFirst();
            }
        }
        String path = question.uri.replaceFirst("\\?.*", "");
        Desk desk = desks.get(question.method + " " + path);
        return desk == null
                ? json(404, Map.of("reason", "there is no " + question.line()))
                : desk.reply(question);
    }

    private static void write(HttpExchange exchange, Reply.Whole reply) throws IOException {
        reply.headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        String said = reply.headers.get("content-length"); // which may be more than it sends
        boolean empty = reply.body.length == 0;
        long length = empty ? -1 : reply.body.length;
        exchange.sendResponseHeaders(
                reply.status, said == null || empty ? length : Long.parseLong(said));
        if (!empty) {
            exchange.getResponseBody().write(reply.body);
        }
        exchange.close();
    }
}
