package dev.tributary.call;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.SettableClock;
import dev.tributary.budget.Budgets;
import dev.tributary.call.drift.WatchFields;
import dev.tributary.catalog.BundledConnectors;
import dev.tributary.catalog.Rehearsal;
import dev.tributary.connect.ConnectRoutes;
import dev.tributary.connect.RunAfterSteps;
import dev.tributary.db.Database;
import dev.tributary.http.AsDescribed;
import dev.tributary.http.Http;
import dev.tributary.http.HttpServer;
import dev.tributary.http.PooledHttp;
import dev.tributary.http.Routes;
import dev.tributary.integration.Integration;
import dev.tributary.integration.TestKeyset;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;
import dev.tributary.override.OverrideApi;
import dev.tributary.tool.PlayedFixtures;
import dev.tributary.unified.ProxyRoutes;
import dev.tributary.unified.Unified;

import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A server of ours on real ground, with {@link Acme} connected to it, and a client for both. */
public final class LiveServer implements AutoCloseable {
    private static final String ADMIN = "the-admin-key";

    /** Most pages of one walk: few, so that a test can come to the end of them. */
    static final int PAGES_MAX = 200;

    private static final int BODY_BYTES_MAX = 1_000_000;
    private static final Path FOLDER = Path.of("src/test/resources/dev/tributary/call/connectors");
    private static final BundledConnectors BUNDLED =
            BundledConnectors.load(FOLDER, Path.of("../models"));

    public final SettableClock clock;
    public final Metrics metrics = new Metrics();
    public final String url;

    /** Where every path is a provider's. */
    public final String origin;

    public final Calls calls;
    private final Integration integration;
    private final HttpServer server;
    private final HttpServer originServer;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /** What a request got. */
    public record Answer(int status, Map<String, Object> json, HttpResponse<byte[]> raw) {
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        public String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        public String code() {
            return String.valueOf(json.get("code"));
        }
    }

    public LiveServer(Database db, SettableClock clock) {
        this(db, clock, http -> http, calls -> List.of());
    }

