package dev.tributary;

import dev.tributary.db.TestDatabase;

import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole server, as it runs in production, with a client that keeps cookies. */
final class RunningApp implements AutoCloseable {
    private static final String ADMIN = "the-admin-key";

    private final App app;
    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private int environments;

    record Answer(int status, Map<String, Object> json, String text, String location) {}

    /** An environment with a key that may do everything. */
    record Space(String id, String key) {}

    private RunningApp(App app, String url) {
        this.app = app;
        this.url = url;
    }

    static RunningApp on(TestDatabase database) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port;
        App app =
                App.open(
                        new Config(
                                Files.createTempDirectory("tributary-app-"),
                                Optional.of(new Secret(ADMIN)),
                                new Config.Http("127.0.0.1", port, url, 2 << 20, 0, List.of()),
                                database.config(),
                                Optional.empty(),
                                new Config.Connectors(Optional.empty(), Optional.empty()),
                                new Config.Call(true, 100_000),
                                Config.Proxy.USUAL,
                                new Config.Bulk(Duration.ofDays(7)),
                                new Config.Log(System.Logger.Level.INFO)),
                        Clock.systemUTC());
        app.start();
        return new RunningApp(app, url);
    }

    String url() {
        return url;
    }

    Answer send(String method, String path, String key, Object body) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
                            .timeout(Duration.ofSeconds(30))
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofByteArray(
                                                    Json.bytes(body)));
            if (!key.isEmpty()) {
                request.header("authorization", "Bearer " + key);
            }
            var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    reply.statusCode(),
                    json(reply.body()),
                    reply.body(),
                    reply.headers().firstValue("location").orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Space space() {
        String name = "environment " + environments++;
        Answer made = send("POST", "/environments", ADMIN, Map.of("name", name));
        String id = made.json.get("id").toString();
        Answer key =
                send(
                        "POST",
                        "/environments/" + id + "/api-keys",
                        ADMIN,
                        Map.of("name", "all", "scopes", List.of("*")));
        return new Space(id, key.json.get("key").toString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) {
        return text.startsWith("{") ? Json.read(text, Map.class) : Map.of();
    }

    @Override
    public void close() {
        client.close();
        app.close();
    }
}
