package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What becomes of an integrated account can be followed, and what to do about it is said. */
class AccountEventsTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static final String TENANT = "tenant-1";
    private static int count;
    private final SettableClock clock = SettableClock.at(Instant.now().toString());
    @AutoClose private final StrictOAuth oauth = new StrictOAuth();
    private final AcmeConnector acme = new AcmeConnector(oauth.url());
    @AutoClose private final TestServer server = new TestServer(DB.get(), clock, acme);
    private final String key = server.environmentKey("events" + count++);

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> events(long after) {
        var answer = server.send("GET", "/integrated-account-events?after=" + after, key, null);
        return (List<Map<String, Object>>) answer.json().get("result");
    }

    private List<String> types(long after) {
        return events(after).stream()
                .map(event -> event.get("type").toString().replace("integrated_account:", ""))
                .toList();
    }

    private Failure failure(IntegratedAccount account) {
        return catchThrowableOfType(Failure.class, () -> server.ask(account));
    }

    @Test
    void every_turn_in_an_accounts_life_is_an_event_with_a_number() {
        Map<String, Object> made = server.connect(key, TENANT);
        assertThat(types(0)).containsExactly("created", "active");
        oauth.revokeAll();
        clock.advance(Duration.ofHours(1));
        Failure refused = failure(server.integratedAccount(key, TENANT));
        assertThat(refused.code()).isEqualTo(Code.NEEDS_REAUTH);
        assertThat(refused.detail())
                .containsEntry(
                        "reconnect",
                        Map.of(
                                "post",
                                "/link-tokens",
                                "body",
                                Map.of(
                                        "provider",
                                        "acme",
                                        "tenant_id",
                                        TENANT,
                                        "integrated_account_id",
                                        made.get("id"),
                                        "auth",
                                        "oauth2")));
        assertThat(types(2)).containsExactly("needs_reauth");
        assertThat(events(2).getFirst().get("reason").toString()).contains("invalid_grant");
        // The link that the answer describes brings the same account back.
        @SuppressWarnings("unchecked")
        Map<String, Object> reconnect = (Map<String, Object>) refused.detail().get("reconnect");
        var link = server.send("POST", (String) reconnect.get("post"), key, reconnect.get("body"));
        server.send("GET", server.throughConsent(link.text("url")), null, null);
        server.send("DELETE", "/integrated-accounts/" + made.get("id"), key, null);
        server.send("DELETE", "/integrated-accounts/" + made.get("id"), key, null);
        String back = server.throughConsent(server.link(key, TENANT).text("url"));
        server.send("GET", back.replaceFirst("code=.*", "code=forged"), null, null);
        assertThat(types(3)).containsExactly("active", "disabled", "connection_failed");
        assertThat(events(0))
                .extracting(event -> ((Number) event.get("sequence")).intValue())
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(events(0)).extracting("integrated_account_id").containsOnly(made.get("id"));
        assertThat(server.metrics.total("integrated_account_events")).isEqualTo(6);
        String other = server.environmentKey("other" + count++);
        assertThat(server.send("GET", "/integrated-account-events", other, null).json())
                .containsEntry("result", List.of());
    }

    @Test
    void accounts_that_change_at_the_same_time_get_dense_numbers() throws Exception {
        List<String> tenants = IntStream.range(0, 24).mapToObj(i -> "t-" + i).toList();
        List<String> left = new ArrayList<>(tenants);
        acme.otherAuth = Map.of("api_key", Map.of("header", "x-key"));
        TwoServers.together(
                tenants.size(),
                () -> {
                    String tenant;
                    synchronized (left) {
                        tenant = left.removeLast();
                    }
                    String url = server.link(key, tenant).text("url");
                    return server.form(url, "api_key=k").status();
                });
        assertThat(events(0))
                .extracting(event -> ((Number) event.get("sequence")).intValue())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 48).boxed().toList());
    }

    @Test
    void a_call_for_which_a_scope_is_missing_names_it_and_says_so_once() throws Exception {
        try (Door door =
                new Door(
                        asked ->
                                Door.Said.json(
                                        asked.path().equals("/me") ? 200 : 403,
                                        Map.of("id", 1, "required", List.of("deals.read"))))) {
            acme.otherAuth =
                    Map.of(
                            "api_key",
                            Map.of(
                                    "header", "x-key",
                                    "base", door.url(),
                                    "keep", Map.of("id", Map.of("get", "/me", "pick", "=id"))));
            acme.more =
                    Map.of(
                            "errors",
                            List.of(
                                    Map.of(
                                            "when", "=status = 403",
                                            "is", "scope",
                                            "fields", "=body.required")));
            server.form(server.link(key, TENANT).text("url"), "api_key=k");
            acme.otherAuth =
                    Map.of(
                            "api_key",
                            Map.of(
                                    "header", "x-key",
                                    "base", door.url(),
                                    "keep", Map.of("id", Map.of("get", "/deals", "pick", "=id"))));
            for (int i = 0; i < 3; i++) {
                Failure refused = failure(server.integratedAccount(key, TENANT));
                assertThat(refused.code()).isEqualTo(Code.MISSING_SCOPE);
                assertThat(refused.detail()).containsEntry("missing_scopes", List.of("deals.read"));
            }
            assertThat(types(0)).containsExactly("created", "active", "missing_scope");
            assertThat(events(2).getFirst())
                    .containsEntry("detail", Map.of("scopes", List.of("deals.read")));
        }
    }

    @Test
    void a_scope_that_the_customer_did_not_grant_is_told_when_connecting() {
        oauth.granted = "read";
        server.connect(key, TENANT);
        assertThat(server.account(key, TENANT)).containsEntry("status", "active");
        assertThat(types(0)).containsExactly("created", "missing_scope", "active");
        assertThat(events(1).getFirst())
                .containsEntry("detail", Map.of("scopes", List.of("write")));
    }

    @Test
    void bulk_work_gets_a_token_that_outlives_it_if_there_can_be_one() {
        server.connect(key, TENANT);
        IntegratedAccount account = server.integratedAccount(key, TENANT);
        var tokens = server.integration.tokens();
        var connector = acme.plain("acme", null);
        clock.advance(Duration.ofMinutes(5));
        tokens.outliving(account, connector, Duration.ofMinutes(3));
        assertThat(oauth.refreshes()).as("five minutes are left").isZero();
        tokens.outliving(account, connector, Duration.ofMinutes(8));
        assertThat(oauth.refreshes()).isEqualTo(1);
        tokens.outliving(account, connector, Duration.ofHours(8));
        assertThat(oauth.refreshes()).as("there can be no better one").isEqualTo(1);
    }
}
