package dev.tributary.unified;

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

/** {@code POST, PATCH and DELETE /unified/{model}/{resource}[/{id}]}. */
class UnifiedWriteTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final Map<String, Object> ADA =
            Map.of("number", 7, "first", "Ada", "last", "Lovelace");

    @BeforeEach
    void desks() {
        LIVE.acme()
                .on("POST /contacts", asked -> Acme.json(201, Map.of("number", 7)))
                .on("GET /contacts/7", asked -> Acme.ok(ADA))
                .on("PATCH /contacts/7", asked -> Acme.ok(Map.of()))
                .on(
                        "DELETE /contacts/7",
                        asked -> new Acme.Reply.Whole(204, Map.of(), new byte[0]));
    }

    /** What the write sent upstream. */
    private static Object sent() {
        return LIVE.acme().asked().stream()
                .filter(asked -> asked.body().length > 0)
                .findFirst()
                .orElseThrow()
                .json();
    }

    @Test
    void a_create_sends_the_provider_s_fields_and_answers_the_record_as_it_stands() {
        Answer created =
                LIVE.unified(
                        "POST",
                        "crm/contacts",
                        Map.of(
                                "first_name", "Ada",
                                "title", "Countess",
                                "email_addresses", List.of(Map.of("email", "ada@example.com"))));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json()).containsEntry("id", "7").containsEntry("last_name", "Lovelace");
        assertThat(sent())
                .isEqualTo(
                        Map.of(
                                "first", "Ada",
                                "job", Map.of("title", "Countess"),
                                "email", "ada@example.com"));
        assertThat(LIVE.acme().lines()).containsExactly("POST /contacts", "GET /contacts/7");
    }

    @Test
    void an_update_sends_only_what_is_given_and_null_clears() {
        Map<String, Object> change = new HashMap<>();
        change.put("last_name", null);
        Answer updated = LIVE.unified("PATCH", "crm/contacts/7", change);
        assertThat(updated.status()).as(updated.text()).isEqualTo(200);
        Map<String, Object> expected = new HashMap<>();
        expected.put("last", null);
        assertThat(sent()).isEqualTo(expected);
        assertThat(updated.json()).containsEntry("first_name", "Ada");
    }

    @Test
    void a_delete_answers_the_id() {
        Answer deleted = LIVE.unified("DELETE", "crm/contacts/7", null);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json()).isEqualTo(Map.of("id", "7"));
        assertThat(LIVE.acme().lines()).containsExactly("DELETE /contacts/7");
    }

    @Test
    void remote_data_is_merged_last() {
        LIVE.unified(
                "POST",
                "crm/contacts",
                Map.of(
                        "first_name", "Ada",
                        "title", "Countess",
                        "remote_data",
                                Map.of(
                                        "first",
                                        "Augusta",
                                        "job",
                                        Map.of("grade", 3),
                                        "vip",
                                        true)));
        assertThat(sent())
                .isEqualTo(
                        Map.of(
                                "first",
                                "Augusta",
                                "job",
                                Map.of("title", "Countess", "grade", 3),
                                "vip",
                                true));
    }

    @Test
    void a_dry_run_shows_the_exact_request_and_sends_nothing() {
        Answer create =
                LIVE.unified("POST", "crm/contacts?dry_run=true", Map.of("first_name", "Ada"));
        assertThat(create.status()).isEqualTo(200);
        assertThat(create.json()).containsEntry("dry_run", true);
        assertThat(request(create))
                .containsEntry("method", "POST")
                .containsEntry("url", LIVE.acme().url() + "/v1/contacts")
                .containsEntry("body", "{\"first\":\"Ada\"}");
        assertThat(create.text()).doesNotContain("token-1");
        Answer update =
                LIVE.unified("PATCH", "crm/contacts/7?dry_run=true", Map.of("last_name", "King"));
        assertThat(request(update)).containsEntry("method", "PATCH");
        Answer delete = LIVE.unified("DELETE", "crm/contacts/7?dry_run=true", null);
        assertThat(request(delete))
                .containsEntry("method", "DELETE")
                .containsEntry("url", LIVE.acme().url() + "/v1/contacts/7");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> request(Answer dry) {
        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        return ((List<Map<String, Object>>) dry.json().get("requests")).getFirst();
    }

    @Test
    void everything_that_is_wrong_with_a_body_is_named_at_once() {
        Answer refused =
                LIVE.unified(
                        "POST",
                        "crm/contacts",
                        Map.of(
                                "frist_name",
                                "Ada",
                                "id",
                                "9",
                                "last_name",
                                List.of(1),
                                "custom_fields",
                                Map.of("shoe", 38)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("unprocessable");
        assertThat(refused.text())
                .contains("'frist_name' is not a field")
                .contains("'id' is read-only")
                .contains("'last_name'")
                .contains("'custom_fields.shoe'");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_body_that_is_no_object_is_refused() {
        for (String body : List.of("null", "[]", "7", "{", "")) {
            Answer refused = LIVE.unified("POST", "crm/contacts", body.getBytes());
            assertThat(refused.status()).as(body).isEqualTo(400);
        }
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void nonsense_in_the_query_is_found_before_anything_is_written() {
        Answer refused =
                LIVE.unified(
                        "POST",
                        "crm/contacts?include_remote_data=perhaps",
                        Map.of("first_name", "Ada"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_remote_query_is_refused_and_not_lost() {
        for (String path :
                List.of("crm/contacts?", "crm/contacts:batch_create?", "crm/contacts/7:wave?")) {
            Answer refused = LIVE.unified("POST", path + "remote_query[notify]=false", Map.of());
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.text()).contains("remote_query is for reads");
        }
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void custom_fields_are_written_where_the_provider_has_them() {
        LIVE.acme()
                .on(
                        "GET /fields/contacts",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "fields",
                                                List.of(
                                                        Map.of(
                                                                "name", "shoe", "type",
                                                                "number")))));
        LIVE.unified("POST", "crm/contacts", Map.of("custom_fields", Map.of("shoe", 38)));
        assertThat(sent()).isEqualTo(Map.of("extra", Map.of("shoe", 38)));
    }

    @Test
    @SuppressWarnings("unchecked")
    void after_a_lost_reply_the_rest_of_a_batch_is_not_sent_and_says_so() {
        Map<String, Object> batch = Map.of("post", "/many", "body", "=[$records.body]", "max", 2);
        LIVE.override(Map.of("crm", Map.of("contacts", Map.of("batch_create", batch))));
        LIVE.acme().on("POST /many", asked -> new Acme.Reply.Cut());
        Map<String, Object> one = Map.of("first_name", "Ada");
        Answer answer =
                LIVE.unified(
                        "POST",
                        "crm/contacts:batch_create",
                        Map.of("records", List.of(one, one, one)));
        assertThat(answer.status()).isEqualTo(207);
        var rows = (List<Map<String, Object>>) answer.json().get("result");
        assertThat(rows)
                .extracting(row -> row.get("status"))
                .containsExactly("unknown", "unknown", "not_sent");
        assertThat((Map<String, Object>) rows.getFirst().get("error"))
                .containsEntry("outcome", "unknown")
                .containsEntry("retryable", false);
        assertThat((Map<String, Object>) rows.getLast().get("error"))
                .doesNotContainKey("outcome")
                .containsEntry("retryable", true);
        assertThat(LIVE.acme().lines()).containsExactly("POST /many");
    }
}
