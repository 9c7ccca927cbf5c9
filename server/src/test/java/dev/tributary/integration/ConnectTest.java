package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;
import dev.tributary.integration.TestServer.Answer;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

class ConnectTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static int count;
    private final SettableClock clock = SettableClock.at("2017-03-01T00:00:00Z");
    @AutoClose private final StrictOAuth oauth = new StrictOAuth();
    private final AcmeConnector acme = new AcmeConnector(oauth.url());
    @AutoClose private final TestServer server = new TestServer(DB.get(), clock, acme);
    private final String key = server.environmentKey("connect" + count++);

    private String linkUrl() {
        return server.link(key, "tenant-1").text("url");
    }

    private Answer open(String url) {
        return server.send("GET", url, null, null);
    }

    @Test
    void a_customer_connects_by_link_page_consent_and_callback() {
        String url = linkUrl();
        Answer page = open(url);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("<h1>Connect Acme</h1>", "<code>read</code>", "<code>write</code>");
        assertThat(page.raw().headers().firstValue("referrer-policy")).contains("no-referrer");
        Answer done = open(server.throughConsent(url));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("Acme is connected");
        Map<String, Object> account = server.account(key, "tenant-1");
        assertThat(account)
                .containsEntry("provider", "acme")
                .containsEntry("status", "active")
                .containsEntry("status_reason", null)
                .containsEntry("variables", Map.of("portal", 4711, "company_id", "c-99"));
        assertThat(
                        server.send("GET", "/integrated-accounts/" + account.get("id"), key, null)
                                .json())
                .isEqualTo(account);
    }

    @Test
    void the_customer_goes_back_to_where_the_link_says() {
        Answer link =
                server.send(
                        "POST",
                        "/link-tokens",
                        key,
                        Map.of(
                                "provider", "acme",
                                "tenant_id", "tenant-1",
                                "redirect_uri", "https://app.example/done?x=1"));
        assertThat(link.status()).isEqualTo(201);
        assertThat(link.text("expires_at")).isEqualTo("2017-03-01T01:00:00Z");
        Answer done = open(server.throughConsent(link.text("url")));
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.location())
                .isEqualTo(
                        "https://app.example/done?x=1&integrated_account_id="
                                + server.account(key, "tenant-1").get("id"));
    }

    @Test
    void every_way_of_sending_the_client_secret_works() {
        acme.client = "basic";
        acme.pkce = false;
        oauth.basic = true;
        assertThat(server.connect(key, "tenant-basic")).containsEntry("status", "active");
        acme.client = "json";
        oauth.basic = false;
        oauth.json = true;
        assertThat(server.connect(key, "tenant-json")).containsEntry("status", "active");
    }

    @Test
    void connecting_again_keeps_the_id() {
        var first = server.connect(key, "tenant-1");
        var second = server.connect(key, "tenant-1");
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        server.send("DELETE", "/integrated-accounts/" + first.get("id"), key, null);
        assertThat(server.account(key, "tenant-1")).containsEntry("status", "disabled");
        Answer link =
                server.send(
                        "POST",
                        "/link-tokens",
                        key,
                        Map.of(
                                "provider", "acme",
                                "tenant_id", "tenant-1",
                                "integrated_account_id", first.get("id")));
        assertThat(open(server.throughConsent(link.text("url"))).status()).isEqualTo(200);
        assertThat(server.account(key, "tenant-1"))
                .containsEntry("status", "active")
                .containsEntry("id", first.get("id"));
    }

    @Test
    void a_customer_who_says_no_may_start_again() {
        String url = linkUrl();
        String back = server.throughConsent(url);
        String denied =
                back.replaceFirst("code=.*", "error=access_denied&error_description=%3Cb%3Eno");
        Answer page = open(denied);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("access_denied", "&lt;b&gt;no").doesNotContain("<b>no");
        assertThat(server.account(key, "tenant-1"))
                .containsEntry("status", "connecting")
                .hasEntrySatisfying(
                        "status_reason",
                        reason -> assertThat((String) reason).contains("access_denied"));
        assertThat(open(server.throughConsent(url)).status()).isEqualTo(200);
        assertThat(server.account(key, "tenant-1"))
                .containsEntry("status", "active")
                .containsEntry("status_reason", null);
    }

    @Test
    void a_forged_code_leaves_its_reason_with_the_account() {
        String back = server.throughConsent(linkUrl());
        Answer page = open(back.replaceFirst("code=.*", "code=forged"));
        assertThat(page.status()).isEqualTo(502);
        assertThat(page.text()).contains("invalid_grant");
        assertThat((String) server.account(key, "tenant-1").get("status_reason"))
                .contains("invalid_grant");
    }

    @Test
    void what_the_provider_does_not_say_afterwards_leaves_its_reason() {
        oauth.expireAtOnce = true;
        Answer page = open(server.throughConsent(linkUrl()));
        assertThat(page.status()).isEqualTo(502);
        assertThat(server.account(key, "tenant-1")).containsEntry("status", "connecting");
        assertThat((String) server.account(key, "tenant-1").get("status_reason"))
                .contains("rejects the token that it issued");
    }

    @Test
    void a_provider_that_is_busy_right_after_consent_is_asked_again() {
        oauth.busy.set(1);
        assertThat(open(server.throughConsent(linkUrl())).status()).isEqualTo(200);
        assertThat(server.account(key, "tenant-1")).containsEntry("status", "active");
    }

    @Test
    void a_failed_attempt_does_not_stop_an_account_that_works() {
        server.connect(key, "tenant-1");
        String back = server.throughConsent(linkUrl());
        open(back.replaceFirst("code=.*", "code=forged"));
        assertThat(server.account(key, "tenant-1")).containsEntry("status", "active");
    }

    @Test
    void a_customer_types_an_api_key_in_where_there_is_no_consent_page() {
        acme.otherAuth = Map.of("api_key", Map.of("query", "key", "prefix", "k-"));
        String url = linkUrl();
        assertThat(open(url).text()).contains("<input name=\"api_key\" type=\"password\"");
        assertThat(server.form(url, "api_key=").status()).isEqualTo(400);
        assertThat(server.form(url, "api_key=a%20b").status()).isEqualTo(200);
        assertThat(server.form(url, "api_key=c").status()).isEqualTo(410);
        assertThat(server.account(key, "tenant-1")).containsEntry("status", "active");
        assertThat(authorization().query()).containsExactly(Map.entry("key", "k-a b"));
    }

    @Test
    void a_customer_types_a_user_name_and_password_in_where_the_provider_wants_them() {
        acme.otherAuth = Map.of("basic", Map.of());
        String url = linkUrl();
        assertThat(open(url).text()).contains("name=\"username\" type=\"text\"");
        assertThat(server.form(url, "username=ann&password=b").status()).isEqualTo(200);
        assertThat(authorization().headers())
                .containsExactly(Map.entry("authorization", "Basic YW5uOmI="));
        assertThat(authorization()).asString().doesNotContain("YW5uOmI");
    }

    private Authorization authorization() {
        String id = (String) server.account(key, "tenant-1").get("id");
        var account = server.integration.integratedAccounts().require(environmentOf(id), id);
        return server.integration.tokens().fresh(account, acme.plain("acme", null));
    }

    private static String environmentOf(String id) {
        return DB.get()
                .read(
                        handle ->
                                handle.createQuery(
                                                "SELECT environment_id FROM integrated_account"
                                                        + " WHERE id = :id")
                                        .bind("id", id)
                                        .mapTo(String.class)
                                        .one());
    }

    @Test
    void nothing_of_one_environment_is_seen_in_another() {
        var account = server.connect(key, "tenant-1");
        String other = server.environmentKey("other" + count++);
        assertThat(
                        server.send("GET", "/integrated-accounts/" + account.get("id"), other, null)
                                .status())
                .isEqualTo(404);
        assertThat(server.send("GET", "/integrated-accounts", other, null).json())
                .containsEntry("result", List.of());
    }

    @Test
    void webhooks_find_accounts_by_what_the_provider_calls_them() {
        var account = server.connect(key, "tenant-1");
        var accounts = server.integration.integratedAccounts();
        String env = environmentOf((String) account.get("id"));
        for (var known : Map.of("portal", "4711", "company_id", "c-99").entrySet()) {
            assertThat(accounts.findByVariable(env, "acme", known.getKey(), known.getValue()))
                    .extracting(IntegratedAccount::id)
                    .containsExactly((String) account.get("id"));
        }
        assertThat(accounts.findByVariable(env, "acme", "portal", "4712")).isEmpty();
        assertThat(accounts.findByVariable("env_other", "acme", "portal", "4711")).isEmpty();
    }

    @Test
    void no_secret_lies_in_the_database_in_the_clear() {
        server.connect(key, "tenant-1");
        String select = "SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM %s t";
        StringBuilder everything = new StringBuilder();
        for (String table :
                List.of("credential", "provider_app", "api_key", "link_token", "audit_log")) {
            String query = select.formatted(table);
            String rows = DB.get().read(db -> db.select(query).mapTo(String.class).one());
            everything.append(rows);
        }
        assertThat(everything.toString()).contains("client_secret", "secret_hash");
        for (String secret : List.of("at-", "rt-", StrictOAuth.CLIENT_SECRET, "trb_l")) {
            String hex = java.util.HexFormat.of().formatHex(secret.getBytes());
            assertThat(everything.toString()).doesNotContain(secret).doesNotContain("x" + hex);
        }
    }
}
