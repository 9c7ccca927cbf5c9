package dev.tributary.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

import dev.tributary.Json;
import dev.tributary.Loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A small provider whose only interest is who comes in; what it asks for is a test's own rule. */
final class Door implements AutoCloseable {
    private final HttpServer server;
    private final Keeper keeper;
    private final String scheme;
    private final List<Asked> asked = new ArrayList<>();

    /** Lets in or turns away. */
    interface Keeper {
        Said meets(Asked asked) throws Exception;
    }

    /**
     * @param port of the other side: one for each connection
     * @param certificate what was shown; null: none
     */
    record Asked(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            String body,
            int port,
            X509Certificate certificate) {
        Map<String, String> form() {
            Map<String, String> form = new HashMap<>();
            for (String pair : body.split("&")) {
                String[] sides = pair.split("=", 2);
                form.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
            return form;
        }
    }

    record Said(int status, String type, String body) {
        static Said json(int status, Object body) {
            return new Said(status, "application/json", Json.text(body));
        }
    }

    Door(Keeper keeper) {
        this(keeper, "http", Loopback.server());
    }

    Door(Keeper keeper, SSLContext tls) throws IOException {
        this(keeper, "https", secure(tls));
    }

    private Door(Keeper keeper, String scheme, HttpServer server) {
        this.keeper = keeper;
        this.scheme = scheme;
        this.server = server;
        server.createContext("/", this::open);
        server.start();
    }

    private static HttpServer secure(SSLContext tls) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpsServer secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        var wanted = tls.getDefaultSSLParameters();
                        wanted.setNeedClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        secure.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return secure;
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<Asked> asked(String path) {
        return asked.stream().filter(each -> each.path.equals(path)).toList();
    }

    private void open(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked one =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        exchange.getRequestURI().getRawQuery(),
                        headers,
                        body,
                        exchange.getRemoteAddress().getPort(),
                        certificate(exchange));
        synchronized (this) {
            asked.add(one);
        }
        Said said;
        try {
            said = keeper.meets(one);
        } catch (Exception | AssertionError broken) {
            said = new Said(500, "text/plain", String.valueOf(broken));
        }
        byte[] bytes = said.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", said.type);
        try (exchange) {
            exchange.sendResponseHeaders(said.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static X509Certificate certificate(HttpExchange exchange) {
        try {
            return exchange instanceof HttpsExchange secure
                    ? (X509Certificate) secure.getSSLSession().getPeerCertificates()[0]
                    : null;
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
