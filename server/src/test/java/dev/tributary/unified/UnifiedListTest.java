package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /unified/{model}/{resource}}. */
class UnifiedListTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final Map<String, Object> ADA =
            Map.of(
                    "number", 7,
                    "first", "Ada",
                    "last", "Lovelace",
                    "email", "ada@example.com",
                    "owner", "u-1",
                    "modified", "2026-02-01T10:00:00+01:00");

    private static void contacts(Object... records) {
        LIVE.acme().on("GET /contacts", asked -> Acme.ok(Map.of("data", List.of(records))));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> result(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (List<Map<String, Object>>) answer.json().get("result");
    }

    @Test
    void records_come_in_unified_fields_and_without_what_the_provider_called_them() {
        contacts(ADA);
        Answer answer = LIVE.unified("GET", "crm/contacts", null);
        Map<String, Object> ada = result(answer).getFirst();
        assertThat(ada)
                .containsEntry("id", "7")
                .containsEntry("first_name", "Ada")
                .containsEntry("owner", Map.of("id", "u-1"))
                .containsEntry("updated_at", "2026-02-01T09:00:00Z")
                .containsEntry(
                        "email_addresses",
                        List.of(Map.of("email", "ada@example.com", "type", "work")))
                .containsEntry("title", null)
                .doesNotContainKey("remote_data");
        assertThat(answer.json())
                .containsEntry("result_count", 1)
                .containsEntry("next_cursor", null);
    }

    @Test
    void remote_data_shows_what_the_provider_said() {
        contacts(ADA);
        assertThat(result(LIVE.unified("GET", "crm/contacts?include_remote_data=true", null)))
                .first()
                .satisfies(
                        ada ->
                                assertThat((Map<?, ?>) ada.get("remote_data"))
                                        .isEqualTo(new LinkedHashMap<>(ADA)));
    }

    @Test
    void only_the_fields_asked_for_are_answered() {
        contacts(ADA);
        assertThat(result(LIVE.unified("GET", "crm/contacts?fields=last_name,title", null)))
                .first()
                .satisfies(ada -> assertThat(ada).containsOnlyKeys("id", "last_name", "title"));
    }

    @Test
    void a_filter_takes_the_search_and_the_provider_s_names() {
        LIVE.acme().on("POST /contacts/search", asked -> Acme.ok(Map.of("data", List.of(ADA))));
        result(
                LIVE.unified(
                        "GET",
                        "crm/contacts?last_name[in]=Lovelace,Hopper&updated_at[gte]=2026-01-01T00:00:00Z&sort=-last_name",
                        null));
        assertThat(LIVE.acme().last().json())
                .isEqualTo(
                        Map.of(
                                "where",
                                List.of(
                                        Map.of(
                                                "field",
                                                "last",
                                                "op",
                                                "in",
                                                "value",
                                                List.of("Lovelace", "Hopper")),
                                        Map.of(
                                                "field",
                                                "modified",
                                                "op",
                                                "gte",
                                                "value",
                                                "2026-01-01T00:00:00Z")),
                                "order",
                                List.of(Map.of("field", "last", "down", true)),
                                "limit",
                                4));
    }

    @Test
    void a_filter_that_the_provider_does_not_have_is_refused_with_those_it_has() {
        Answer refused = LIVE.unified("GET", "crm/contacts?first_name=Ada", null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("unsupported_filter");
        assertThat(refused.text())
                .contains("first_name[eq]")
                .contains("last_name[eq|ne|gt|gte|lt|lte|in|contains], updated_at[");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_remote_query_goes_to_the_provider_as_it_is() {
        contacts(ADA);
        result(LIVE.unified("GET", "crm/contacts?remote_query[view%20of]=a%26b", null));
        assertThat(LIVE.acme().last().uri()).endsWith("&view+of=a%26b");
        LIVE.acme().forget();
        Answer refused =
                LIVE.unified("GET", "crm/contacts?last_name=King&remote_query[view]=a", null);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains("remote_query", "Acme is asked by a body");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void nonsense_in_the_query_is_refused_by_name() {
        for (String query :
                List.of(
                        "limit=0",
                        "limit=1001",
                        "limit=ten",
                        "last_name[like]=a",
                        "next_cursor=x",
                        "include_remote_data=maybe")) {
            Answer refused = LIVE.unified("GET", "crm/contacts?" + query, null);
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.code()).as(query).isEqualTo("invalid_request");
        }
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void an_unknown_resource_names_those_there_are() {
        Answer unknown = LIVE.unified("GET", "crm/leads", null);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text()).contains("crm/contacts, crm/opportunities");
    }

    @Test
    void a_record_that_does_not_fit_the_model_is_a_mapping_failure_that_names_it() {
        contacts(ADA, Map.of("number", 8, "modified", "yesterday"));
        Answer failed = LIVE.unified("GET", "crm/contacts", null);
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.code()).isEqualTo("mapping_failed");
        assertThat(failed.text()).contains("updated_at").contains("8");
    }

    @Test
    void another_environment_s_account_is_not_there() {
        String other = LIVE.server().key(LIVE.server().environment("other"), "*");
        Answer answer =
                LIVE.server()
                        .send(
                                "GET",
                                "/unified/crm/contacts?integrated_account_id=" + LIVE.account(),
                                other,
                                null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_key_without_the_scope_is_turned_away() {
        String proxyOnly = LIVE.server().key(LIVE.environment(), "proxy");
        Answer answer =
                LIVE.server()
                        .send(
                                "GET",
                                "/unified/crm/contacts?integrated_account_id=" + LIVE.account(),
                                proxyOnly,
                                null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("unified");
    }
}
