package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.hubspot.HubSpotDial;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;
import dev.tributary.sandbox.pipedrive.PipedriveDial;
import dev.tributary.sandbox.pipedrive.PipedriveEmulator;
import dev.tributary.sandbox.salesforce.SalesforceEmulator;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server of its own with an emulated HubSpot, Salesforce and Pipedrive connected over OAuth. */
final class ThreeCrms implements AutoCloseable {
    static final String HUBSPOT = "hubspot";
    static final String SALESFORCE = "salesforce";
    static final String PIPEDRIVE = "pipedrive";
    static final List<String> ALL = List.of(HUBSPOT, SALESFORCE, PIPEDRIVE);

    private static final Path SERVER = Path.of("..", "server", "target", "server.jar");
    private static final String ADMIN = "admin_0123456789abcdef0123456789abcdef";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final HubSpotEmulator hubSpot = HubSpotEmulator.start(Options.defaults());
    final SalesforceEmulator salesforce = SalesforceEmulator.start(Options.defaults());
    final PipedriveEmulator pipedrive = PipedriveEmulator.start(Options.defaults());

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI address = URI.create("http://127.0.0.1:" + freePort());
    private final URI proxyOrigin = URI.create("http://127.0.0.1:" + freePort());
    private final ServerProcess server;
    private final Api admin;
    private final Api key;
    private final Map<String, String> accounts = new HashMap<>();

