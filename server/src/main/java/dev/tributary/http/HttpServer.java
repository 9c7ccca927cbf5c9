package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.ops.Metrics;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's door: takes requests on virtual threads, tells whose key they carry, and sends what
 * {@link Dispatch} answers. Listens after {@link #start}.
 */
public final class HttpServer implements AutoCloseable {
    private static final String BEARER = "bearer ";
    private static final HeaderName POLICY = HeaderNames.create("ratelimit-policy");
    private static final HeaderName LIMIT = HeaderNames.create("ratelimit");
    private static final int BACKLOG = 4096;
    private static final int TARGET_BYTES_MAX = 32 * 1024;
    private static final int FIRST_PART = 4 * 1024;
    private static final int COPIED_MAX = 16 * 1024;
    private static final int LEFT_BYTES_MAX = 1 << 20;
    private static final Duration LINGER = Duration.ofMillis(300);
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** {@code port} 0 takes a free one; {@code publicUrl} is how others reach us. */
    public record Settings(
            String host,
            int port,
            String publicUrl,
            int bodyBytesMax,
            List<String> browserOrigins) {

        /** Without pages in browsers. */
        public Settings(String host, int port, String publicUrl, int bodyBytesMax) {
            this(host, port, publicUrl, bodyBytesMax, List.of());
        }

        private Settings at(int other) {
            return new Settings(host, other, publicUrl, bodyBytesMax, browserOrigins);
        }
    }

    /** What is found out about a request on its way, for the headers of its answer. */
    private static final class Seen {
        RateLimits.Left left = RateLimits.Left.UNLIMITED;
        boolean forPages;
    }

    private final Settings settings;
    private final Dispatch dispatch;
    private final Authenticator authenticator;
    private final Ids ids;
    private final Metrics metrics;
    private final RateLimits limits;
    private final Cors cors;
    private final WebServer server;

    public HttpServer(
            Settings settings,
            List<Routes> features,
            Authenticator authenticator,
            Ids ids,
            Metrics metrics) {
        this(settings, features, authenticator, ids, metrics, new RateLimits(System::nanoTime));
    }

    private HttpServer(
            Settings settings,
            List<Routes> features,
            Authenticator authenticator,
            Ids ids,
            Metrics metrics,
            RateLimits limits) {
        this.settings = settings;
        this.dispatch =
                new Dispatch(features, settings.publicUrl(), settings.bodyBytesMax(), metrics);
        this.authenticator = authenticator;
        this.cors = new Cors(settings.browserOrigins());
        this.ids = ids;
        this.metrics = metrics;
        this.limits = limits;
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

    /** Another door with routes of its own, where the same callers are counted together. */
    public HttpServer beside(int port, List<Routes> features) {
        return new HttpServer(settings.at(port), features, authenticator, ids, metrics, limits);
    }

    // Many clients send field[gte]=… without encoding the brackets, and the proxy must take what
    // a provider takes. A cursor can be long.
    private static Http1Config http() {
        return Http1Config.builder()
                .validatePrologue(false)
                .maxPrologueLength(TARGET_BYTES_MAX)
                .addSendListener(new NoLength())
                .build();
    }

    /**
     * @throws Failure {@code not_ready} naming the port when it is taken
     */
    public void start() {
        try {
            server.start();
        } catch (RuntimeException e) {
            throw taken(e);
        }
        if (!server.isRunning()) {
            throw taken(null); // the library only logs it, and goes on without a port
        }
    }

    private Failure taken(@Nullable RuntimeException why) {
        return new Failure(
                Code.NOT_READY,
                "cannot listen on %s port %d: it is taken or not ours; choose another in the settings"
                        .formatted(settings.host(), settings.port()),
                why);
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
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach(header -> headers.put(header.headerName().lowerCase(), joined(header)));
        Seen seen = new Seen();
        var asked =
                new Dispatch.Request(
                        id,
                        request.prologue().method().text(),
                        request.path().rawPath(),
                        request.query().rawValue(),
                        headers,
                        () -> request.content().inputStream(),
                        Duration.ZERO);
        Reply reply =
                cors.preflight(asked.method(), asked.path(), headers, dispatch)
                        .orElseGet(
                                () ->
                                        dispatch.answer(
                                                asked, access -> caller(access, headers, seen)));
        response.status(Status.create(reply.status()));
        response.header(HeaderNames.create("x-request-id"), id);
        reply.headers().forEach((name, value) -> set(response, name, value));
        if (NoLength.belongsTo(asked.method(), reply)) {
            response.header(NoLength.MARK);
        }
        say(seen, headers, response, reply);
        boolean last =
                reply.headers().getOrDefault("connection", "").equals("close")
                        || leavesMuch(request, headers);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(response, reply);
        if (last) {
            // The library would read what is left, a chunk of any size at once, or take it for a
            // request. What is still on its way resets the connection: the answer goes first.
            pause();
            throw new CloseConnectionException("the rest of a body that nobody reads");
        }
    }

    private static boolean leavesMuch(ServerRequest request, Map<String, String> headers) {
        if (!request.content().hasEntity() || request.content().consumed()) {
            return false;
        }
        return headers.containsKey("transfer-encoding")
                || request.headers().contentLength().orElse(0) > LEFT_BYTES_MAX;
    }

    private static void pause() {
        try {
            Thread.sleep(LINGER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Caller caller(Access access, Map<String, String> headers, Seen seen) {
        seen.forPages = Dispatch.takesAccountTokens(access);
        if (access instanceof Access.Open) {
            return Caller.PUBLIC;
        }
        String value = headers.getOrDefault("authorization", "");
        if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Failure(
                    Code.UNAUTHORIZED,
                    Dispatch.takesKeys(access)
                            ? "send your API key as 'Authorization: Bearer trb_live_…'"
                            : "send an account token as 'Authorization: Bearer trb_acct_…'");
        }
        Caller caller = authenticator.authenticate(value.substring(BEARER.length()).strip());
        seen.left = limits.take(caller.counted(), caller.perMinute());
        if (seen.left.remaining() < 0) {
            throw RateLimits.refused(seen.left);
        }
        return caller;
    }

    // What a provider said of its own limits passes untouched; which pages may see its answer here
    // is ours to say.
    private void say(Seen seen, Map<String, String> headers, ServerResponse response, Reply reply) {
        if (seen.left.limited() && !reply.headers().containsKey("ratelimit")) {
            response.header(POLICY, seen.left.policy());
            response.header(LIMIT, seen.left.state());
        }
        if (seen.forPages && cors.isOn()) {
            cors.shownTo(headers)
                    .forEach((name, value) -> response.header(HeaderNames.create(name), value));
            response.headers().add(HeaderValues.create(HeaderNames.VARY, "Origin"));
        }
    }

    private static void send(ServerResponse response, Reply reply) {
        switch (reply.body()) {
            case Reply.Whole(byte[] bytes) when bytes.length <= COPIED_MAX -> response.send(bytes);
            case Reply.Whole(byte[] bytes) -> inTwo(response, bytes);
            case Reply.Streamed(Reply.Writer writer) -> {
                try {
                    OutputStream out = response.outputStream();
                    writer.writeTo(out);
                    out.close(); // only now: it writes the end that makes an answer whole
                } catch (IOException | RuntimeException broken) {
                    // The status is sent: all that is left is to cut the connection.
                    throw new CloseConnectionException("an answer broke off", broken);
                }
            }
        }
    }

    // Sent as one piece the body would be copied behind the headers, and copied again where they
    // are
    // long. So a first part goes with them, and the rest from where it is.
    private static void inTwo(ServerResponse response, byte[] bytes) {
        response.contentLength(bytes.length);
        try (OutputStream out = response.outputStream()) {
            out.write(bytes, 0, FIRST_PART);
            out.write(bytes, FIRST_PART, bytes.length - FIRST_PART);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void set(ServerResponse response, String name, String value) {
        response.headers().set(HeaderNames.create(name), HttpReply.each(name, value));
    }

    static String joined(Header header) {
        return header.valueCount() == 1 ? header.get() : String.join(", ", header.allValues());
    }
}
