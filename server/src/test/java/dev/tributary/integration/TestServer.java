package dev.tributary.integration;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.budget.Budgets;
import dev.tributary.budget.Lane;
import dev.tributary.call.Calls;
import dev.tributary.call.Link;
import dev.tributary.call.Links;
import dev.tributary.call.Trace;
import dev.tributary.catalog.Bundled;
import dev.tributary.connect.ConnectRoutes;
import dev.tributary.connect.RunAfterSteps;
import dev.tributary.db.Database;
import dev.tributary.http.AsDescribed;
import dev.tributary.http.HttpServer;
import dev.tributary.http.PooledHttp;
import dev.tributary.http.Routes;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;

import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One server with what integration and connect have to offer, and a client and browser for it. */
final class TestServer implements AutoCloseable {
    static final String ADMIN = "the-admin-key";
    static final String KEYSET_VARIABLE = "TRIBUTARY_TEST_KEYSET";

    /** Of all servers of a test, also of those in processes of their own. */
    static final Secret KEYSET =
            Optional.ofNullable(System.getenv(KEYSET_VARIABLE))
                    .map(Secret::new)
                    .orElseGet(Keyset::generate);

    final Integration integration;
    final Metrics metrics = new Metrics();
    final String url;
    final Calls calls;
    private final HttpServer server;
    private HttpClient browser;

    TestServer(Database db, Clock clock, Bundled bundled) {
        this(db, clock, bundled, new PooledHttp(true));
    }

    TestServer(Database db, Clock clock, Bundled bundled, PooledHttp http) {
        this(db, clock, bundled, http, SealingKeys.of(KEYSET));
    }

    TestServer(Database db, Clock clock, Bundled bundled, PooledHttp http, SealingKeys keys) {
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        SecureRandom secure = new SecureRandom();
        Ids ids = new Ids(clock, secure);
        integration =
                Integration.create(
                        new Integration.Ground(
                                db, http, metrics, new AuditLog(ids, clock), ids, clock, secure),
                        new Integration.Settings(
                                url, Optional.of(new Secret(ADMIN)), made -> {}, keys, 0),
                        bundled);
        List<Routes> routes = new ArrayList<>(integration.routes());
        calls =
                new Calls(
                        http,
                        Links.of(integration.integratedAccounts(), integration.connectors()),
                        integration.tokens(),
                        new Budgets(System::nanoTime),
                        metrics,
                        clock);
        routes.add(new ConnectRoutes(integration, new RunAfterSteps(calls), url));
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", port, url, 100_000),
                        AsDescribed.checked(routes),
                        integration.authenticator(),
                        ids,
                        metrics);
        server.start();
        newBrowser();
    }

    record Answer(int status, Map<String, Object> json, String text, HttpResponse<String> raw) {
        String text(String member) {
            return String.valueOf(json.get(member));
        }

        String location() {
            return raw.headers().firstValue("location").orElse("");
        }
    }

    /** From here on nobody remembers the cookies. */
    void newBrowser() {
        browser =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /** What a browser sends when a form is submitted. */
    Answer form(String url, String fields) {
        return send(request(url).POST(HttpRequest.BodyPublishers.ofString(fields)));
    }

    /** The same with the content type that strict servers want. */
    Answer typed(String url, String fields) {
        return send(
                request(url)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields)));
    }

    Answer send(String method, String path, String key, Object body) {
        var request =
                request(path)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        if (key != null) {
            request.header("authorization", "Bearer " + key);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
                .timeout(Duration.ofSeconds(30));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var reply = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(reply.statusCode(), json(reply), reply.body(), reply);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new environment with a key for everything and a provider app; the key. */
    String environmentKey(String name) {
        String env = send("POST", "/environments", ADMIN, Map.of("name", name)).text("id");
        String key =
                send(
                                "POST",
                                "/environments/" + env + "/api-keys",
                                ADMIN,
                                Map.of("name", "all", "scopes", List.of("*")))
                        .text("key");
        Answer app =
                send(
                        "PUT",
                        "/provider-apps/acme",
                        key,
                        Map.of(
                                "client_id", StrictOAuth.CLIENT_ID,
                                "client_secret", StrictOAuth.CLIENT_SECRET));
        if (app.status != 200) {
            throw new AssertionError(app);
        }
        return key;
    }

    Answer link(String key, String tenant) {
        return send("POST", "/link-tokens", key, Map.of("provider", "acme", "tenant_id", tenant));
    }

    /** A link by one of the connector's ways to be let in; its URL. */
    String link(String key, String tenant, String auth) {
        Map<String, Object> body = Map.of("provider", "acme", "tenant_id", tenant, "auth", auth);
        return send("POST", "/link-tokens", key, body).text("url");
    }

    /** The integrated account itself, as it is now. */
    IntegratedAccount integratedAccount(String key, String tenant) {
        String id = (String) account(key, tenant).get("id");
        var account = integration.integratedAccounts().find(id).orElseThrow();
        integration.integratedAccounts().changed(account.environmentId(), id);
        return integration.integratedAccounts().find(id).orElseThrow();
    }

    /** Asks the provider what connecting asks, as any call would. */
    Map<String, Object> ask(IntegratedAccount account) {
        var connector = integration.connectors().of(account);
        return calls.run(
                new Link(account, connector),
                account.scheme(connector).after(),
                new Trace(Lane.INTERACTIVE));
    }

    /** What a customer does with a link, up to the way back. */
    String throughConsent(String linkUrl) {
        Answer begun = send("POST", linkUrl, null, null);
        return send("GET", begun.location(), null, null).location();
    }

    /** Connects a tenant; its integrated account as the API shows it. */
    Map<String, Object> connect(String key, String tenant) {
        Answer done = send("GET", throughConsent(link(key, tenant).text("url")), null, null);
        if (done.status != 200) {
            throw new AssertionError(done);
        }
        return account(key, tenant);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> account(String key, String tenant) {
        Answer list = send("GET", "/integrated-accounts?tenant_id=" + tenant, key, null);
        return ((List<Map<String, Object>>) list.json.get("result")).getFirst();
    }

    @Override
    public void close() {
        server.close();
        integration.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(HttpResponse<String> reply) {
        boolean json =
                reply.headers().firstValue("content-type").orElse("").contains("json")
                        && !reply.body().isEmpty();
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
