package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Json;
import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code dry_run=true} on {@code POST …:{method}}: it shows what would be sent, and sends nothing.
 */
class MethodDryRunTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final String METHODS =
            """
            {
              "batch_create": {"post": "/many", "body": {"add": "=[$records.body]"}, "max": 2},
              "batch_update": {"patch": "/many", "body": "=[$records.$merge([body, {'number': id}])]", "max": 2},
              "batch_upsert": {"put": "/many/{match}", "body": "=[$records.body]", "max": 2},
              "batch_delete": {"delete": "/many", "query": {"ids": "=$join($ids, ',')"}, "max": 2},
              "actions": {
                "merge": {"post": "/{object}/{id}/merge", "body": {"other": "=$body.id"}},
                "erase": {"post": "/{object}/erase", "body": {"id": "=$id"}},
                "recount": {"post": "/{object}/recount", "body": "=$body"}
              }
            }
            """;

    private static final Map<String, Object> ADA = Map.of("last_name", "Lovelace");
    private static final Map<String, Object> GRACE = Map.of("last_name", "Hopper");

    @BeforeEach
    @SuppressWarnings("unchecked")
    void methods() {
        Map<String, Object> methods = Json.read(METHODS, Map.class);
        Map<String, Object> custom = new java.util.HashMap<>(methods);
        custom.put("fields", Map.of("id", "number", "name", "last"));
        LIVE.override(Map.of("crm", Map.of("contacts", methods, "custom", custom)));
    }

    private static Answer dry(String path, Object body) {
        Answer answer = LIVE.unified("POST", path + "?dry_run=true", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json()).containsEntry("dry_run", true);
        assertThat(LIVE.acme().lines()).as("sent").isEmpty();
        return answer;
    }

    /** The requests, as {@code POST /many body}. */
    @SuppressWarnings("unchecked")
    private static List<String> requests(Answer dry) {
        return ((List<Map<String, Object>>) dry.json().get("requests"))
                .stream()
                        .map(
                                request ->
                                        request.get("method")
                                                + " "
                                                + request.get("url")
                                                        .toString()
                                                        .substring(
                                                                (LIVE.acme().url() + "/v1")
                                                                        .length())
                                                + " "
                                                + request.get("body"))
                        .toList();
    }

    @Test
    void batches_show_each_of_the_provider_s_requests() {
        Answer create =
                dry("crm/contacts:batch_create", Map.of("records", List.of(ADA, GRACE, ADA)));
        assertThat(requests(create))
                .containsExactly(
                        "POST /many {\"add\":[{\"last\":\"Lovelace\"},{\"last\":\"Hopper\"}]}",
                        "POST /many {\"add\":[{\"last\":\"Lovelace\"}]}");
        assertThat(create.json()).doesNotContainKey("refused");
        Answer update =
                dry(
                        "crm/contacts:batch_update",
                        Map.of("records", List.of(Map.of("id", "7", "last_name", "King"))));
        assertThat(requests(update))
                .containsExactly("PATCH /many [{\"last\":\"King\",\"number\":\"7\"}]");
        Answer delete = dry("crm/contacts:batch_delete", Map.of("ids", List.of("7", "8", "9")));
        assertThat(requests(delete))
                .containsExactly("DELETE /many?ids=7%2C8 null", "DELETE /many?ids=9 null");
        Answer upsert =
                dry(
                        "crm/contacts:batch_upsert",
                        Map.of("records", List.of(ADA), "match", "last_name"));
        assertThat(requests(upsert)).containsExactly("PUT /many/last [{\"last\":\"Lovelace\"}]");
        Answer one = dry("crm/contacts:upsert", Map.of("record", ADA, "match", "last_name"));
        assertThat(requests(one)).isEqualTo(requests(upsert));
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_record_that_would_be_in_no_request_is_named() {
        Answer create =
                dry(
                        "crm/contacts:batch_create",
                        Map.of("records", List.of(ADA, Map.of("nick_name", "Ada"))));
        assertThat(requests(create))
                .containsExactly("POST /many {\"add\":[{\"last\":\"Lovelace\"}]}");
        var refused = (List<Map<String, Object>>) create.json().get("refused");
        assertThat(refused).hasSize(1);
        assertThat(refused.getFirst()).containsEntry("index", 1).containsEntry("status", "failed");
        assertThat(refused.getFirst().get("error").toString()).contains("nick_name");
        Answer one =
                LIVE.unified(
                        "POST",
                        "crm/contacts:upsert?dry_run=true",
                        Map.of("record", Map.of("nick_name", "Ada"), "match", "last_name"));
        assertThat(one.status()).isEqualTo(422);
    }

    @Test
    void actions_show_their_request() {
        assertThat(requests(dry("crm/contacts/7:merge", Map.of("id", "8"))))
                .containsExactly("POST /contacts/7/merge {\"other\":\"8\"}");
        assertThat(requests(dry("crm/contacts/7:erase", Map.of())))
                .containsExactly("POST /contacts/erase {\"id\":\"7\"}");
        assertThat(requests(dry("crm/contacts:recount", Map.of("since", "2026"))))
                .containsExactly("POST /contacts/recount {\"since\":\"2026\"}");
        Answer unknown = LIVE.unified("POST", "crm/contacts/7:wave?dry_run=true", Map.of());
        assertThat(unknown.code()).isEqualTo("method_not_supported");
    }

    @Test
    void objects_without_a_resource_of_their_own_do_the_same() {
        Map<String, Object> body = Map.of("records", List.of(Map.of("name", "cog")));
        assertThat(requests(dry("crm/custom/Widget__c:batch_create", body)))
                .containsExactly("POST /many {\"add\":[{\"last\":\"cog\"}]}");
        assertThat(requests(dry("crm/custom/Widget__c:recount", Map.of())))
                .containsExactly("POST /Widget__c/recount {}");
        assertThat(requests(dry("crm/custom/Widget__c/7:merge", Map.of("id", "8"))))
                .containsExactly("POST /Widget__c/7/merge {\"other\":\"8\"}");
    }

    @Test
    void batches_and_actions_of_such_objects_are_carried_out_without_it() {
        LIVE.acme()
                .on("POST /many", asked -> Acme.ok(Map.of()))
                .on("POST /Widget__c/7/merge", asked -> Acme.ok(Map.of("merged", true)));
        Answer created =
                LIVE.unified(
                        "POST",
                        "crm/custom/Widget__c:batch_create",
                        Map.of("records", List.of(Map.of("name", "cog"))));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        Answer merged = LIVE.unified("POST", "crm/custom/Widget__c/7:merge", Map.of("id", "8"));
        assertThat(merged.json()).containsEntry("result", Map.of("merged", true));
        assertThat(LIVE.acme().lines()).containsExactly("POST /many", "POST /Widget__c/7/merge");
    }

    @Test
    void no_key_is_used_up() {
        LIVE.acme().on("POST /contacts/7/merge", asked -> Acme.ok(Map.of("merged", true)));
        String key = UUID.randomUUID().toString();
        LIVE.unified(
                "POST",
                "crm/contacts/7:merge?dry_run=true",
                Map.of("id", "8"),
                "idempotency-key",
                key);
        Answer merged =
                LIVE.unified(
                        "POST", "crm/contacts/7:merge", Map.of("id", "8"), "idempotency-key", key);
        assertThat(merged.json()).containsEntry("result", Map.of("merged", true));
        assertThat(LIVE.acme().lines()).containsExactly("POST /contacts/7/merge");
    }

    @Test
    void in_a_batch_of_requests_each_says_it_for_itself() {
        Map<String, Object> erase =
                Map.of(
                        "id",
                        "erase",
                        "method",
                        "POST",
                        "path",
                        "/unified/crm/contacts/7:erase",
                        "query",
                        Map.of("integrated_account_id", LIVE.account(), "dry_run", true),
                        "body",
                        Map.of());
        Map<String, Object> batch = Map.of("requests", List.of(erase));
        Answer answer = LIVE.server().send("POST", "/batch", LIVE.key(), batch);
        assertThat(answer.text()).contains("\"dry_run\":true", "/contacts/erase");
        Answer refused = LIVE.server().send("POST", "/batch?dry_run=true", LIVE.key(), batch);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("each request of the batch");
        assertThat(LIVE.acme().lines()).isEmpty();
    }
}
