package dev.tributary.bench.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The server as its launcher starts it, with an embedded database that syncs, and two customers
 * connected by OAuth through the public API: one of a provider that answers at once and one of a
 * provider that takes 50 ms.
 */
final class Tributary implements AutoCloseable {
    private static final String ADMIN_KEY = "trb_admin_of_the_benchmark";
    private static final JsonMapper JSON = new JsonMapper();

    private final Running running;
    private final int port;
    private final int databasePort;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    private record Customer(String key, String account) {
        Subject.Aim at(URI uri) {
            return new Subject.Aim(uri, List.of("Authorization: Bearer " + key));
        }
    }

    private final Customer fast;
    private final Customer slow;
    private final Customer calm;
    private final Customer noisy;

    // Some 2 ms for each of a hundred records: nothing that a limit stops.
    private static final Map<String, Object> HEAVY =
            Map.of(
                    "crm",
                    Map.of(
                            "contacts",
                            Map.of("read", "{'title': $string($sum([1..20000].($ * 2)))}")));

    Tributary(Path launcher, Path folder, int upstream) throws Exception {
        this.folder = folder.resolve("tributary");
        port = Running.freePort();
        databasePort = Running.freePort();
        running =
                Running.start(
                        List.of(launcher.toString(), "serve"),
                        Map.of(
                                "TRIBUTARY_DATA_DIR",
                                this.folder.toString(),
                                "TRIBUTARY_ADMIN_KEY",
                                ADMIN_KEY,
                                "TRIBUTARY_HTTP_PORT",
                                Integer.toString(port),
                                "TRIBUTARY_DATABASE_EMBEDDED_PORT",
                                Integer.toString(databasePort),
                                "TRIBUTARY_HTTP_REQUESTS_PER_MINUTE",
                                "0", // the load is one key's
                                "TRIBUTARY_CALL_ALLOW_PRIVATE_NETWORKS",
                                "on",
                                "TRIBUTARY_LOG_LEVEL",
                                "warning"),
                        port,
                        folder.resolve("tributary.log"));
        String provider = "http://127.0.0.1:" + upstream;
        fast = connect("fast", provider, provider, Map.of());
        slow = connect("slow", provider + "/slow", provider, Map.of());
        calm = connect("calm", provider, provider, Map.of());
        noisy = connect("noisy", provider, provider, HEAVY);
    }

    Subject unified() {
        return new Subject(fast.at(list(fast)), slow.at(list(slow)));
    }

    Subject proxy() {
        return new Subject(fast.at(raw(fast)), slow.at(raw(slow)));
    }

    /** An account whose mapping is as it comes, or one whose mapping is heavy. */
    Subject.Aim neighbour(boolean heavy) {
        return heavy ? noisy.at(list(noisy)) : calm.at(list(calm));
    }

    long pid() {
        return running.pid();
    }

    String postgresUrl() throws IOException {
        return "postgres://tributary:%s@127.0.0.1:%d/tributary".formatted(password(), databasePort);
    }

    String jdbcUrl() throws IOException {
        return "jdbc:postgresql://127.0.0.1:%d/tributary?user=tributary&password=%s"
                .formatted(databasePort, password());
    }

    private String password() throws IOException {
        return Files.readString(folder.resolve("postgres/password")).strip();
    }

    private URI list(Customer customer) {
        return at("/unified/crm/contacts?limit=100&integrated_account_id=" + customer.account);
    }

    private URI raw(Customer customer) {
        return at("/proxy/" + customer.account + "/crm/v3/objects/contacts?limit=100");
    }

    // The budget is lifted, not switched off: each call is counted against it.
    private Customer connect(String name, String base, String provider, Map<String, Object> mapping)
            throws Exception {
        String environment =
                post("/environments", ADMIN_KEY, Map.of("name", name)).get("id").asString();
        Object wanted = Map.of("name", "bench", "scopes", List.of("*"));
        String key =
                post("/environments/" + environment + "/api-keys", ADMIN_KEY, wanted)
                        .get("key")
                        .asString();
        Map<String, Object> override = new HashMap<>(mapping);
        override.put("http", Map.of("base", base));
        override.put("budgets", Map.of("every", "100000 per 1s"));
        override.put("auth", Map.of("oauth2", Map.of("token", provider + "/oauth/v3/token")));
        send(
                request("/provider-apps/hubspot", key)
                        .PUT(
                                json(
                                        Map.of(
                                                "client_id", "client",
                                                "client_secret", "secret",
                                                "override", override))),
                200);
        Object link = Map.of("provider", "hubspot", "tenant_id", name);
        agree(post("/link-tokens", key, link).get("token").asString());
        JsonNode accounts = read(send(request("/integrated-accounts", key).GET(), 200));
        return new Customer(key, accounts.get("result").get(0).get("id").asString());
    }

    // As a browser would, but for the provider's own page.
    private void agree(String token) throws Exception {
        HttpResponse<byte[]> begun =
                send(request("/connect/" + token, "").POST(BodyPublishers.noBody()), 303);
        String query =
                URI.create(begun.headers().firstValue("location").orElseThrow()).getRawQuery();
        String state = query.replaceAll(".*(^|&)state=([^&]*).*", "$2");
        String cookie =
                begun.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
        send(
                request("/connect/callback?code=agreed&state=" + state, "")
                        .header("cookie", cookie)
                        .GET(),
                200);
    }

    private JsonNode post(String path, String key, Object body) throws Exception {
        return read(send(request(path, key).POST(json(body)), 201));
    }

    private HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, int expected) throws Exception {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(
                    "%s answered %d: %s"
                            .formatted(
                                    answer.uri(), answer.statusCode(), new String(answer.body())));
        }
        return answer;
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    private static JsonNode read(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        running.close();
    }
}