    /**
     * @param line what lies between us and providers
     * @param more of the API
     */
    public LiveServer(
            Database db,
            SettableClock clock,
            UnaryOperator<Http> line,
            Function<Calls, List<Routes>> more) {
        this.clock = clock;
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        SecureRandom secure = new SecureRandom();
        Ids ids = new Ids(clock, secure);
        PooledHttp http = new PooledHttp(true);
        integration =
                Integration.create(
                        new Integration.Ground(
                                db, http, metrics, new AuditLog(ids, clock), ids, clock, secure),
                        new Integration.Settings(
                                url,
                                Optional.of(new Secret(ADMIN)),
                                made -> {},
                                TestKeyset.shared(),
                                0),
                        BUNDLED);
        calls =
                new Calls(
                        line.apply(http),
                        Links.of(integration.integratedAccounts(), integration.connectors()),
                        integration.tokens(),
                        new Budgets(System::nanoTime),
                        metrics,
                        new WatchFields(db, integration.accountEvents(), metrics, clock),
                        new FollowPages(PAGES_MAX),
                        clock);
        List<Routes> routes = new ArrayList<>(integration.routes());
        routes.addAll(OverrideApi.create(integration, calls, Rehearsal.NONE).routes());
        routes.add(new ConnectRoutes(integration, new RunAfterSteps(calls), url));
        Unified unified =
                Unified.create(
                        new Unified.Ground(
                                db,
                                calls,
                                integration,
                                BUNDLED,
                                new PlayedFixtures(BUNDLED, clock),
                                metrics,
                                clock),
                        new Unified.Settings(
                                url, BODY_BYTES_MAX, new ProxyRoutes.Limits(1 << 30, 1 << 30)));
        routes.addAll(unified.routes());
        routes.addAll(more.apply(calls));
        routes.add(unified.docs(routes));
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", port, url, BODY_BYTES_MAX),
                        AsDescribed.checked(routes),
                        integration.authenticator(),
                        ids,
                        metrics);
        server.start();
        originServer = server.beside(0, AsDescribed.checked(List.of(unified.proxyOrigin())));
        originServer.start();
        origin = "http://127.0.0.1:" + originServer.port();
    }

    @Override
    public void close() {
        originServer.close();
        server.close();
        integration.close();
        client.close();
    }

    public Answer send(String method, String path, String key, Object body, String... headers) {
        HttpRequest.BodyPublisher content =
                switch (body) {
                    case null -> HttpRequest.BodyPublishers.noBody();
                    case byte[] bytes -> HttpRequest.BodyPublishers.ofByteArray(bytes);
                    case HttpRequest.BodyPublisher publisher -> publisher;
                    default -> HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body));
                };
        URI uri = URI.create(path.startsWith("http") ? path : url + path);
        var request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).method(method, content);
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(reply.statusCode(), json(reply), reply);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new environment; its id. */
    public String environment(String name) {
        return text(send("POST", "/environments", ADMIN, Map.of("name", name)), "id");
    }

    public String key(String environment, String... scopes) {
        return text(
                send(
                        "POST",
                        "/environments/" + environment + "/api-keys",
                        ADMIN,
                        Map.of("name", "test", "scopes", List.of(scopes))),
                "key");
    }

    /** With the key that belongs to no environment. */
    public Answer asAdmin(String method, String path, Object body) {
        return send(method, path, ADMIN, body);
    }

    /** From now on it sees what other servers change of connectors. */
    public LiveServer following() {
        integration.catalog().start();
        return this;
    }

    /** What leads the connector to {@code acme}, with {@code more} over it. */
    public static Map<String, Object> at(Acme acme, Map<String, Object> more) {
        Map<String, Object> override = new HashMap<>(more);
        Map<String, Object> http = new HashMap<>();
        http.put("base", acme.url() + "/v1");
        if (more.get("http") instanceof Map<?, ?> other) {
            other.forEach((name, value) -> http.put(name.toString(), value));
        }
        override.put("http", http);
        override.put(
                "auth",
                Map.of(
                        "oauth2",
                        Map.of(
                                "authorize", acme.url() + "/oauth/authorize",
                                "token", acme.url() + "/oauth/token")));
        return override;
    }

    /** Lets the environment of {@code key} use {@code acme}, and lays {@code more} over it. */
    public void use(Acme acme, String key, Map<String, Object> more) {
        Map<String, Object> override = at(acme, more);
        Answer put =
                send(
                        "PUT",
                        "/provider-apps/acme",
                        key,
                        Map.of("client_id", "us", "client_secret", "s", "override", override));
        if (put.status != 200) {
            throw new AssertionError(put.text());
        }
    }

    /** Connects a customer; the integrated account's id. */
    @SuppressWarnings("unchecked")
    public String connect(String key, String tenant) {
        Answer link =
                send("POST", "/link-tokens", key, Map.of("provider", "acme", "tenant_id", tenant));
        String consent = send("POST", text(link, "url"), "", null).header("location");
        Answer done = send("GET", send("GET", consent, "", null).header("location"), "", null);
        if (done.status != 200) {
            throw new AssertionError(done.text());
        }
        Answer list = send("GET", "/integrated-accounts?tenant_id=" + tenant, key, null);
        return ((List<Map<String, Object>>) list.json.get("result"))
                .getFirst()
                .get("id")
                .toString();
    }

    private static String text(Answer answer, String member) {
        if (!answer.json.containsKey(member)) {
            throw new AssertionError(answer.text());
        }
        return answer.json.get(member).toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(HttpResponse<byte[]> reply) {
        boolean json =
                reply.headers().firstValue("content-type").orElse("").contains("json")
                        && reply.body().length > 0
                        && reply.body()[0] == '{';
        return json ? Json.read(reply.body(), Map.class) : Map.of();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
