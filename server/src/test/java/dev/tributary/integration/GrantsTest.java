package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;
import dev.tributary.http.PooledHttp;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tokens that no customer's consent stands behind, and accounts that offer several ways in. */
class GrantsTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static final String TENANT = "tenant-1";
    private static int count;
    private final SettableClock clock = SettableClock.at(Instant.now().toString());
    @AutoClose private final StrictOAuth oauth = new StrictOAuth();
    @AutoClose private final StrictGrants grants = new StrictGrants(clock);
    private final AcmeConnector acme = new AcmeConnector(oauth.url());
    @AutoClose private final TestServer server = new TestServer(DB.get(), clock, acme);
    private final String key = server.environmentKey("grants" + count++);

    private Map<String, Object> jwt() {
        Map<String, Object> jwt = new LinkedHashMap<>();
        jwt.put("token", grants.url() + "/token");
        jwt.put("base", "{instance_url}");
        jwt.put(
                "claims",
                Map.of(
                        "iss", "=$app.client_id",
                        "sub", "=$account.username",
                        "aud", grants.url() + "/audience"));
        jwt.put("ask", Map.of("username", Map.of("label", "User name")));
        jwt.put(
                "keep",
                Map.of(
                        "instance_url",
                        "=instance_url",
                        "company",
                        Map.of("get", "/me", "pick", "=company.id")));
        return jwt;
    }

    private void offer(String first, Map<String, Object> scheme) {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put(first, scheme);
        acme.otherAuth = auth;
    }

    private KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    private void app(String privateKey) {
        var body =
                Map.of(
                        "client_id", StrictOAuth.CLIENT_ID,
                        "client_secret", StrictOAuth.CLIENT_SECRET,
                        "private_key", privateKey);
        assertThat(server.send("PUT", "/provider-apps/acme", key, body).status()).isEqualTo(200);
    }

    private IntegratedAccount connectByJwt() throws Exception {
        KeyPair pair = rsa();
        grants.keys.put(StrictOAuth.CLIENT_ID, pair.getPublic());
        app(pem(pair));
        offer("jwt_bearer", jwt());
        String url = server.link(key, TENANT).text("url");
        assertThat(server.form(url, "username=ann%40acme.example").status()).isEqualTo(200);
        return server.integratedAccount(key, TENANT);
    }

    @Test
    void a_link_may_ask_for_the_second_way_in_and_the_account_remembers_it() throws Exception {
        KeyPair pair = rsa();
        grants.keys.put(StrictOAuth.CLIENT_ID, pair.getPublic());
        app(pem(pair));
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("oauth2", Map.of("authorize", oauth.url(), "token", oauth.url()));
        both.put("jwt_bearer", jwt());
        acme.otherAuth = both;
        var unknown =
                server.send(
                        "POST",
                        "/link-tokens",
                        key,
                        Map.of("provider", "acme", "tenant_id", TENANT, "auth", "jwt"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text()).contains("oauth2, jwt_bearer");
        assertThat(server.send("GET", server.link(key, TENANT).text("url"), null, null).text())
                .contains("Continue to Acme");
        String url = server.link(key, TENANT, "jwt_bearer");
        assertThat(server.send("GET", url, null, null).text()).contains("name=\"username\"");
        assertThat(server.form(url, "username=ann%40acme.example").status()).isEqualTo(200);
        assertThat(server.account(key, TENANT))
                .containsEntry("status", "active")
                .containsEntry("auth", "jwt_bearer")
                .containsEntry(
                        "variables",
                        Map.of(
                                "username", "ann@acme.example",
                                "instance_url", grants.url() + "/i1",
                                "company", "c-99"));
        // Whoever says nothing goes by the way that the account has.
        assertThat(server.send("GET", server.link(key, TENANT).text("url"), null, null).text())
                .contains("name=\"username\"");
    }

    @Test
    void a_customer_may_bring_a_key_of_their_own() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        grants.keys.put("theirs", pair.getPublic());
        Map<String, Object> jwt = new LinkedHashMap<>(jwt());
        jwt.put("key", "=$credential.pem");
        jwt.put(
                "ask",
                Map.of(
                        "client_id", Map.of("label", "Client"),
                        "username", Map.of("label", "User name"),
                        "pem", Map.of("label", "Private key", "secret", true)));
        offer("jwt_bearer", jwt);
        String url = server.link(key, TENANT).text("url");
        String form = "username=ann%40acme.example&client_id=theirs&pem=";
        var refused = server.form(url, form + "nonsense");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("not an unencrypted RSA or EC key")
                .doesNotContain("nonsense");
        // What was mistyped does not use the link up.
        String typed = URLEncoder.encode(pem(pair), StandardCharsets.UTF_8);
        assertThat(server.form(url, form + typed).status()).isEqualTo(200);
        assertThat(server.account(key, TENANT)).containsEntry("status", "active");
    }

    @Test
    void a_token_without_a_life_is_good_until_rejected_and_then_fetched_once_for_all()
            throws Exception {
        IntegratedAccount account = connectByJwt();
        assertThat(grants.issued()).isEqualTo(1);
        for (int round = 2; round <= 4; round++) {
            clock.advance(Duration.ofDays(3));
            grants.endSessions();
            List<Map<String, Object>> answers = TwoServers.together(64, () -> server.ask(account));
            assertThat(Set.copyOf(answers)).containsExactly(Map.of("company", "c-99"));
            assertThat(grants.issued()).isEqualTo(round);
        }
        assertThat(server.integratedAccount(key, TENANT).variables())
                .containsEntry("instance_url", grants.url() + "/i4");
    }

    @Test
    void a_life_that_the_provider_only_documents_is_declared() throws Exception {
        KeyPair pair = rsa();
        grants.keys.put(StrictOAuth.CLIENT_ID, pair.getPublic());
        app(pem(pair));
        Map<String, Object> jwt = jwt();
        jwt.put("expires_in", "20m");
        offer("jwt_bearer", jwt);
        assertThat(
                        server.form(
                                        server.link(key, TENANT).text("url"),
                                        "username=ann%40acme.example")
                                .status())
                .isEqualTo(200);
        IntegratedAccount account = server.integratedAccount(key, TENANT);
        clock.advance(Duration.ofMinutes(15));
        server.ask(account);
        assertThat(grants.issued()).as("within its life").isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        server.ask(account);
        assertThat(grants.issued()).as("within the margin of its end").isEqualTo(2);
        jwt.put("expires_in", "=$number(valid.minutes) * 60");
        acme.otherAuth = Map.of("jwt_bearer", new LinkedHashMap<>(jwt));
        grants.said = Map.of("valid", Map.of("minutes", "60"));
        clock.advance(Duration.ofMinutes(18));
        server.ask(account);
        assertThat(grants.issued()).isEqualTo(3);
        clock.advance(Duration.ofMinutes(50));
        server.ask(account);
        assertThat(grants.issued()).as("the answer said an hour").isEqualTo(3);
    }

    @Test
    void client_credentials_travel_by_basic_and_may_be_the_customers_own() {
        grants.clients.add("their+id:their%26secret");
        offer(
                "client_credentials",
                Map.of(
                        "token", grants.url() + "/token",
                        "client", "basic",
                        "scopes", List.of("read", "write"),
                        "form", Map.of("audience", "=$account.client_id"),
                        "base", grants.url(),
                        "ask",
                                Map.of(
                                        "client_id", Map.of("label", "Client"),
                                        "client_secret", Map.of("label", "Secret", "secret", true)),
                        "keep", Map.of("company", Map.of("get", "/me", "pick", "=company.id"))));
        String url = server.link(key, TENANT).text("url");
        assertThat(server.form(url, "client_id=their+id&client_secret=wrong").status())
                .isEqualTo(502);
        assertThat((String) server.account(key, TENANT).get("status_reason"))
                .contains("invalid_client");
        assertThat(server.form(url, "client_id=their+id&client_secret=their%26secret").status())
                .isEqualTo(200);
        assertThat(server.account(key, TENANT))
                .containsEntry("status", "active")
                .containsEntry("status_reason", null)
                .containsEntry("variables", Map.of("client_id", "their id", "company", "c-99"));
        assertThat(server.ask(server.integratedAccount(key, TENANT)))
                .containsEntry("company", "c-99");
    }

    private Map<String, Object> keyAtTheirHost() {
        return Map.of(
                "header",
                "authorization",
                "base",
                "http://{host}",
                "ask",
                Map.of(
                        "host",
                        Map.of(
                                "label", "Host",
                                "pattern", "[a-z0-9.]+:[0-9]+",
                                "default", grants.url().substring("http://".length()))),
                "keep",
                Map.of("company", Map.of("get", "/me", "pick", "=company.id")));
    }

    @Test
    void what_a_customer_types_goes_into_an_address_only_as_the_pattern_says() {
        offer("api_key", keyAtTheirHost());
        String url = server.link(key, TENANT).text("url");
        String page = server.send("GET", url, null, null).text();
        assertThat(page).contains("name=\"host\"", "value=\"127.0.0.1:", "name=\"api_key\"");
        var refused = server.form(url, "api_key=k&host=evil.example%2F%3Fx%3D%40127.0.0.1:1");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("field host is not as it must be", "[a-z0-9.]");
    }

    @Test
    void our_user_may_set_variables_of_an_account_but_not_against_the_pattern() {
        offer("api_key", keyAtTheirHost());
        server.form(server.link(key, TENANT).text("url"), "api_key=k");
        String path = "/integrated-accounts/" + server.account(key, TENANT).get("id");
        Map<String, Object> more = Map.of("variables", Map.of("region", "eu", "limit", 7));
        assertThat(server.send("PATCH", path, key, more).status()).isEqualTo(200);
        Map<String, Object> gone = new LinkedHashMap<>();
        gone.put("limit", null);
        assertThat(server.send("PATCH", path, key, Map.of("variables", gone)).json())
                .extracting("variables")
                .isEqualTo(
                        Map.of("region", "eu", "host", grants.url().substring("http://".length())));
        for (Object host : new Object[] {"evil.example/?", 7}) {
            var wrong = Map.of("variables", Map.of("host", host));
            assertThat(server.send("PATCH", path, key, wrong).status()).isEqualTo(400);
        }
    }

    @Test
    void a_host_that_a_customer_typed_leads_into_no_private_network() {
        offer("api_key", keyAtTheirHost());
        try (var guarded = new TestServer(DB.get(), clock, acme, new PooledHttp(false))) {
            String url = guarded.link(key, TENANT).text("url");
            var refused = guarded.form(url, "api_key=k&host=localhost%3A5432");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("private network");
            assertThat(guarded.account(key, TENANT)).containsEntry("status", "connecting");
        }
    }

    @Test
    void a_connection_that_fails_after_all_puts_back_what_worked() throws Exception {
        IntegratedAccount account = connectByJwt();
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("jwt_bearer", jwt());
        both.put("api_key", keyAtTheirHost());
        acme.otherAuth = both;
        String wrong = server.link(key, TENANT, "api_key");
        assertThat(server.form(wrong, "api_key=wrong").status()).isEqualTo(502);
        assertThat(server.account(key, TENANT))
                .containsEntry("status", "active")
                .containsEntry("auth", "jwt_bearer")
                .containsEntry("variables", account.variables());
        String again = server.link(key, TENANT, "jwt_bearer");
        assertThat(server.form(again, "username=bob%40acme.example").status()).isEqualTo(502);
        assertThat(server.ask(server.integratedAccount(key, TENANT)))
                .isEqualTo(Map.of("company", "c-99"));
        assertThat(grants.issued()).isEqualTo(1);
    }

    @Test
    void an_assertion_that_is_refused_for_good_needs_the_customer() throws Exception {
        IntegratedAccount account = connectByJwt();
        grants.keys.clear();
        grants.endSessions();
        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> server.ask(account)).hasMessageContaining("invalid_grant");
        assertThat(server.account(key, TENANT)).containsEntry("status", "needs_reauth");
    }

    @Test
    void no_secret_of_any_scheme_lies_in_the_database_in_the_clear() throws Exception {
        connectByJwt();
        String rows =
                List.of("credential", "provider_app", "link_token", "audit_log").stream()
                        .map(
                                "SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM %s t"
                                        ::formatted)
                        .map(
                                query ->
                                        DB.get()
                                                .read(
                                                        db ->
                                                                db.select(query)
                                                                        .mapTo(String.class)
                                                                        .one()))
                        .collect(Collectors.joining());
        assertThat(rows).contains("private_key").doesNotContain("PRIVATE KEY");
    }
}
