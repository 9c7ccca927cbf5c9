package dev.tributary.tool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tributary.Loopback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider on this machine that lets nobody in without the right header. */
final class LoopbackProvider implements AutoCloseable {
    private final HttpServer server;
    private final String header;
    private final String value;
    private final Map<String, String> replies = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    LoopbackProvider(String header, String value) {
        this.header = header;
        this.value = value;
        server = Loopback.server();
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers JSON to {@code GET /path}; the query plays no part. */
    LoopbackProvider on(String line, String json) {
        replies.put(line, json);
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Methods and targets, as they came. */
    List<String> asked() {
        return new ArrayList<>(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            boolean in = value.equals(exchange.getRequestHeaders().getFirst(header));
            String reply = in ? replies.get(line) : "{\"message\":\"who are you?\"}";
            int status = in ? reply == null ? 404 : 200 : 401;
            byte[] body =
                    (reply == null ? "{\"message\":\"nothing here\"}" : reply)
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
