package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.db.TestDatabase;
import dev.tributary.http.PooledHttp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** Secrets in the database: sealed, sealed again under new keys, and nowhere else. */
class RotateKeysTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static int count;
    @TempDir static Path folder;
    private StrictOAuth oauth;
    private AcmeConnector acme;
    private TestServer one;
    private TestServer two;
    private Path file;
    private String key;

    @BeforeEach
    void start() throws Exception {
        oauth = new StrictOAuth();
        acme = new AcmeConnector(oauth.url());
        acme.after = false;
        file = folder.resolve("keyset.json");
        one = server();
        two = server();
        key = one.environmentKey("rotate" + count++);
    }

    private TestServer server() {
        var keys = SealingKeys.in(file);
        return new TestServer(DB.get(), Clock.systemUTC(), acme, new PooledHttp(true), keys);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        oauth.close();
    }

    @Test
    void keys_rotate_while_two_servers_use_what_they_seal() throws Exception {
        for (int i = 0; i < 25; i++) {
            one.connect(key, "tenant-" + i);
        }
        Secret before = new Secret(Files.readString(file));
        oauth.life = Duration.ofSeconds(2);
        IntegratedAccount busy = busy();
        AtomicBoolean stop = new AtomicBoolean();
        Thread user =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!stop.get()) {
                                        Within.everything()
                                                .run(
                                                        () -> {
                                                            fresh(one, busy);
                                                            fresh(two, busy);
                                                        });
                                    }
                                });
        var done = one.send("POST", "/keys:rotate", TestServer.ADMIN, null);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json()).containsEntry("key_added", true);
        assertThat((int) done.json().get("sealed_again")).isGreaterThanOrEqualTo(25 * 2 + 1);
        stop.set(true);
        user.join();
        assertThat(one.account(key, "tenant-0")).containsEntry("status", "active");
        for (int i = 0; i < 25; i++) {
            IntegratedAccount account = two.integratedAccount(key, "tenant-" + i);
            assertThat(fresh(two, account)).startsWith("at-");
        }
        // Nothing is left that the old key opens.
        Vault old = new Vault(SealingKeys.of(before));
        List<Map<String, Object>> rows =
                DB.get()
                        .read(
                                handle ->
                                        handle.select(
                                                        "SELECT environment_id,"
                                                                + " integrated_account_id, scheme,"
                                                                + " access, refresh FROM credential"
                                                                + " WHERE scheme = 'oauth2'")
                                                .mapToMap()
                                                .list());
        assertThat(rows).hasSizeGreaterThanOrEqualTo(25);
        for (Map<String, Object> row : rows) {
            for (String field : List.of("access", "refresh")) {
                var place =
                        Credentials.place(
                                (String) row.get("environment_id"),
                                (String) row.get("integrated_account_id"),
                                (String) row.get("scheme"),
                                field);
                assertThatThrownBy(() -> old.open((byte[]) row.get(field), place))
                        .isInstanceOf(Failure.class);
            }
        }
        assertThat(one.send("POST", "/keys:rotate", key, null).status()).isEqualTo(403);
    }

    private IntegratedAccount busy() {
        return one.integratedAccount(key, "tenant-0");
    }

    private static String fresh(TestServer server, IntegratedAccount account) {
        return TwoServers.token(
                server.integration
                        .tokens()
                        .fresh(account, server.integration.connectors().of(account)));
    }

    @Test
    void no_planted_secret_is_in_any_table_or_in_the_log() throws Exception {
        var log = new ByteArrayOutputStream();
        var handler =
                new StreamHandler(
                        new PrintStream(log, true, StandardCharsets.UTF_8), new SimpleFormatter());
        handler.setLevel(Level.ALL);
        Logger root = Logger.getLogger("dev.tributary");
        Level level = root.getLevel();
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        List<String> planted =
                List.of(
                        "pl4nted-client-secret",
                        "pl4nted-webhook-secret",
                        "pl4nted-private-key",
                        "pl4nted-certificate",
                        "pl4nted-password",
                        "pl4nted-api-key");
        try {
            one.send(
                    "PUT",
                    "/provider-apps/acme",
                    key,
                    Map.of(
                            "client_id", "c",
                            "client_secret", planted.get(0),
                            "webhook_secret", planted.get(1),
                            "private_key", planted.get(2),
                            "certificate", planted.get(3)));
            acme.otherAuth = Map.of("basic", Map.of());
            type("username=ann&password=" + planted.get(4));
            acme.otherAuth = Map.of("api_key", Map.of("query", "k"));
            type("api_key=" + planted.get(5));
            // What goes wrong tells nothing either.
            acme.otherAuth =
                    Map.of(
                            "jwt_bearer",
                            Map.of("token", oauth.url() + "/token", "claims", Map.of("iss", "x")));
            assertThat(type("").status()).isEqualTo(422);
            acme.otherAuth =
                    Map.of(
                            "custom",
                            Map.of("headers", Map.of("x", "=$number($app.client_secret)")));
            type("");
            IntegratedAccount account = one.integratedAccount(key, "tenant-custom");
            assertThatThrownBy(
                            () ->
                                    one.integration
                                            .tokens()
                                            .fresh(account, acme.plain("acme", null))
                                            .apply(RotateKeysTest.call()))
                    .hasMessageNotContaining("pl4nted");
        } finally {
            handler.flush();
            root.removeHandler(handler);
            root.setLevel(level);
        }
        String everything = everything() + log.toString(StandardCharsets.UTF_8);
        assertThat(everything).contains("connection_failed", "client_secret");
        for (String secret : planted) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(everything)
                    .doesNotContain(secret)
                    .doesNotContain(HexFormat.of().formatHex(bytes))
                    .doesNotContain(Base64.getEncoder().encodeToString(bytes).substring(0, 16));
        }
    }

    private static dev.tributary.http.HttpCall call() {
        return new dev.tributary.http.HttpCall(
                "GET",
                java.net.URI.create("http://127.0.0.1:1/"),
                Map.of(),
                new byte[0],
                Duration.ofSeconds(1),
                1);
    }

    private TestServer.Answer type(String form) {
        String auth = acme.otherAuth.keySet().iterator().next();
        return one.form(one.link(key, "tenant-" + auth, auth), form);
    }

    /** Every row of every table. */
    private static String everything() {
        StringBuilder all = new StringBuilder();
        List<String> tables =
                DB.get()
                        .read(
                                handle ->
                                        handle.select(
                                                        "SELECT c.oid::regclass::text FROM pg_class"
                                                            + " c WHERE c.relkind IN ('r', 'p') AND"
                                                            + " c.relnamespace ="
                                                            + " 'public'::regnamespace AND"
                                                            + " has_table_privilege(c.oid,"
                                                            + " 'SELECT')")
                                                .mapTo(String.class)
                                                .list());
        assertThat(tables).contains("credential", "audit_log", "link_token", "record_event");
        for (String table : tables) {
            String query =
                    "SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM %s t"
                            .formatted(table);
            String rows = DB.get().read(handle -> handle.select(query).mapTo(String.class).one());
            all.append(table).append(' ').append(rows);
        }
        return all.toString();
    }
}
