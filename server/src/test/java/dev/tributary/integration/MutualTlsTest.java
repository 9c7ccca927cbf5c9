package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;
import dev.tributary.http.PooledHttp;
import dev.tributary.integration.Door.Asked;
import dev.tributary.integration.Door.Said;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A certificate and key of each customer, shown where tokens are given and where they are used, and
 * our user's own beside them. The provider binds each token to the certificate it was given to.
 */
class MutualTlsTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static int count;
    private static Authority authority;
    private final SettableClock clock = SettableClock.at(Instant.now().toString());
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<Integer, String> whoseConnection = new ConcurrentHashMap<>();
    private Door door;
    private AcmeConnector acme;
    private TestServer server;
    private String key;

    @BeforeAll
    static void vouch() throws Exception {
        authority = new Authority();
        // The client knows 127.0.0.1 by its name.
        authority.vouch("provider", "-ext", "san=dns:localhost,ip:127.0.0.1");
        authority.vouch("ann");
        authority.vouch("bob");
        authority.vouch("partner");
    }

    @AfterAll
    static void forget() throws Exception {
        authority.close();
    }

    @BeforeEach
    void start() throws Exception {
        door = new Door(this::serve, authority.server("provider"));
        acme = new AcmeConnector("http://127.0.0.1:1");
        server =
                new TestServer(
                        DB.get(),
                        clock,
                        acme,
                        new PooledHttp(true, List.of(authority.certificate())));
        key = server.environmentKey("mtls" + count++);
        acme.otherAuth = offered();
    }

    @AfterEach
    void stop() {
        server.close();
        door.close();
    }

    private Map<String, Object> offered() {
        Map<String, Object> ask = new LinkedHashMap<>();
        ask.put("client_id", Map.of("label", "Client"));
        ask.put("client_secret", Map.of("label", "Secret", "secret", true));
        ask.put("certificate", Map.of("label", "Certificate", "secret", true));
        ask.put("private_key", Map.of("label", "Private key", "secret", true));
        Map<String, Object> clients =
                Map.of(
                        "token",
                        door.url() + "/token",
                        "client",
                        "basic",
                        "base",
                        door.url(),
                        "mtls",
                        Map.of(),
                        "ask",
                        ask,
                        "keep",
                        Map.of(
                                "worker", Map.of("get", "/workers", "pick", "=id"),
                                "notices",
                                        Map.of(
                                                "get", door.url() + "/notices",
                                                "auth", "custom",
                                                "pick", "=id")));
        Map<String, Object> partner =
                Map.of(
                        "base", door.url(),
                        "headers", Map.of("X-Partner", "=$app.client_id"),
                        "mtls",
                                Map.of(
                                        "certificate",
                                        "=$app.certificate",
                                        "key",
                                        "=$app.private_key"));
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("client_credentials", clients);
        auth.put("custom", partner);
        return auth;
    }

    private Said serve(Asked asked) {
        String name = name(asked.certificate());
        String before = whoseConnection.put(asked.port(), name);
        if (before != null && !before.equals(name)) {
            return Said.json(500, Map.of("error", "a connection changed hands"));
        }
        switch (asked.path()) {
            case "/token" -> {
                String token = UUID.randomUUID().toString();
                tokens.put(token, name);
                return Said.json(200, Map.of("access_token", token, "expires_in", 3600));
            }
            case "/notices" -> {
                boolean partner =
                        name.equals("partner") && asked.headers().containsKey("x-partner");
                return Said.json(partner ? 200 : 401, Map.of("id", "for " + name));
            }
            default -> {
                String header = asked.headers().getOrDefault("authorization", "");
                boolean bound = name.equals(tokens.get(header.replace("Bearer ", "")));
                return Said.json(bound ? 200 : 401, Map.of("id", "of " + name));
            }
        }
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().replace("CN=", "");
    }

    private static String form(String name, String certificate, String privateKey) {
        return "client_id="
                + name
                + "&client_secret=s&certificate="
                + URLEncoder.encode(certificate, StandardCharsets.UTF_8)
                + "&private_key="
                + URLEncoder.encode(privateKey, StandardCharsets.UTF_8);
    }

    private void partner() throws Exception {
        var app =
                Map.of(
                        "client_id",
                        "us",
                        "client_secret",
                        "s",
                        "certificate",
                        authority.pem("partner"),
                        "private_key",
                        authority.key("partner"));
        assertThat(server.send("PUT", "/provider-apps/acme", key, app).status()).isEqualTo(200);
    }

    private TestServer.Answer connect(String name) throws Exception {
        String beside = server.link(key, name, "custom");
        assertThat(server.form(beside, "").status()).isEqualTo(200);
        String url = server.link(key, name, "client_credentials");
        return server.form(url, form(name, authority.pem(name), authority.key(name)));
    }

    @Test
    void each_account_shows_its_own_certificate_at_both_hops_and_ours_where_the_request_says_so()
            throws Exception {
        partner();
        assertThat(connect("ann").status()).isEqualTo(200);
        assertThat(connect("bob").status()).isEqualTo(200);
        for (String name : List.of("ann", "bob")) {
            assertThat(server.account(key, name)).containsEntry("status", "active");
            IntegratedAccount account = server.integratedAccount(key, name);
            assertThat(account.auth()).isEqualTo("client_credentials");
            assertThat(account.variables())
                    .containsEntry("worker", "of " + name)
                    .containsEntry("notices", "for partner");
        }
        List<Map<String, Object>> answers =
                TwoServers.together(
                        40,
                        () ->
                                server.ask(
                                        server.integratedAccount(
                                                key, Math.random() < 0.5 ? "ann" : "bob")));
        assertThat(answers).extracting("worker").containsOnly("of ann", "of bob");
        assertThat(whoseConnection.values()).contains("ann", "bob", "partner");
    }

    @Test
    void a_certificate_without_its_key_is_refused_in_words_that_tell_nothing() throws Exception {
        partner();
        String url = server.link(key, "ann", "client_credentials");
        var refused = server.form(url, form("ann", authority.pem("ann"), authority.key("bob")));
        assertThat(refused.status()).isBetween(400, 502);
        assertThat(refused.text())
                .doesNotContain("PRIVATE", authority.key("bob").substring(40, 60));
        var nonsense = server.form(url, form("ann", "no pem", authority.key("ann")));
        assertThat(nonsense.status()).isEqualTo(422);
        assertThat(nonsense.text()).contains("certificate is not one in PEM");
    }
}
