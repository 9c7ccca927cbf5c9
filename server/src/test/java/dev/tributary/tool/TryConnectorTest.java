package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class TryConnectorTest {
    @TempDir Path folder;
    private Tool tool;
    private LoopbackProvider provider;

    @BeforeEach
    void aConnector() {
        tool = new Tool(folder);
        tool.run("new", "acme", "--auth", "api_key");
        tool.replace("acme/connector.yaml", "  # get: {", "  get: {");
        provider =
                new LoopbackProvider("authorization", "Bearer s3cret-key")
                        .on(
                                "GET /contacts",
                                """
                                {"data": [{"id": "1", "first_name": "Ada", "owner_id": 7}], "meta": {"next_cursor": "c2"}}
                                """)
                        .on("GET /contacts/1", "{\"id\": \"1\", \"first_name\": \"Ada\"}");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Tool.Ran attempt(String method, String... more) {
        String[] first = {
            "try", "acme", "crm/contacts", method, "--base", provider.url(), "--token", "s3cret-key"
        };
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return tool.run(all);
    }

    @Test
    void a_list_is_printed_as_the_unified_api_answers_it() {
        Tool.Ran ran = attempt("list", "limit=2");
        assertThat(ran.code()).isZero();
        Map<?, ?> answer = Json.read(ran.out(), Map.class);
        assertThat(answer.get("result_count")).isEqualTo(1);
        assertThat(answer.get("next_cursor")).isNotNull();
        Map<?, ?> record = (Map<?, ?>) ((List<?>) answer.get("result")).getFirst();
        assertThat(record.get("first_name")).isEqualTo("Ada");
        assertThat(record.get("owner")).isEqualTo(Map.of("id", "7"));
        assertThat(provider.asked()).containsExactly("GET /contacts?limit=2");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void the_next_page_goes_on_from_the_cursor() {
        String cursor =
                Json.read(attempt("list", "limit=1").out(), Map.class)
                        .get("next_cursor")
                        .toString();
        attempt("list", "limit=1", "next_cursor=" + cursor);
        assertThat(provider.asked()).endsWith("GET /contacts?limit=1&cursor=c2");
    }

    @Test
    void requests_are_shown_without_the_credential() {
        Tool.Ran ran = attempt("get", "id=1", "--show-requests");
        assertThat(ran.out()).contains("\"remote_data\"");
        assertThat(ran.err())
                .contains("→ GET " + provider.url() + "/contacts/1", "authorization: ***", "← 200")
                .doesNotContain("s3cret");
    }

    @Test
    void a_failure_has_its_code_the_providers_words_and_advice() {
        Tool.Ran ran = attempt("get", "id=nobody");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("not_found: Acme answered 404 (not found): nothing here")
                .contains("upstream_status: 404");
    }

    @Test
    void a_wrong_credential_is_told_in_the_providers_words() {
        Tool.Ran ran =
                tool.run(
                        "try",
                        "acme",
                        "crm/contacts",
                        "list",
                        "--base",
                        provider.url(),
                        "--token",
                        "wrong");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("who are you?").doesNotContain("wrong\n");
    }

    @Test
    void a_header_will_do_for_a_credential() {
        Tool.Ran ran =
                tool.run(
                        "try",
                        "acme",
                        "crm/contacts",
                        "list",
                        "--base",
                        provider.url(),
                        "--header",
                        "Authorization: Bearer s3cret-key",
                        "--show-requests");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).doesNotContain("s3cret");
    }

    @Test
    void without_any_credential_nothing_is_sent() {
        Tool.Ran ran = tool.run("try", "acme", "crm/contacts", "list", "--base", provider.url());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("TRIBUTARY_PROVIDER_TOKEN", "--token", "--header");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void a_variable_that_the_base_url_needs_is_asked_for() {
        tool.run("new", "tenant", "--auth", "api_key", "--base", "https://x.example");
        tool.replace("tenant/connector.yaml", "api_key: {header", "api_key: {keep: {}, header");
        tool.run("new", "oauth", "--base", "https://x.example");
        tool.replace("oauth/connector.yaml", "scopes: []", "keep: {host: =host}");
        tool.replace("oauth/connector.yaml", "base: https://x.example", "base: http://{host}");
        Tool.Ran ran = tool.run("try", "oauth", "crm/contacts", "list", "--token", "s3cret-key");
        assertThat(ran.err()).contains("needs {host}: give it with --var host=…");
        String host = provider.url().substring("http://".length());
        assertThat(
                        tool.run(
                                        "try",
                                        "oauth",
                                        "crm/contacts",
                                        "list",
                                        "--token",
                                        "s3cret-key",
                                        "--var",
                                        "host=" + host)
                                .code())
                .isZero();
    }

    @Test
    void what_the_connector_asks_for_after_connecting_is_asked_for_first() {
        tool.run("new", "oauth");
        tool.replace("oauth/connector.yaml", "scopes: []", "keep: {team: {get: /me, pick: =team}}");
        tool.replace("oauth/connector.yaml", "get: /{object}", "get: /teams/{team}/{object}");
        provider.on("GET /me", "{\"team\": \"t-1\"}")
                .on("GET /teams/t-1/contacts", "{\"data\": []}");
        Tool.Ran ran =
                tool.run(
                        "try",
                        "oauth",
                        "crm/contacts",
                        "list",
                        "--base",
                        provider.url(),
                        "--token",
                        "s3cret-key");
        assertThat(ran.err()).isEmpty();
        assertThat(provider.asked()).containsExactly("GET /me", "GET /teams/t-1/contacts?limit=50");
    }

    @Test
    void an_argument_that_is_none_is_refused() {
        assertThat(attempt("list", "limit").err()).contains("'limit' is not name=value");
        assertThat(attempt("list", "body={").code()).isEqualTo(2);
        assertThat(provider.asked()).isEmpty();
    }
}
