package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Json;
import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;
import dev.tributary.integration.Door.Asked;
import dev.tributary.integration.Door.Said;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Headers of all kinds, sessions and OAuth 1.0a, each against a door of its own. */
class SchemesTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static final String TENANT = "tenant-1";
    private static final Map<String, Object> ME = Map.of("get", "/me", "pick", "=id");
    private static int count;
    private final SettableClock clock = SettableClock.at(Instant.now().toString());
    private Door door;
    private AcmeConnector acme;
    private TestServer server;
    private String key;

    @BeforeEach
    void start() {
        acme = new AcmeConnector("http://127.0.0.1:1");
        server = new TestServer(DB.get(), clock, acme);
        key = server.environmentKey("schemes" + count++);
    }

    @AfterEach
    void stop() {
        server.close();
        door.close();
    }

    private void offer(String name, Map<String, Object> scheme) {
        Map<String, Object> whole = new HashMap<>(scheme);
        whole.put("base", door.url());
        acme.otherAuth = Map.of(name, whole);
    }

    private TestServer.Answer type(String form) {
        return server.form(server.link(key, TENANT).text("url"), form);
    }

    @Test
    void headers_may_be_static_or_computed_from_the_request() throws Exception {
        door =
                new Door(
                        asked -> {
                            String expected = "GET /me?v=2 s3cret";
                            boolean known =
                                    "v=2".equals(asked.query())
                                            && "acme-app".equals(asked.headers().get("x-app"))
                                            && Base64.getEncoder()
                                                    .encodeToString(expected.getBytes())
                                                    .equals(asked.headers().get("x-proof"));
                            return Said.json(known ? 200 : 401, Map.of("id", 7));
                        });
        offer(
                "custom",
                Map.of(
                        "ask", Map.of("code", Map.of("label", "Code", "secret", true)),
                        "query", Map.of("v", "2"),
                        "headers",
                                Map.of(
                                        "X-App",
                                        "acme-app",
                                        "X-Proof",
                                        "=$base64encode($request.method & ' ' &"
                                                + " $request.path & '?' & $request.query &"
                                                + " ' ' & $credential.code)"),
                        "keep", Map.of("user", ME)));
        assertThat(type("code=s3cret").status()).isEqualTo(200);
        assertThat(server.account(key, TENANT)).containsEntry("variables", Map.of("user", 7));
    }

    @Test
    void what_is_kept_may_refuse_the_connection() throws Exception {
        door = new Door(asked -> Said.json(200, Map.of("id", "trial")));
        offer(
                "api_key",
                Map.of(
                        "header", "x-key",
                        "keep", Map.of("plan", ME),
                        "refused", "=$account.plan = 'trial' ? 'its plan has no API'"));
        var refused = type("api_key=k");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("its plan has no API");
        assertThat(server.account(key, TENANT)).containsEntry("status", "connecting");
    }

    /** Gives sessions that end when nobody uses them for 20 minutes. */
    private final class Sessions implements Door.Keeper {
        private final Map<String, Instant> used = new ConcurrentHashMap<>();

        @Override
        public Said meets(Asked asked) {
            if (asked.path().equals("/login")) {
                Object body = Json.read(asked.body(), Object.class);
                if (!body.equals(Map.of("user", "ann", "password", "pw"))) {
                    return Said.json(401, Map.of("error", "no"));
                }
                String session = UUID.randomUUID().toString();
                used.put(session, clock.instant());
                return Said.json(201, Map.of("session", Map.of("id", session)));
            }
            String cookie = asked.headers().getOrDefault("cookie", "").replace("sid=", "");
            Instant last = used.get(cookie);
            if (last == null || clock.instant().isAfter(last.plus(Duration.ofMinutes(20)))) {
                return Said.json(401, Map.of("error", "session"));
            }
            used.put(cookie, clock.instant());
            return Said.json(200, Map.of("id", "u-1"));
        }
    }

    private void offerSession() {
        offer(
                "session",
                Map.of(
                        "login",
                        Map.of(
                                "post",
                                "/login",
                                "body",
                                Map.of(
                                        "user", "=$account.user",
                                        "password", "=$credential.password"),
                                "pick",
                                "=session.id"),
                        "headers",
                        Map.of("Cookie", "='sid=' & $token"),
                        "ttl",
                        "20m",
                        "ask",
                        Map.of(
                                "user", Map.of("label", "User"),
                                "password", Map.of("label", "Password", "secret", true)),
                        "keep",
                        Map.of("id", ME)));
    }

    @Test
    void a_session_is_kept_by_using_it_and_begun_again_once_when_it_was_idle() throws Exception {
        Sessions sessions = new Sessions();
        door = new Door(sessions);
        offerSession();
        assertThat(type("user=ann&password=wrong").status()).isEqualTo(502);
        assertThat(type("user=ann&password=pw").status()).isEqualTo(200);
        int logins = door.asked("/login").size();
        IntegratedAccount account = server.integratedAccount(key, TENANT);
        try (TestServer other = new TestServer(DB.get(), clock, acme)) {
            for (int i = 0; i < 30; i++) {
                clock.advance(Duration.ofMinutes(6));
                assertThat((i % 4 == 0 ? other : server).ask(account)).containsEntry("id", "u-1");
            }
            assertThat(door.asked("/login")).as("three hours of use").hasSize(logins);
            int before = door.asked("/me").size();
            clock.advance(Duration.ofMinutes(25));
            TwoServers.together(32, () -> server.ask(account));
            assertThat(door.asked("/login")).hasSize(logins + 1);
            assertThat(door.asked("/me")).as("no call was turned away").hasSize(before + 32);
            clock.advance(Duration.ofMinutes(1));
            sessions.used.clear();
            TwoServers.together(32, () -> other.ask(account));
            assertThat(door.asked("/login")).as("the provider ended it").hasSize(logins + 2);
        }
    }

    @Test
    void a_login_that_is_refused_is_not_repeated() throws Exception {
        Sessions sessions = new Sessions();
        door = new Door(asked -> sessions.meets(asked));
        offerSession();
        assertThat(type("user=ann&password=pw").status()).isEqualTo(200);
        IntegratedAccount account = server.integratedAccount(key, TENANT);
        DB.get()
                .transact(
                        handle ->
                                handle.execute(
                                        "UPDATE integrated_account SET variables ="
                                                + " '{\"user\": \"gone\"}' WHERE id = ?",
                                        account.id()));
        clock.advance(Duration.ofHours(1));
        int logins = door.asked("/login").size();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> server.ask(server.integratedAccount(key, TENANT)))
                    .hasMessageContaining("needs a new authorisation");
        }
        assertThat(door.asked("/login")).hasSize(logins + 1);
        assertThat(server.account(key, TENANT)).containsEntry("status", "needs_reauth");
    }

    /** Checks OAuth 1.0a on its own: every parameter, the signature, the nonce and the time. */
    private final class Signed implements Door.Keeper {
        private final Set<String> nonces = new HashSet<>();

        @Override
        public synchronized Said meets(Asked asked) throws Exception {
            String header = asked.headers().getOrDefault("authorization", "");
            Map<String, String> oauth = new TreeMap<>();
            for (String part : header.replaceFirst("^OAuth ", "").split(", ")) {
                int equals = part.indexOf('=');
                oauth.put(
                        part.substring(0, equals),
                        percentDecoded(part.substring(equals + 2, part.length() - 1)));
            }
            String signature = oauth.remove("oauth_signature");
            boolean fresh =
                    "1234567_SB1".equals(oauth.remove("realm"))
                            && nonces.add(oauth.get("oauth_nonce"))
                            && Long.parseLong(oauth.get("oauth_timestamp"))
                                    == clock.instant().getEpochSecond();
            if (!fresh || !signature(asked, oauth).equals(signature)) {
                return Said.json(401, Map.of("error", "INVALID_LOGIN"));
            }
            return Said.json(200, Map.of("id", 5));
        }

        private static String percentDecoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        private String signature(Asked asked, Map<String, String> oauth) throws Exception {
            Map<String, String> all = new TreeMap<>();
            oauth.forEach((name, value) -> all.put(strict(name), strict(value)));
            for (String pair : asked.query().split("&")) {
                String[] sides = pair.split("=", 2);
                all.put(
                        strict(URLDecoder.decode(sides[0], StandardCharsets.UTF_8)),
                        strict(URLDecoder.decode(sides[1], StandardCharsets.UTF_8)));
            }
            String parameters =
                    all.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("&"));
            String base = "GET&" + strict(door.url() + "/me") + "&" + strict(parameters);
            Mac mac = Mac.getInstance("HmacSHA256");
            String keys = strict(StrictOAuth.CLIENT_SECRET) + "&" + strict("t0k/en s3cret");
            mac.init(new SecretKeySpec(keys.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(base.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        }

        private static String strict(String text) {
            return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A")
                    .replace("%7E", "~");
        }
    }

    @Test
    void oauth1_signs_every_request_with_its_query() throws Exception {
        door = new Door(new Signed());
        offer(
                "oauth1",
                Map.of(
                        "realm", "=$account.realm",
                        "ask", Map.of("realm", Map.of("label", "Account ID")),
                        "keep",
                                Map.of(
                                        "user",
                                        Map.of(
                                                "get", "/me",
                                                "query", Map.of("q", "a b&c=ü*", "limit", 10),
                                                "pick", "=id"))));
        String form = "realm=1234567_SB1&token_id=t-1&token_secret=";
        assertThat(type(form + "wrong").status()).isEqualTo(502);
        assertThat(type(form + "t0k%2Fen%20s3cret").status()).isEqualTo(200);
        IntegratedAccount account = server.integratedAccount(key, TENANT);
        for (int i = 0; i < 5; i++) {
            assertThat(server.ask(account)).containsEntry("user", 5);
        }
    }
}
