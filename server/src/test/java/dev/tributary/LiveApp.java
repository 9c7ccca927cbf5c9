package dev.tributary;

import dev.tributary.call.Acme;
import dev.tributary.db.TestDatabase;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The whole server as it is shipped, which knows {@link Acme} too and does nothing by itself. */
final class LiveApp implements AutoCloseable {
    static final String ADMIN = "the-admin-key";
    static final String PAGE = "https://app.example";
    private static final Path CONNECTORS =
            Path.of("src/test/resources/dev/tributary/call/connectors");

    final Acme acme = new Acme();
    private final App app;
    private final String url;
    private int environments;

    /** Where every path is a provider's. */
    final String origin;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /** What a request got. */
    record Answer(int status, String text, HttpResponse<String> raw) {
        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            return Json.read(text, Map.class);
        }

        String member(String name) {
            Object value = json().get(name);
            if (value == null) {
                throw new AssertionError("no " + name + " in " + text);
            }
            return value.toString();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    LiveApp(TestDatabase db) throws IOException {
        this(db, 0);
    }

    /** The same, and it works on what is due, as it does in production. */
    static LiveApp working(TestDatabase db) throws IOException {
        LiveApp live = new LiveApp(db);
        live.app.work();
        return live;
    }

    /**
     * @param perMinute requests of a key that has no limit of its own
     */
    LiveApp(TestDatabase db, int perMinute) throws IOException {
        app =
                App.open(
                        new Config(
                                Files.createTempDirectory("tributary-live-"),
                                Optional.of(new Secret(ADMIN)),
                                new Config.Http(
                                        "127.0.0.1",
                                        0,
                                        "http://127.0.0.1",
                                        1 << 20,
                                        perMinute,
                                        List.of(PAGE)),
                                db.config(),
                                Optional.empty(),
                                new Config.Connectors(Optional.of(CONNECTORS), Optional.empty()),
                                new Config.Call(true, 100_000),
                                new Config.Proxy(OptionalInt.of(0), 1 << 30, 1 << 30),
                                new Config.Bulk(Duration.ofDays(7)),
                                new Config.Log(System.Logger.Level.INFO)),
                        Clock.systemUTC());
        app.answer();
        url = "http://127.0.0.1:" + app.port();
        origin = "http://127.0.0.1:" + app.proxyPort();
        acme.on("GET /fields/contacts", asked -> Acme.ok(Map.of("fields", List.of())));
    }

    @Override
    public void close() {
        app.close();
        acme.close();
        client.close();
    }

    /** Every operation that the server's own document lists. */
    List<Operation> operations() {
        Map<?, ?> document = send("GET", "/openapi.json", "", null).json();
        List<Operation> all = new ArrayList<>();
        ((Map<?, ?>) document.get("paths"))
                .forEach(
                        (path, methods) ->
                                ((Map<?, ?>) methods)
                                        .forEach(
                                                (method, tree) ->
                                                        all.add(
                                                                Operation.of(
                                                                        method.toString(),
                                                                        path.toString(),
                                                                        (Map<?, ?>) tree,
                                                                        document))));
        return all;
    }

    Answer send(String method, String path, String key, Object body, String... headers) {
        var content =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body));
        var request =
                HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, content);
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var reply =
                    client.send(
                            request.build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(reply.statusCode(), reply.body(), reply);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An environment with a key that may do everything. */
    record Space(String id, String key) {}

    Space space() {
        String name = "environment " + environments++;
        String id = send("POST", "/environments", ADMIN, Map.of("name", name)).member("id");
        Map<String, Object> all = Map.of("name", "all", "scopes", List.of("*"));
        return new Space(
                id, send("POST", "/environments/" + id + "/api-keys", ADMIN, all).member("key"));
    }

    /** Addresses that the server gives others, which do not know its port. */
    String here(String address) {
        return url + address.replaceFirst("^http://127\\.0\\.0\\.1(?=/|$)", "");
    }
}