    /** An answer of the server. */
    record Answer(int status, Map<String, String> headers, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }
    }

    ThreeCrms(Path folder) {
        hubSpot.dials().set(HubSpotDial.SEARCH_LIMIT, 1_000);
        hubSpot.dials().set(HubSpotDial.ROLLING_LIMIT, 100_000);
        pipedrive.dials().set(PipedriveDial.OAUTH_BURST_LIMIT, 100_000);
        pipedrive.dials().set(PipedriveDial.SEARCH_LIMIT, 1_000);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TRIBUTARY_HTTP_PORT", Integer.toString(address.getPort()));
        environment.put("TRIBUTARY_HTTP_PUBLIC_URL", address.toString());
        environment.put("TRIBUTARY_PROXY_PORT", Integer.toString(proxyOrigin.getPort()));
        environment.put("TRIBUTARY_ADMIN_KEY", ADMIN);
        environment.put("TRIBUTARY_DATA_DIR", folder.toString());
        environment.put("TRIBUTARY_HTTP_REQUESTS_PER_MINUTE", "0");
        environment.put("TRIBUTARY_CALL_ALLOW_PRIVATE_NETWORKS", "true");
        server =
                new ServerProcess(
                        "'%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '%s' serve"
                                .formatted(
                                        System.getProperty("java.home"),
                                        SERVER.toAbsolutePath().normalize()),
                        environment,
                        folder.resolve("server.log"),
                        address,
                        http,
                        new Patience(Clock.systemUTC()));
        server.start();
        admin = new Api(http, Clock.systemUTC(), address, ADMIN, server::mustBeAlive);
        key = environment("test");
        connect();
    }

    /** Another environment; the server for whoever has its key. */
    Api environment(String name) {
        String id = admin.post("/environments", Json.of("name", name)).path("id").asString();
        JsonNode made =
                admin.post(
                        "/environments/" + id + "/api-keys",
                        Json.of(
                                "name",
                                "test",
                                "scopes",
                                List.of(
                                        "unified",
                                        "proxy",
                                        "account_tokens",
                                        "events",
                                        "sync",
                                        "admin")));
        return admin.as(made.path("key").asString());
    }

    private void connect() {
        String redirect = address.resolve("/connect/callback").toString();
        var hub =
                hubSpot.apps()
                        .create(Set.of(redirect), dev.tributary.sandbox.hubspot.App.ALL_SCOPES);
        app(
                HUBSPOT,
                hub.clientId(),
                hub.clientSecret(),
                hubSpot,
                "/oauth/authorize",
                "/oauth/v3/token");
        var force =
                salesforce
                        .apps()
                        .create(Set.of(redirect), dev.tributary.sandbox.salesforce.App.ALL_SCOPES);
        app(
                SALESFORCE,
                force.clientId(),
                force.clientSecret(),
                salesforce,
                "/services/oauth2/authorize",
                "/services/oauth2/token");
        var drive =
                pipedrive
                        .apps()
                        .create(Set.of(redirect), dev.tributary.sandbox.pipedrive.App.ALL_SCOPES);
        app(
                PIPEDRIVE,
                drive.clientId(),
                drive.clientSecret(),
                pipedrive,
                "/oauth/authorize",
                "/oauth/token");
        CustomerAdmin customer = new CustomerAdmin(key);
        ALL.forEach(provider -> accounts.put(provider, customer.connect(provider)));
    }

    /** The connectors know the providers' own addresses; here they are the emulators'. */
    private void app(
            String provider,
            String id,
            String secret,
            Emulator<?, ?> emulator,
            String authorize,
            String token) {
        URI at = emulator.address();
        Map<String, @Nullable Object> override =
                Json.of(
                        "auth",
                        Json.of(
                                "oauth2",
                                Json.of(
                                        "authorize",
                                        at.resolve(authorize).toString(),
                                        "token",
                                        at.resolve(token).toString())));
        if (provider.equals(HUBSPOT)) {
            override.put("http", Json.of("base", at.toString()));
        }
        if (provider.equals(SALESFORCE)) {
            Map<String, Object> soon = Map.of("every", "1s");
            override.put("methods", Json.of("bulk_read", soon, "bulk_write", soon));
        }
        override.put("budgets", Json.of("every", "10000 per 10s", "search", "1000 per 1s"));
        key.put(
                "/provider-apps/" + provider,
                Json.of("client_id", id, "client_secret", secret, "override", override));
    }

    Api api() {
        return key;
    }

    /** Starts a bulk job. */
    JsonNode bulk(Map<String, @Nullable Object> wanted) {
        return key.post("/bulk-jobs", wanted);
    }

    /** Those of the model that a provider's lists can be asked for. */
    List<String> resources(String provider) {
        List<String> names = new java.util.ArrayList<>();
        JsonNode crm =
                key.get("/connectors/" + provider + "/capabilities").path("models").path("crm");
        crm.propertyNames()
                .forEach(
                        name -> {
                            JsonNode methods = crm.path(name).path("methods");
                            if (methods.has("list") && !name.equals("custom")) {
                                names.add(name);
                            }
                        });
        return names;
    }

    String account(String provider) {
        return accounts.get(provider);
    }

    URI address() {
        return address;
    }

    /** Where every path is a provider's. */
    URI proxyOrigin() {
        return proxyOrigin;
    }

    String apiKey() {
        return key.key();
    }

    /** What has become of the accounts. */
    List<JsonNode> accountEvents() {
        List<JsonNode> events = new java.util.ArrayList<>();
        key.get("/integrated-account-events?limit=1000").path("result").forEach(events::add);
        return events;
    }

    /** One unified call; {@code path} is what follows /unified/crm/. */
    Answer call(
            String provider, String method, String path, @Nullable Object body, String... headers) {
        String separator = path.contains("?") ? "&" : "?";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        address
                                                + "/unified/crm/"
                                                + path
                                                + separator
                                                + "integrated_account_id="
                                                + account(provider)))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + apiKey());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        request.method(
                method,
                body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            Map<String, String> found = new HashMap<>();
            answer.headers().map().forEach((name, values) -> found.put(name, values.getFirst()));
            return new Answer(answer.statusCode(), found, answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** A call that must succeed. */
    JsonNode ok(String provider, String method, String path, @Nullable Object body) {
        Answer answer = call(provider, method, path, body);
        if (answer.status() >= 300) {
            throw new AssertionError(
                    "%s %s %s: %d %s"
                            .formatted(provider, method, path, answer.status(), answer.text()));
        }
        return answer.json();
    }

    JsonNode create(String provider, String resource, Object body) {
        return ok(provider, "POST", resource, body);
    }

    /** All pages of a list. */
    List<JsonNode> list(String provider, String path) {
        List<JsonNode> all = new java.util.ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 1_000; page++) {
            String next =
                    cursor.isEmpty()
                            ? path
                            : path
                                    + (path.contains("?") ? "&" : "?")
                                    + "next_cursor="
                                    + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            JsonNode answer = ok(provider, "GET", next, null);
            answer.path("result").forEach(all::add);
            cursor = answer.path("next_cursor").asString("");
            if (cursor.isEmpty()) {
                return all;
            }
        }
        throw new AssertionError(path + " of " + provider + " has no end");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        server.close();
        hubSpot.close();
        salesforce.close();
        pipedrive.close();
        http.shutdownNow();
    }
}
