package dev.tributary.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each thing that an override may change, as the provider and the caller see it. */
class WhatCanBeOverriddenTest {
    private static final Map<String, Object> BYRON = Map.of("number", 7, "last", "Byron", "x", "Y");
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();
    private final Overridden over = new Overridden(LIVE);

    @BeforeEach
    void contacts() {
        LIVE.acme()
                .on("GET /contacts/7", asked -> Acme.ok(BYRON))
                .on("GET /contacts", asked -> Acme.ok(Map.of("data", List.of(BYRON))))
                .on("POST /contacts", asked -> Acme.ok(BYRON))
                .on("PATCH /contacts/7", asked -> Acme.ok(BYRON));
    }

    private void lay(Map<String, ?> document) {
        Answer put = over.put(document);
        assertThat(put.status()).as(put.text()).isEqualTo(200);
    }

    private Answer list(String query) {
        Answer answer = LIVE.unified("GET", "crm/contacts" + query, null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    @Test
    void a_query_of_one_method() {
        lay(Overridden.contacts(Map.of("list", Map.of("query", Map.of("archived", "=\"no\"")))));
        list("");
        assertThat(LIVE.acme().lines().getLast()).contains("archived=no").contains("limit=");
        over.contact("7");
        assertThat(LIVE.acme().lines().getLast()).isEqualTo("GET /contacts/7");
    }

    @Test
    void a_body() {
        lay(
                Map.of(
                        "methods",
                        Map.of(
                                "create",
                                Map.of("body", "=$merge([$body, {\"source\": \"us\"}])"))));
        LIVE.unified("POST", "crm/contacts", Map.of("last_name", "Byron"));
        assertThat(
                        LIVE.acme().asked().stream()
                                .filter(asked -> asked.method().equals("POST"))
                                .map(Acme.Asked::json))
                .containsExactly(Map.of("last", "Byron", "source", "us"));
    }

    @Test
    void headers_of_everything_and_of_one_method() {
        lay(
                Map.of(
                        "http",
                        Map.of("headers", Map.of("x-tenant", "blue")),
                        "crm",
                        Map.of(
                                "contacts",
                                Map.of("get", Map.of("headers", Map.of("x-depth", "=\"2\""))))));
        over.contact("7");
        assertThat(LIVE.acme().last().headers())
                .containsEntry("x-tenant", "blue")
                .containsEntry("x-depth", "2");
        list("");
        assertThat(LIVE.acme().last().headers())
                .containsEntry("x-tenant", "blue")
                .doesNotContainKey("x-depth");
    }

    @Test
    void how_answers_are_mapped() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("title", "x");
        fields.put("first_name", null);
        lay(
                Overridden.contacts(
                        Map.of("fields", fields, "read", "{\"department\": \"D of \" & x}")));
        assertThat(over.contact("7"))
                .containsEntry("title", "Y")
                .containsEntry("department", "D of Y")
                .containsEntry("last_name", "Byron")
                .doesNotContainKey("first_name");
    }

    @Test
    void which_version_of_whose_override_made_a_field_is_explained() {
        lay(Overridden.read("{\"title\": \"first\"}"));
        lay(Overridden.read("{\"title\": x}"));
        Answer explained = LIVE.unified("GET", "crm/contacts/7?explain=true", null);
        Map<?, ?> explain = (Map<?, ?>) explained.json().get("_explain");
        Map<?, ?> title = (Map<?, ?>) ((Map<?, ?>) explain.get("fields")).get("title");
        assertThat(title.get("layer")).isEqualTo("account");
        assertThat(title.get("version")).isEqualTo("2");
        assertThat(title.get("place")).isEqualTo("/crm/contacts/read");
    }

    @Test
    void how_failures_are_recognised() {
        LIVE.acme()
                .on(
                        "GET /contacts/7",
                        asked ->
                                Acme.json(
                                        400,
                                        Map.of("ok", false, "reason", "GONE", "why", "merged")));
        assertThat(LIVE.unified("GET", "crm/contacts/7", null).status()).isEqualTo(422);
        lay(
                Map.of(
                        "errors",
                        List.of(
                                Map.of(
                                        "when",
                                        "=body.reason = \"GONE\"",
                                        "is",
                                        "not_found",
                                        "message",
                                        "=body.why"))));
        Answer gone = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(gone.status()).as(gone.text()).isEqualTo(404);
        assertThat(gone.text()).contains("merged");
    }

    @Test
    void which_call_a_method_makes() {
        LIVE.acme()
                .on("POST /lookup", asked -> Acme.ok(Map.of("hits", List.of(Map.of("number", 8)))));
        Map<String, Object> get = new HashMap<>();
        get.put("get", null);
        get.put("post", "/lookup");
        get.put("body", Map.of("key", "=$id"));
        get.put("items", "=hits[0]");
        lay(Overridden.contacts(Map.of("get", get)));
        assertThat(over.contact("8")).containsEntry("id", "8");
        assertThat(LIVE.acme().last().line()).isEqualTo("POST /lookup");
        assertThat(LIVE.acme().last().json()).isEqualTo(Map.of("key", "8"));
    }

    @Test
    void a_method_that_there_was_not_and_one_that_there_was() {
        Map<String, Object> changes = new HashMap<>();
        changes.put("delete", null);
        changes.put(
                "actions", Map.of("wave", Map.of("post", "/contacts/{id}/wave", "body", "=$body")));
        lay(Overridden.contacts(changes));
        LIVE.acme().on("POST /contacts/7/wave", asked -> Acme.ok(Map.of("waved", true)));
        Answer waved = LIVE.unified("POST", "crm/contacts/7:wave", Map.of("hand", "left"));
        assertThat(waved.json()).containsEntry("result", Map.of("waved", true));
        assertThat(LIVE.unified("DELETE", "crm/contacts/7", null).status()).isEqualTo(501);
    }

    @Test
    void how_pages_follow_each_other() {
        LIVE.acme()
                .on(
                        "GET /contacts",
                        asked -> {
                            int page = Integer.parseInt(asked.parameter("p"));
                            List<Object> rows = new ArrayList<>();
                            for (int i = 0; page < 2 && i < 2; i++) {
                                rows.add(Map.of("number", page * 10 + i));
                            }
                            return Acme.ok(Map.of("data", rows));
                        });
        Map<String, Object> paging = new HashMap<>();
        paging.put("replace", true);
        paging.put("page", Map.of("send", "p", "first", 0, "size", "n", "max", 2));
        lay(Map.of("methods", Map.of("list", Map.of("paging", paging))));
        List<Object> ids = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = list("?limit=2" + cursor);
            Overridden.result(page).forEach(each -> ids.add(each.get("id")));
            Object next = page.json().get("next_cursor");
            cursor = next == null ? "" : "&next_cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(ids).containsExactly("0", "1", "10", "11");
        assertThat(LIVE.acme().lines()).contains("GET /contacts?n=2&p=0", "GET /contacts?n=2&p=1");
    }

    @Test
    void no_other_account_of_the_environment_is_touched() {
        String beside = LIVE.server().connect(LIVE.key(), "beside-" + LIVE.account());
        LIVE.clock.advance(java.time.Duration.ofMinutes(1));
        String path = "/unified/crm/contacts/7?integrated_account_id=" + beside;
        byte[] before = LIVE.server().send("GET", path, LIVE.key(), null).raw().body();
        lay(Overridden.read("{\"department\": \"mine\"}"));
        byte[] after = LIVE.server().send("GET", path, LIVE.key(), null).raw().body();
        assertThat(after).isEqualTo(before);
        String version = "/integrated-accounts/%s/capabilities";
        Object theirs = over.send("GET", version.formatted(beside), null).json().get("version");
        Object plain =
                over.send("GET", "/connectors/acme/capabilities", null).json().get("version");
        Object mine =
                over.send("GET", version.formatted(LIVE.account()), null).json().get("version");
        assertThat(theirs).isEqualTo(plain).isNotEqualTo(mine);
    }
}
