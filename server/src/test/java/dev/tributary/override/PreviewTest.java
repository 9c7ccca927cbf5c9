package dev.tributary.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** POST /overrides/{provider}:preview: what a document would change, and nothing is changed. */
class PreviewTest {
    private static final Map<String, Object> RECORD =
            Map.of("number", 7, "last", "Byron", "nick", "B.", "job", Map.of("title", "Poet"));
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();
    private final Overridden over = new Overridden(LIVE);

    @BeforeEach
    void aContact() {
        LIVE.acme().on("GET /contacts/7", asked -> Acme.ok(RECORD));
    }

    private Answer preview(Map<String, ?> document, Map<String, ?> what) {
        Map<String, Object> body = new HashMap<>(what);
        body.put("document", document);
        body.put("model", "crm");
        body.put("resource", "contacts");
        Answer answer =
                over.send(
                        "POST",
                        "/overrides/acme:preview?integrated_account_id=" + LIVE.account(),
                        body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> changes(Answer answer) {
        return (List<Map<String, Object>>) answer.json().get("changes");
    }

    private static Map<String, Object> change(
            String pointer, String kind, Object before, Object after) {
        Map<String, Object> change = new HashMap<>();
        change.put("pointer", pointer);
        change.put("kind", kind);
        change.put("before", before);
        change.put("after", after);
        return change;
    }

    private static Map<String, Object> otherTitle() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("title", "nick");
        fields.put("first_name", null);
        fields.put("department", "last");
        return Overridden.contacts(Map.of("fields", fields));
    }

    private void isAsBefore() {
        assertThat(over.contact("7")).containsEntry("title", "Poet");
        assertThat(over.send("GET", over.account(), null).status()).isEqualTo(404);
    }

    @Test
    void a_pasted_record_is_mapped_both_ways() {
        Answer answer = preview(otherTitle(), Map.of("record", RECORD));
        assertThat(changes(answer))
                .containsExactlyInAnyOrder(
                        change("/title", "changed", "Poet", "B."),
                        change("/first_name", "removed", null, null),
                        change("/department", "added", null, "Byron"));
        assertThat(LIVE.acme().lines()).isEmpty();
        isAsBefore();
    }

    @Test
    void a_live_record_is_fetched_as_either_connector_fetches_it() {
        LIVE.acme()
                .on(
                        "GET /people/7",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "number",
                                                7,
                                                "last",
                                                "Byron-" + asked.parameter("v"))));
        Answer answer =
                preview(
                        Overridden.contacts(
                                Map.of(
                                        "get",
                                        Map.of("get", "/people/{id}", "query", Map.of("v", "2")))),
                        Map.of("id", "7"));
        assertThat(changes(answer))
                .contains(change("/last_name", "changed", "Byron", "Byron-2"))
                .contains(change("/title", "changed", "Poet", null));
        isAsBefore();
    }

    @Test
    void a_pasted_body_is_shown_as_the_request_that_it_would_be() {
        Map<String, Object> body = Map.of("last_name", "Noel", "title", "Lord");
        Answer created = preview(otherTitle(), Map.of("body", body));
        assertThat(changes(created))
                .containsExactlyInAnyOrder(
                        change("/0/body/nick", "added", null, "Lord"),
                        change("/0/body/job", "removed", Map.of("title", "Lord"), null));
        Answer updated =
                preview(
                        Overridden.contacts(Map.of("update", Map.of("patch", "/people/{id}"))),
                        Map.of("body", body, "id", "7"));
        assertThat(changes(updated))
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each)
                                        .containsEntry("pointer", "/0/url")
                                        .containsEntry(
                                                "after", LIVE.acme().url() + "/v1/people/7"));
        assertThat(LIVE.acme().lines()).isEmpty();
        isAsBefore();
    }

    @Test
    void an_expression_that_fails_for_this_record_is_said_beside_what_there_is_now() {
        Answer answer =
                preview(
                        Overridden.read("{\"title\": $number(last) & \"\"}"),
                        Map.of("record", RECORD));
        assertThat(answer.json()).containsEntry("after", null);
        assertThat(answer.json().get("after_failure").toString()).contains("mapping_failed");
        assertThat((Map<?, ?>) answer.json().get("before")).isNotEmpty();
        isAsBefore();
    }

    @Test
    void without_a_document_it_shows_what_taking_the_override_away_would_do() {
        over.put(otherTitle());
        Map<String, Object> body = Map.of("model", "crm", "resource", "contacts", "record", RECORD);
        Answer answer =
                over.send(
                        "POST",
                        "/overrides/acme:preview?integrated_account_id=" + LIVE.account(),
                        body);
        assertThat(changes(answer)).contains(change("/title", "changed", "B.", "Poet"));
    }

    @Test
    void an_environment_s_and_the_platform_s_are_tried_with_one_of_the_accounts() {
        over.put(Overridden.read("{\"department\": \"account\"}"));
        Map<String, Object> body = new HashMap<>();
        body.put(
                "document",
                dev.tributary.call.LiveServer.at(
                        LIVE.acme(), Overridden.read("{\"title\": \"e\", \"department\": \"e\"}")));
        body.put("model", "crm");
        body.put("resource", "contacts");
        body.put("record", RECORD);
        assertThat(over.send("POST", "/overrides/acme:preview", body).status()).isEqualTo(400);
        body.put("integrated_account_id", LIVE.account());
        Answer environment = over.send("POST", "/overrides/acme:preview", body);
        assertThat(changes(environment)).containsExactly(change("/title", "changed", "Poet", "e"));
        Answer platform = LIVE.server().asAdmin("POST", "/platform/overrides/acme:preview", body);
        assertThat(changes(platform)).containsExactly(change("/title", "changed", "Poet", "e"));
    }

    @Test
    void a_document_with_problems_is_refused_with_all_of_them() {
        Answer refused =
                over.send(
                        "POST",
                        "/overrides/acme:preview?integrated_account_id=" + LIVE.account(),
                        Map.of(
                                "document",
                                Map.of("colour", "blue", "shape", "round"),
                                "model",
                                "crm",
                                "resource",
                                "contacts",
                                "id",
                                "7"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(Overridden.problems(refused)).hasSize(2);
    }
}
