package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.ops.Metrics;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The server's door: finds the route, checks the key, runs the handler on a virtual thread, turns
 * failures into problem documents. Listens after {@link #start}.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String BEARER = "bearer ";
    private static final int BACKLOG = 4096;
    private static final int TARGET_BYTES_MAX = 32 * 1024;
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** {@code port} 0 takes a free one; {@code publicUrl} is how others reach us. */
    public record Settings(String host, int port, String publicUrl, int bodyBytesMax) {}

    private final Settings settings;
    private final Router router;
    private final Authenticator authenticator;
    private final Ids ids;
    private final Metrics metrics;
    private final WebServer server;

    public HttpServer(
            Settings settings,
            List<Routes> features,
            Authenticator authenticator,
            Ids ids,
            Metrics metrics) {
        this.settings = settings;
        this.router = new Router(features);
        this.authenticator = authenticator;
        this.ids = ids;
        this.metrics = metrics;
        this.server =
                WebServer.builder()
                        .host(settings.host())
                        .port(settings.port())
                        .backlog(BACKLOG)
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .idleConnectionTimeout(IDLE)
                        .addProtocol(http())
                        .contentEncoding(new EncodedAsItIs())
                        .shutdownHook(false)
                        .routing(HttpRouting.builder().any(this::answer))
                        .build();
    }

    // Many clients send field[gte]=… without encoding the brackets, and the proxy must take what
    // a provider takes. A cursor can be long.
    private static Http1Config http() {
        return Http1Config.builder()
                .validatePrologue(false)
                .maxPrologueLength(TARGET_BYTES_MAX)
                .build();
    }

    /**
     * @throws Failure {@code not_ready} naming the port when it is taken
     */
    public void start() {
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new Failure(
                    Code.NOT_READY,
                    "cannot listen on %s port %d: it is taken or not ours; choose another http.port"
                            .formatted(settings.host(), settings.port()),
                    e);
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        String id = ids.next("req");
        long start = System.nanoTime();
        String route = "none";
        Reply reply;
        try {
            String path = request.path().rawPath();
            Router.Found found = router.find(request.prologue().method().text(), path);
            route = found.route().pattern();
            Ask ask = ask(id, request, path, found);
            reply = found.route().handler().handle(ask);
        } catch (Failure failure) {
            reply = Problem.of(failure, settings.publicUrl(), id);
        } catch (IllegalArgumentException e) {
            LOG.debug("{} refused", id, e);
            reply = problem(Code.INVALID_REQUEST, String.valueOf(e.getMessage()), id);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", id, route, e);
            reply = problem(Code.INTERNAL, "something went wrong here; see the log for " + id, id);
        }
        metrics.count("http_requests", "route", route, "status", Integer.toString(reply.status()));
        metrics.observe("http_seconds", System.nanoTime() - start, "route", route);
        send(response, reply, id);
    }

    private Ask ask(String id, ServerRequest request, String path, Router.Found found) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.name().toLowerCase(Locale.ROOT),
                                        String.join(", ", header.allValues())));
        Caller caller = caller(found.route().access(), headers);
        caller.require(found.route().access());
        String rawQuery = request.query().rawValue();
        return new Ask(
                id,
                request.prologue().method().text(),
                path,
                rawQuery,
                found.variables(),
                parse(rawQuery),
                headers,
                caller,
                request.content().inputStream(),
                settings.bodyBytesMax());
    }

    private Caller caller(Access access, Map<String, String> headers) {
        if (access instanceof Access.Open) {
            return Caller.PUBLIC;
        }
        String value = headers.getOrDefault("authorization", "");
        if (!value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Failure(
                    Code.UNAUTHORIZED, "send your API key as 'Authorization: Bearer trb_live_…'");
        }
        return authenticator.authenticate(value.substring(BEARER.length()).strip());
    }

    private Reply problem(Code code, String message, String id) {
        return Problem.of(new Failure(code, message), settings.publicUrl(), id);
    }

    private static void send(ServerResponse response, Reply reply, String id) {
        response.status(Status.create(reply.status()));
        response.header(HeaderNames.create("x-request-id"), id);
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        switch (reply.body()) {
            case Reply.Whole(byte[] bytes) -> response.send(bytes);
            case Reply.Streamed(Reply.Writer writer) -> {
                try (OutputStream out = response.outputStream()) {
                    writer.writeTo(out);
                } catch (IOException e) {
                    // The status is sent: all that is left is to cut the connection.
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    static Map<String, List<String>> parse(String rawQuery) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.computeIfAbsent(decode(name), k -> new ArrayList<>()).add(decode(value));
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
