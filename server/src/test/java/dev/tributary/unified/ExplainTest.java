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

/** {@code explain=true} on reads, writes and dry runs. */
class ExplainTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final Map<String, Object> ADA =
            Map.of("number", 7, "first", "Ada", "last", "Lovelace", "odd", 1);

    @BeforeEach
    void desks() {
        LIVE.acme()
                .on("POST /contacts", asked -> Acme.json(201, Map.of("number", 7)))
                .on("GET /contacts/7", asked -> Acme.ok(ADA))
                .on(
                        "GET /contacts",
                        asked -> Acme.ok(Map.of("data", List.of(ADA, Map.of("number", 8)))));
    }

    @SuppressWarnings("unchecked") // JSON
    private static Map<String, Object> at(Object tree, String... names) {
        Object at = tree;
        for (String name : names) {
            at = ((Map<?, ?>) at).get(name);
            assertThat(at).as(name).isNotNull();
        }
        return (Map<String, Object>) at;
    }

    @SuppressWarnings("unchecked") // JSON
    private static List<Object> list(Answer answer, String name) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (List<Object>) answer.json().get(name);
    }

    private static void override(Map<String, Object> changes) {
        LIVE.override(Map.of("crm", Map.of("contacts", changes)));
    }

    @Test
    void a_list_has_an_explanation_for_each_record_beside_the_result() {
        Answer answer = LIVE.unified("GET", "crm/contacts?explain=true", null);
        List<?> explain = list(answer, "explain");
        assertThat(explain).extracting(one -> at(one).get("id")).containsExactly("7", "8");
        Map<String, Object> first = at(explain.getFirst(), "fields", "first_name");
        assertThat(first.get("layer")).isEqualTo("connector");
        assertThat(first.get("from")).isEqualTo("table");
        assertThat(first.get("expression")).isEqualTo("first_name: first");
        assertThat(first.get("place").toString()).matches("acme/crm/contacts.yaml:\\d+");
        assertThat(first.get("paths")).isEqualTo(List.of("first"));
        assertThat(first.get("raw")).isEqualTo(Map.of("first", "Ada"));
        assertThat(at(explain.getFirst()).get("dropped"))
                .isEqualTo(List.of(Map.of("reason", "unread", "path", "odd", "raw", 1)));
        assertThat(list(answer, "result")).noneMatch(one -> at(one).containsKey("_explain"));
        assertThat(LIVE.unified("GET", "crm/contacts", null).json()).doesNotContainKey("explain");
    }

    @Test
    void a_single_record_carries_its_own_for_the_fields_that_were_asked_for() {
        override(Map.of("read", "{\"first_name\": $uppercase(first)}"));
        Answer answer = LIVE.unified("GET", "crm/contacts/7?explain=true&fields=first_name", null);
        assertThat(answer.json()).containsEntry("first_name", "ADA");
        Map<String, Object> fields = at(answer.json(), "_explain", "fields");
        assertThat(fields).containsOnlyKeys("first_name");
        Map<String, Object> first = at(fields, "first_name");
        assertThat(first.get("layer")).isEqualTo("environment");
        assertThat(first.get("place")).isEqualTo("/crm/contacts/read");
        assertThat(first.get("expression")).isEqualTo("$uppercase(first)");
        assertThat((List<?>) first.get("hides"))
                .singleElement()
                .satisfies(
                        hidden -> {
                            assertThat(at(hidden).get("layer")).isEqualTo("connector");
                            assertThat(at(hidden).get("expression")).isEqualTo("first_name: first");
                        });
    }

    @Test
    void a_field_of_another_version_of_the_api_is_that_version_s() {
        LIVE.server()
                .send(
                        "PATCH",
                        "/integrated-accounts/" + LIVE.account(),
                        LIVE.key(),
                        Map.of("api_version", "v1"));
        LIVE.acme()
                .on(
                        "GET /old/contacts/7",
                        asked -> Acme.ok(Map.of("number", 7, "surname", "Noel", "dept", "art")));
        Answer answer = LIVE.unified("GET", "crm/contacts/7?explain=true", null);
        Map<String, Object> last = at(answer.json(), "_explain", "fields", "last_name");
        assertThat(last.get("layer")).isEqualTo("api_version");
        assertThat(last.get("version")).isEqualTo("v1");
        assertThat(last.get("place").toString()).startsWith("acme/connector.yaml:");
        assertThat(at(answer.json(), "_explain", "fields", "department").get("expression"))
                .isEqualTo("\"of \" & dept");
    }

    @Test
    void a_field_that_the_override_adds_is_in_records_selections_and_the_schema() {
        override(
                Map.of(
                        "fields",
                        Map.of("customer_tier", "Tier__c"),
                        "read",
                        "{\"score\": {\"now\": odd}}"));
        Map<String, Object> ada = new HashMap<>(ADA);
        ada.put("Tier__c", Map.of("level", "gold"));
        LIVE.acme().on("GET /contacts/7", asked -> Acme.ok(ada));
        Answer answer =
                LIVE.unified("GET", "crm/contacts/7?explain=true&fields=customer_tier,score", null);
        assertThat(answer.json())
                .containsEntry("customer_tier", Map.of("level", "gold"))
                .containsEntry("score", Map.of("now", 1))
                .doesNotContainKey("first_name");
        Map<String, Object> tier = at(answer.json(), "_explain", "fields", "customer_tier");
        assertThat(tier.get("layer")).isEqualTo("environment");
        assertThat(tier.get("place")).isEqualTo("/crm/contacts/fields/customer_tier");
        assertThat(at(answer.json(), "_explain", "fields", "score.now").get("paths"))
                .isEqualTo(List.of("odd"));
        Map<String, Object> get = LIVE.unified("GET", "crm/contacts/meta/get", null).json();
        assertThat(at(get, "response", "properties", "customer_tier").get("x-from-layer"))
                .isEqualTo("environment");
        assertThat(at(get, "response", "properties")).containsKey("score");
        Map<String, Object> create = LIVE.unified("GET", "crm/contacts/meta/create", null).json();
        assertThat(at(create, "body", "properties"))
                .containsKey("customer_tier")
                .doesNotContainKey("score");
    }

    @Test
    void lists_are_narrowed_by_a_field_that_the_override_adds() {
        override(
                Map.of(
                        "fields", Map.of("customer_tier", "Tier__c"),
                        "filters", Map.of("customer_tier", "Tier__c")));
        LIVE.acme().on("POST /contacts/search", asked -> Acme.ok(Map.of("data", List.of(ADA))));
        Answer answer = LIVE.unified("GET", "crm/contacts?customer_tier=gold", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(LIVE.acme().last().text()).contains("\"field\":\"Tier__c\"");
    }

    @Test
    void a_dry_run_tells_who_fills_each_of_the_provider_s_fields() {
        override(Map.of("fields", Map.of("customer_tier", "Tier__c")));
        Answer dry =
                LIVE.unified(
                        "POST",
                        "crm/contacts?dry_run=true&explain=true",
                        Map.of(
                                "first_name", "Ada",
                                "customer_tier", List.of("gold"),
                                "remote_data", Map.of("vip", true)));
        assertThat(dry.text()).contains("\\\"Tier__c\\\":[\\\"gold\\\"]");
        Map<String, Object> fields = at(dry.json(), "explain", "fields");
        assertThat(at(fields, "first").get("expression")).isEqualTo("first_name: first");
        assertThat(at(fields, "Tier__c").get("layer")).isEqualTo("environment");
        assertThat(at(fields, "vip").get("from")).isEqualTo("remote_data");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_write_explains_the_record_as_it_stands_after_it() {
        Answer created =
                LIVE.unified("POST", "crm/contacts?explain=true", Map.of("first_name", "Ada"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(at(created.json(), "_explain", "fields", "last_name").get("raw"))
                .isEqualTo(Map.of("last", "Lovelace"));
    }

    @Test
    void an_expression_that_does_not_end_is_stopped_and_named() {
        String endless = "( $f := function($n) { $f($n + 1) }; {\"title\": $f(0)} )";
        override(Map.of("read", endless));
        Answer read = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(read.code()).isEqualTo("mapping_failed");
        assertThat(read.json())
                .containsEntry("layer", "environment")
                .containsEntry("place", "/crm/contacts/read");
        assertThat(read.text()).contains("read of the environment at /crm/contacts/read");
        override(Map.of("write", endless));
        Answer written = LIVE.unified("POST", "crm/contacts", Map.of("first_name", "Ada"));
        assertThat(written.code()).isEqualTo("mapping_failed");
        assertThat(written.json()).containsEntry("place", "/crm/contacts/write");
        override(Map.of("get", Map.of("items", "=" + endless)));
        Answer asked = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(asked.code()).isEqualTo("mapping_failed");
        assertThat(asked.json()).containsEntry("place", "/crm/contacts/get/items");
    }

    @Test
    void a_record_that_does_not_fit_names_the_layer_and_the_place() {
        override(Map.of("read", "{\"created_at\": \"yesterday\"}"));
        Answer refused = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(refused.code()).isEqualTo("mapping_failed");
        assertThat(refused.json())
                .containsEntry("layer", "environment")
                .containsEntry("place", "/crm/contacts/read");
    }
}
