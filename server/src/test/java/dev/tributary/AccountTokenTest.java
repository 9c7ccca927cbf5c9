package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.LiveApp.Answer;
import dev.tributary.call.Acme;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code POST /account-tokens}, and what a browser can do with one. */
class AccountTokenTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    /** The paths that such tokens open. */
    private static final List<String> TAKEN =
            List.of(
                    "/unified/.*",
                    "/batch",
                    "/proxy/.*",
                    "/integrated-accounts/\\{id}/capabilities");

    private static LiveApp app;
    private static Tenant a;
    private static String another;

    @BeforeAll
    static void two_accounts_in_one_environment() throws Exception {
        app = new LiveApp(DB);
        app.acme.on("GET /contacts", asked -> Acme.ok(Map.of("data", List.of())));
        a = Tenant.planted(app, DB.get(), "egret");
        another = a.connected("another tenant");
        a.connected("tenant of egret"); // Acme believes the token alone that it gave last
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static Answer make(Object... more) {
        Map<String, Object> body =
                new java.util.HashMap<>(Map.of("integrated_account_id", a.account));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return app.send("POST", "/account-tokens", a.key, body);
    }

    private static Answer contacts(String token, String account, String... headers) {
        String path = "/unified/crm/contacts?integrated_account_id=" + account;
        return app.send("GET", path, token, null, headers);
    }

    @Test
    void a_token_reads_its_account_and_no_other() {
        Answer made = make();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.member("token")).startsWith("trb_acct_");
        assertThat(made.json().get("scopes")).isEqualTo(List.of("unified:read"));
        String token = made.member("token");
        assertThat(contacts(token, a.account).status()).isEqualTo(200);
        assertThat(contacts(a.key, another).text()).contains("Acme");
        assertThat(contacts(token, another).status()).isEqualTo(403);
        String twice = a.account + "&integrated_account_id=" + another;
        assertThat(contacts(token, twice).status()).isEqualTo(403);
        assertThat(app.send("GET", "/unified/crm/contacts", token, null).status()).isEqualTo(403);
        String own = "/integrated-accounts/" + a.account + "/capabilities";
        assertThat(app.send("GET", own, token, null).status()).isEqualTo(200);
        String other = "/integrated-accounts/" + another + "/capabilities";
        assertThat(app.send("GET", other, token, null).status()).isEqualTo(403);
    }

    @Test
    void a_token_does_what_its_scopes_say() {
        String reads = make().member("token");
        String path = "?integrated_account_id=" + a.account;
        Map<String, String> body = Map.of("last_name", "x");
        assertThat(app.send("POST", "/unified/crm/contacts" + path, reads, body).text())
                .contains("this token for integrated account " + a.account)
                .contains("lacks the scope unified; make one that has it")
                .doesNotContain("API key key_", "API key ia_");
        String proxied = "/proxy/" + a.account + "/contacts";
        assertThat(app.send("GET", proxied, reads, null).status()).isEqualTo(403);
        String all = make("scopes", List.of("unified", "proxy")).member("token");
        assertThat(app.send("POST", "/unified/crm/contacts" + path, all, body).text())
                .contains("Acme answered 404");
        assertThat(app.send("GET", proxied, all, null).status()).isEqualTo(200);
        String others = "/proxy/" + another + "/contacts";
        assertThat(app.send("GET", others, all, null).status()).isEqualTo(403);
    }

    @Test
    void requests_in_a_batch_are_asked_one_by_one() {
        String token = make().member("token");
        Map<String, Object> batch =
                Map.of("requests", List.of(inside("mine", a.account), inside("other", another)));
        String answer = app.send("POST", "/batch", token, batch).text();
        assertThat(answer).contains("\"id\":\"mine\",\"outcome\":\"done\",\"status\":200");
        assertThat(answer).contains("\"id\":\"other\",\"outcome\":\"failed\",\"status\":403");
    }

    private static Map<String, Object> inside(String id, String account) {
        return Map.of(
                "id",
                id,
                "method",
                "GET",
                "path",
                "/unified/crm/contacts",
                "query",
                Map.of("integrated_account_id", account));
    }

    @Test
    void no_other_operation_of_the_api_is_open_to_it() {
        String token = make("scopes", List.of("unified", "proxy")).member("token");
        List<String> open = new ArrayList<>();
        for (Operation operation : app.operations()) {
            if (operation.open()) {
                continue;
            }
            Operation.Filled own = operation.filled(a);
            boolean said = operation.tree().get("security").toString().contains("{account_token=");
            if (said == TAKEN.stream().noneMatch(operation.path()::matches)) {
                open.add(operation + (said ? " says" : " does not say") + " that it is open");
            }
            int status = app.send(operation.method(), own.path(), token, own.body()).status();
            boolean names = own.path().contains(a.account);
            if (status != 403 && !names && !operation.path().equals("/batch")) {
                open.add(operation + " answered " + status);
            }
            String others = own.path().replace(a.account, another);
            if (names && app.send(operation.method(), others, token, own.body()).status() != 403) {
                open.add(operation + " of another account");
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void a_token_ends_with_its_time_and_with_its_key() {
        Map<String, Object> maker =
                Map.of("name", "maker", "scopes", List.of("account_tokens", "unified"));
        String path = "/environments/" + a.environment + "/api-keys";
        Answer key = app.send("POST", path, LiveApp.ADMIN, maker);
        Answer made =
                app.send(
                        "POST",
                        "/account-tokens",
                        key.member("key"),
                        Map.of("integrated_account_id", a.account, "expires_in", 3600));
        String token = made.member("token");
        assertThat(contacts(token, a.account).status()).isEqualTo(200);
        app.send("DELETE", path + "/" + key.member("id"), LiveApp.ADMIN, null);
        assertThat(contacts(token, a.account).text()).contains("is revoked");
        assertThat(make("expires_in", 3601).status()).isEqualTo(400);
        assertThat(make("expires_in", 59).status()).isEqualTo(400);
    }

    @Test
    void only_a_key_with_the_scopes_makes_one() {
        String reader = a.key("unified:read");
        Map<String, Object> body = Map.of("integrated_account_id", a.account);
        assertThat(app.send("POST", "/account-tokens", reader, body).status()).isEqualTo(403);
        String maker = a.key("account_tokens");
        Answer more = app.send("POST", "/account-tokens", maker, body);
        assertThat(more.text()).contains("lacks the scope unified:read");
        assertThat(make("scopes", List.of("admin")).status()).isEqualTo(400);
        assertThat(make("integrated_account_id", "ia_none").status()).isEqualTo(404);
        String token = make().member("token");
        assertThat(app.send("POST", "/account-tokens", token, body).status()).isEqualTo(403);
    }

    @Test
    void a_token_that_was_changed_or_made_up_is_none() {
        String token = make().member("token");
        char[] changed = token.toCharArray();
        changed[60] = changed[60] == 'A' ? 'B' : 'A';
        assertThat(contacts(new String(changed), a.account).status()).isEqualTo(401);
        assertThat(contacts("trb_acct_x", a.account).status()).isEqualTo(401);
        assertThat(contacts("trb_acct_*", a.account).status()).isEqualTo(401);
    }

    @Test
    void pages_of_configured_origins_may_use_it_and_no_others() {
        String token = make().member("token");
        Answer seen = contacts(token, a.account, "origin", LiveApp.PAGE);
        assertThat(seen.header("access-control-allow-origin")).isEqualTo(LiveApp.PAGE);
        assertThat(seen.header("vary")).isEqualTo("Origin");
        Answer expired = contacts("trb_acct_x", a.account, "origin", LiveApp.PAGE);
        assertThat(expired.header("access-control-allow-origin")).isEqualTo(LiveApp.PAGE);
        Answer unseen = contacts(token, a.account, "origin", "https://evil.example");
        assertThat(unseen.header("access-control-allow-origin")).isEmpty();
        Answer keys = app.send("GET", "/audit-log", a.key, null, "origin", LiveApp.PAGE);
        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    void what_a_provider_says_of_pages_is_not_said_of_ours() {
        app.acme.on(
                "GET /open",
                asked ->
                        Acme.ok(Map.of())
                                .with("access-control-allow-origin", "https://provider.example")
                                .with("vary", "Accept"));
        String token = make("scopes", List.of("proxy")).member("token");
        String path = "/proxy/" + a.account + "/open";
        Answer answer = app.send("GET", path, token, null, "origin", LiveApp.PAGE);
        assertThat(answer.raw().headers().allValues("access-control-allow-origin"))
                .containsExactly(LiveApp.PAGE);
        assertThat(String.join(", ", answer.raw().headers().allValues("vary")))
                .contains("Accept", "Origin");
    }

    @Test
    void a_browser_that_asks_before_is_told_about_the_routes_for_tokens_alone() {
        Answer may = before("/unified/crm/contacts/1", "PATCH", LiveApp.PAGE);
        assertThat(may.status()).isEqualTo(204);
        assertThat(may.header("access-control-allow-origin")).isEqualTo(LiveApp.PAGE);
        assertThat(may.header("access-control-allow-methods")).isEqualTo("PATCH");
        assertThat(may.header("access-control-allow-headers")).contains("authorization");
        assertThat(before("/audit-log", "GET", LiveApp.PAGE).status()).isEqualTo(405);
        assertThat(before("/proxy/ia_1/x", "GET", "https://evil.example").status()).isEqualTo(401);
        assertThat(before("/unified/crm/contacts", "GET", "https://evil.example").status())
                .isEqualTo(405);
    }

    private static Answer before(String path, String method, String origin) {
        return app.send(
                "OPTIONS",
                path,
                "",
                null,
                "origin",
                origin,
                "access-control-request-method",
                method);
    }
}
