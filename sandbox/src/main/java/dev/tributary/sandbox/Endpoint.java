package dev.tributary.sandbox;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The HTTP port of an emulator, on loopback. */
final class Endpoint implements AutoCloseable {
    /** The server itself must read longer ones, or its own refusal would come instead of ours. */
    private static final int PROLOGUE_BYTES_MAX = 1024 * 1024;

    private final WebServer server;

    /**
     * @param port 0 takes a free one
     * @throws IllegalStateException when the port is taken
     */
    Endpoint(int port, Sizes sizes, Function<Request, Reply> handler) {
        server =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(port)
                        .shutdownHook(false)
                        .maxPayloadSize(sizes.bodyBytesMax())
                        .addProtocol(
                                Http1Config.builder().maxPrologueLength(PROLOGUE_BYTES_MAX).build())
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .routing(
                                routing ->
                                        routing.any(
                                                (request, response) ->
                                                        answer(sizes, handler, request, response)))
                        .build();
        refuseTaken(port);
        server.start();
        if (!server.isRunning()) {
            throw new IllegalStateException("cannot listen on 127.0.0.1:" + port);
        }
    }

    /** Asked first, because the server only logs that it could not bind. */
    private static void refuseTaken(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "cannot listen on 127.0.0.1:%d: is the port taken?".formatted(port), taken);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void answer(
            Sizes sizes,
            Function<Request, Reply> handler,
            ServerRequest request,
            ServerResponse response) {
        Reply reply =
                uriBytes(request) > sizes.uriBytesMax()
                        ? Reply.html(414, "<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>")
                        : handler.apply(read(request));
        if (reply.cut()) {
            throw new CloseConnectionException("reply dropped by a fault dial");
        }
        response.status(reply.status());
        reply.headers().forEach(response::header);
        response.send(reply.body());
    }

    private static int uriBytes(ServerRequest request) {
        int query = request.query().rawValue().length();
        return request.path().rawPath().length() + (query == 0 ? 0 : 1 + query);
    }

    private static Request read(ServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.name().toLowerCase(Locale.ROOT),
                                        String.join(",", header.allValues())));
        byte[] body =
                request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
        return new Request(
                request.prologue().method().text(),
                request.path().path(),
                Request.pairs(request.query().rawValue()),
                headers,
                body);
    }
}
