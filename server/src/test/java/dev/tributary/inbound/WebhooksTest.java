package dev.tributary.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.SettableClock;
import dev.tributary.connector.Webhooks;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;
import dev.tributary.event.Stats;
import dev.tributary.event.TestInbox;
import dev.tributary.http.AsDescribed;
import dev.tributary.http.Caller;
import dev.tributary.http.HttpServer;
import dev.tributary.inbound.VerifyHmac.Signed;
import dev.tributary.mapping.Expression;
import dev.tributary.ops.Metrics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** POST /webhooks/accounts/{id} and /webhooks/environments/{id}/{provider}. */
class WebhooksTest {
    private static final String PUBLIC = "https://hooks.example.com";
    private static final String PATH = "/webhooks/environments/env_1/acme";
    private static final int LIMIT = 20_000;
    private static final Secret SECRET = new Secret("shared");
    private static final Webhooks.Hmac SCHEME =
            new Webhooks.Hmac(
                    "sha256",
                    "client_secret",
                    Webhooks.KeyEncoding.UTF8,
                    List.of("method", "uri", "body", "timestamp"),
                    "X-Signature",
                    Webhooks.Encoding.BASE64,
                    "",
                    "X-Time",
                    Webhooks.Stamp.MILLIS,
                    Duration.ofMinutes(5));
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private final SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");
    private final HttpClient client = HttpClient.newHttpClient();
    private Database db;
    private TestInbox inbox;
    private Stats stats;
    private HttpServer server;

    @BeforeEach
    void open() {
        DB.empty(TestInbox.TABLES);
        db = DB.connect();
        inbox = new TestInbox(db, clock);
        stats = new Stats(db);
        Ids ids = new Ids(clock, new Random(1));
        var routes =
                new InboundRoutes(
                        new Doors(),
                        inbox.inbox(),
                        stats,
                        new Metrics(),
                        ids,
                        clock,
                        new InboundRoutes.Settings(PUBLIC, LIMIT));
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", 0, PUBLIC, 1_000_000),
                        AsDescribed.checked(List.of(routes)),
                        token -> Caller.PUBLIC,
                        ids,
                        new Metrics());
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        inbox.close();
        db.close();
    }

    private static final class Doors implements Door.Finder {
        private static final Webhooks WEBHOOKS = new Webhooks(SCHEME, "company", new Unread());

        @Override
        public Door ofAccount(String id) {
            if (!id.equals("ia_1")) {
                throw Failure.notFound("integrated account", id);
            }
            return new Door("env_1", "acme", id, WEBHOOKS, SECRET);
        }

        @Override
        public Door ofEnvironment(String environmentId, String provider) {
            if (!environmentId.equals("env_1") || !provider.equals("acme")) {
                throw new Failure(Code.NOT_FOUND, "no such door");
            }
            return new Door(environmentId, provider, null, WEBHOOKS, SECRET);
        }
    }

    /** Nobody evaluates anything on the way in. */
    private static final class Unread implements Expression {
        @Override
        public Object evaluate(Object input, Map<String, Object> bindings) {
            throw new AssertionError("evaluated on the way in");
        }

        @Override
        public String source() {
            return "$";
        }

        @Override
        public List<String> references() {
            return List.of();
        }
    }

    private HttpRequest signed(String path, String body, long millis) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String time = String.valueOf(millis);
        var signed = new Signed("POST", PUBLIC + path, Map.of(), bytes);
        byte[] signature = VerifyHmac.sign(SCHEME, SECRET, signed, time);
        return request(path, body)
                .header("X-Signature", Base64.getEncoder().encodeToString(signature))
                .header("X-Time", time)
                .build();
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(signed(path, body, clock.millis()));
    }

    private static String code(HttpResponse<String> reply) {
        return String.valueOf(Json.read(reply.body(), Map.class).get("code"));
    }

    @Test
    void a_signed_webhook_is_answered_200_and_kept_byte_for_byte() throws Exception {
        String body = "[ {\"id\": 1, \"name\":\"Zoë\"},\n {\"id\":2} ]";
        assertThat(post(PATH + "?a=%20b", body).statusCode()).isEqualTo(200);
        assertThat(post("/webhooks/accounts/ia_1", "{\"id\":3}").statusCode()).isEqualTo(200);
        assertThat(inbox.bodies()).containsExactly(body, "{\"id\":3}");
        assertThat(inbox.items()).containsExactly(2, 1);
        assertThat(inbox.accounts()).containsExactly(null, "ia_1");
    }

    @Test
    void a_wrong_signature_is_401_counted_and_leaves_nothing() throws Exception {
        HttpRequest forged =
                request(PATH, "[]")
                        .header("X-Signature", "AAAA")
                        .header("X-Time", String.valueOf(clock.millis()))
                        .build();
        var reply = send(forged);
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(code(reply)).isEqualTo("bad_signature");
        assertThat(send(request(PATH, "[]").build()).statusCode()).isEqualTo(401);
        var stale = send(signed(PATH, "[]", clock.millis() - 300_001));
        assertThat(stale.statusCode()).isEqualTo(401);
        assertThat(inbox.bodies()).isEmpty();
        assertThat(stats.all("env_1")).containsEntry("rejected_signatures", 3L);
    }

    @Test
    void a_malformed_body_is_400_and_an_oversized_one_413() throws Exception {
        for (String body : List.of("", "{", "[1,]", "[] []", "nonsense")) {
            var reply = post(PATH, body);
            assertThat(reply.statusCode()).as(body).isEqualTo(400);
            assertThat(code(reply)).isEqualTo("invalid_request");
        }
        var reply = post(PATH, "\"" + "x".repeat(LIMIT) + "\"");
        assertThat(reply.statusCode()).isEqualTo(413);
        assertThat(inbox.bodies()).isEmpty();
        assertThat(stats.all("env_1")).containsEntry("malformed_webhooks", 5L);
    }

    @Test
    void an_unknown_address_is_404() throws Exception {
        assertThat(post("/webhooks/environments/env_2/acme", "[]").statusCode()).isEqualTo(404);
        assertThat(post("/webhooks/environments/env_1/other", "[]").statusCode()).isEqualTo(404);
        assertThat(post("/webhooks/accounts/ia_2", "[]").statusCode()).isEqualTo(404);
    }

    @Test
    void a_database_that_is_away_is_503_with_retry_after() throws Exception {
        db.close();
        var reply = post(PATH, "[]");
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("retry-after")).hasValue("2");
    }

    @Test
    void many_at_once_are_all_kept_in_one_order() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            replies.add(
                    client.sendAsync(
                            signed(PATH, "[" + i + "]", clock.millis()),
                            HttpResponse.BodyHandlers.ofString()));
        }
        for (var reply : replies) {
            assertThat(reply.get().statusCode()).isEqualTo(200);
        }
        assertThat(inbox.bodies()).hasSize(300).doesNotHaveDuplicates();
    }
}
