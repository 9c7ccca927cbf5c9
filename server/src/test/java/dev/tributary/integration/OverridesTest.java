package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.db.TestDatabase;
import dev.tributary.integration.TestServer.Answer;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The override of a provider app, laid over a connector whose addresses lead nowhere. */
class OverridesTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static int count;
    @AutoClose private final StrictOAuth oauth = new StrictOAuth();

    @AutoClose
    private final TestServer server =
            new TestServer(DB.get(), Clock.systemUTC(), new AcmeConnector("http://127.0.0.1:1"));

    private final String key = server.environmentKey("override" + count++);

    private Answer put(Map<String, Object> override) {
        Map<String, Object> app = new HashMap<>();
        app.put("client_id", StrictOAuth.CLIENT_ID);
        app.put("client_secret", StrictOAuth.CLIENT_SECRET);
        app.put("override", override);
        return server.send("PUT", "/provider-apps/acme", key, app);
    }

    private Map<String, Object> elsewhere() {
        return Map.of(
                "http", Map.of("base", oauth.url()),
                "auth",
                        Map.of(
                                "oauth2",
                                Map.of(
                                        "authorize", oauth.url() + "/authorize?prompt=consent",
                                        "token", oauth.url() + "/token")));
    }

    @Test
    void an_override_leads_everything_to_another_server() {
        assertThat(put(elsewhere()).json()).containsEntry("override", elsewhere());
        assertThat(server.connect(key, "tenant-1"))
                .containsEntry("status", "active")
                .containsEntry("variables", Map.of("portal", 4711, "company_id", "c-99"));
    }

    @Test
    void an_override_is_seen_at_once_and_only_in_its_environment() {
        String other = server.environmentKey("other" + count++);
        Answer put = put(Map.of("title", "Acme Test"));
        assertThat(put.text()).doesNotContain("s3cret").contains("Acme Test");
        assertThat(page(key)).contains("Connect Acme Test");
        assertThat(page(other)).contains("Connect Acme<");
        put(Map.of("title", "Acme Again"));
        assertThat(page(key)).contains("Connect Acme Again");
        put(null);
        assertThat(page(key)).contains("Connect Acme Again");
    }

    private String page(String environmentKey) {
        String url = server.link(environmentKey, "tenant-1").text("url");
        return server.send("GET", url, null, null).text();
    }

    @Test
    void every_problem_of_an_override_is_named_and_nothing_is_stored() {
        Answer put =
                put(
                        Map.of(
                                "http", Map.of("base", oauth.url(), "basse", 1),
                                "auth", Map.of("oauth2", Map.of("rotates", "often")),
                                "colour", "blue"));
        assertThat(put.status()).isEqualTo(422);
        assertThat((List<?>) put.json().get("problems")).hasSize(3);
        assertThat(put.text())
                .contains("environment /http/basse", "/auth/oauth2/rotates", "/colour");
        assertThat(server.send("GET", "/provider-apps", key, null).text())
                .contains("\"override\":null");
    }

    @Test
    void an_unknown_provider_is_answered_with_the_known_ones() {
        Answer unknown =
                server.send(
                        "PUT",
                        "/provider-apps/nobody",
                        key,
                        Map.of("client_id", "a", "client_secret", "b"));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("detail")).contains("nobody").contains("acme");
        assertThat(
                        server.send(
                                        "POST",
                                        "/link-tokens",
                                        key,
                                        Map.of("provider", "nobody", "tenant_id", "t"))
                                .status())
                .isEqualTo(404);
    }
}
