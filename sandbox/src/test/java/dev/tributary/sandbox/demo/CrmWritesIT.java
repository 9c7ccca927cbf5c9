package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes of many records, by a key, and what else there is. */
@ExtendWith(Connected.class)
class CrmWritesIT {
    static final List<String> PROVIDERS = ThreeCrms.ALL;
    static final List<String> WITH_BATCHES = List.of(ThreeCrms.HUBSPOT, ThreeCrms.SALESFORCE);

    private final ThreeCrms crms;

    CrmWritesIT(ThreeCrms crms) {
        this.crms = crms;
    }

    private static String unique(String base) {
        return base + System.nanoTime();
    }

    @ParameterizedTest
    @FieldSource("WITH_BATCHES")
    void a_batch_of_250_is_cut_into_calls_and_each_record_has_an_outcome(String provider) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            records.add(Map.of("name", i == 120 ? "" : unique("Batch ")));
        }
        records.set(120, Map.of("name", "x".repeat(300), "number_of_employees", 7));
        ThreeCrms.Answer answer =
                crms.call(provider, "POST", "accounts:batch_create", Json.of("records", records));
        JsonNode body = answer.json();
        assertThat(body.path("result")).as(answer.text().substring(0, 300)).hasSize(250);
        int done = body.path("done").asInt();
        assertThat(done).isGreaterThanOrEqualTo(249);
        assertThat(answer.status()).isEqualTo(done == 250 ? 200 : 207);
        JsonNode first = body.path("result").path(0);
        assertThat(first.path("status").asString()).isEqualTo("done");
        assertThat(first.path("record").path("name").asString()).startsWith("Batch ");
        if (done == 249) {
            assertThat(
                            body.path("result")
                                    .path(120)
                                    .path("error")
                                    .path("fields")
                                    .path(0)
                                    .path("field")
                                    .asString())
                    .isEqualTo("name");
        }
        List<String> ids = new ArrayList<>();
        body.path("result").forEach(row -> ids.add(row.path("id").asString()));
        ids.removeIf(String::isEmpty);
        JsonNode updated =
                crms.ok(
                        provider,
                        "POST",
                        "accounts:batch_update",
                        Json.of(
                                "records",
                                ids.subList(0, 3).stream()
                                        .map(id -> Map.of("id", id, "description", "changed"))
                                        .toList()));
        assertThat(updated.path("result").path(2).path("record").path("description").asString())
                .isEqualTo("changed");
        crms.ok(provider, "POST", "accounts:batch_delete", Json.of("ids", ids.subList(0, 3)));
        assertThat(crms.call(provider, "GET", "accounts/" + ids.getFirst(), null).status())
                .isEqualTo(404);
    }

    @Test
    void a_contact_is_matched_by_its_address_and_changed_or_made() {
        String email = unique("up") + "@example.com";
        Map<String, Object> record =
                Map.of("last_name", "First", "email_addresses", List.of(Map.of("email", email)));
        JsonNode made =
                crms.ok(
                        ThreeCrms.HUBSPOT,
                        "POST",
                        "contacts:upsert",
                        Json.of("match", "email_addresses", "record", record));
        JsonNode again =
                crms.ok(
                        ThreeCrms.HUBSPOT,
                        "POST",
                        "contacts:upsert",
                        Json.of(
                                "match",
                                "email_addresses",
                                "record",
                                Map.of(
                                        "last_name",
                                        "Second",
                                        "email_addresses",
                                        List.of(Map.of("email", email)))));
        assertThat(again.path("id").asString()).isEqualTo(made.path("id").asString());
        assertThat(again.path("last_name").asString()).isEqualTo("Second");
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void the_same_key_gives_the_same_answer_and_another_body_is_refused(String provider) {
        String key = unique("key-");
        Map<String, Object> body = Map.of("name", unique("Once "));
        ThreeCrms.Answer first =
                crms.call(provider, "POST", "accounts", body, "Idempotency-Key", key);
        ThreeCrms.Answer second =
                crms.call(provider, "POST", "accounts", body, "Idempotency-Key", key);
        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(
                        crms.call(
                                        provider,
                                        "POST",
                                        "accounts",
                                        Map.of("name", "Other"),
                                        "Idempotency-Key",
                                        key)
                                .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void a_dry_run_shows_the_request_and_sends_nothing(String provider) {
        String name = unique("Dry ");
        JsonNode shown = crms.ok(provider, "POST", "accounts?dry_run=true", Map.of("name", name));
        assertThat(shown.path("requests").path(0).path("body").asString()).contains(name);
        assertThat(
                        crms.list(provider, "accounts?limit=100").stream()
                                .map(record -> record.path("name").asString()))
                .doesNotContain(name);
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void remote_data_goes_into_the_payload_and_comes_back(String provider) {
        Map<String, Object> extra =
                switch (provider) {
                    case ThreeCrms.HUBSPOT ->
                            Map.of("properties", Map.of("description", "since 1999"));
                    case ThreeCrms.SALESFORCE -> Map.of("AccountNumber", "A-1999");
                    default -> Map.of("linkedin", "https://l.example/1999");
                };
        JsonNode made =
                crms.create(
                        provider, "accounts", Json.of("name", unique("R "), "remote_data", extra));
        assertThat(made.path("remote_data").toString()).contains("1999");
    }

    @Test
    void a_caller_sorts_by_any_field_and_pages_through_what_the_provider_keeps() {
        for (int i = 0; i < 7; i++) {
            crms.create(
                    ThreeCrms.SALESFORCE,
                    "opportunities",
                    Json.of(
                            "name",
                            "Sorted",
                            "amount",
                            Integer.toString(100 * i),
                            "stage",
                            Json.of("id", "Prospecting"),
                            "close_date",
                            "2026-12-24"));
        }
        List<JsonNode> sorted =
                crms.list(ThreeCrms.SALESFORCE, "opportunities?name=Sorted&sort=-amount&limit=2");
        assertThat(sorted)
                .extracting(record -> record.path("amount").asString())
                .startsWith("600.0", "500.0")
                .hasSize(7);
    }

    @ParameterizedTest
    @FieldSource("WITH_BATCHES")
    void what_was_deleted_can_be_listed(String provider) {
        String id =
                crms.create(provider, "accounts", Map.of("name", unique("Gone ")))
                        .path("id")
                        .asString();
        crms.ok(provider, "DELETE", "accounts/" + id, null);
        assertThat(crms.list(provider, "accounts?deleted=true"))
                .extracting(record -> record.path("id").asString())
                .contains(id);
    }

    @Test
    void a_record_type_is_the_pipeline_of_a_salesforce_opportunity() {
        String name = unique("New business ");
        String type =
                crms.salesforce
                        .org()
                        .create(
                                "RecordType",
                                Map.of(
                                        "Name", name,
                                        "DeveloperName", "New_business",
                                        "SobjectType", "Opportunity"))
                        .id();
        assertThat(crms.list(ThreeCrms.SALESFORCE, "pipelines"))
                .filteredOn(record -> record.path("id").asString().equals(type))
                .singleElement()
                .extracting(record -> record.path("name").asString())
                .isEqualTo(name);
        String deal =
                crms.create(
                                ThreeCrms.SALESFORCE,
                                "opportunities",
                                Json.of(
                                        "name", unique("Typed "),
                                        "stage", Json.of("id", "Prospecting"),
                                        "pipeline", Json.of("id", type),
                                        "close_date", "2026-12-24"))
                        .path("id")
                        .asString();
        assertThat(crms.list(ThreeCrms.SALESFORCE, "opportunities?pipeline.id=" + type))
                .extracting(record -> record.path("id").asString())
                .containsExactly(deal);
        assertThat(crms.list(ThreeCrms.SALESFORCE, "field_groups?entity_type=account"))
                .extracting(record -> record.path("label").asString())
                .contains("Account Information", "Address Information");
    }

    /** Where a provider keeps the account apart, it is changed apart. */
    @Test
    void another_account_of_a_hubspot_contact_is_an_association() {
        String contact = made("contacts", Json.of("last_name", unique("Alone ")));
        String account = made("accounts", Json.of("name", unique("One ")));
        ThreeCrms.Answer refused =
                crms.call(
                        ThreeCrms.HUBSPOT,
                        "PATCH",
                        "contacts/" + contact,
                        Json.of("account", Json.of("id", account)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("later use associations");
        made(
                "associations",
                Json.of(
                        "association_type",
                        "account_contact",
                        "from",
                        Json.of("id", account),
                        "to",
                        Json.of("id", contact)));
        assertThat(
                        crms.ok(ThreeCrms.HUBSPOT, "GET", "contacts/" + contact, null)
                                .path("account")
                                .path("id")
                                .asString())
                .isEqualTo(account);
    }

    private String made(String resource, Map<String, Object> body) {
        return crms.create(ThreeCrms.HUBSPOT, resource, body).path("id").asString();
    }

    @Test
    void a_meeting_and_a_call_are_engagements_told_apart_by_their_kind() {
        JsonNode call =
                crms.create(
                        ThreeCrms.HUBSPOT,
                        "engagements",
                        Json.of(
                                "engagement_type", "call",
                                "subject", "First call",
                                "direction", "inbound",
                                "duration", 90,
                                "start_time", "2026-11-26T10:00:00Z"));
        assertThat(call.path("id").asString()).startsWith("call-");
        assertThat(call.path("duration").asInt()).isEqualTo(90);
        JsonNode meeting =
                crms.create(
                        ThreeCrms.HUBSPOT,
                        "engagements",
                        Json.of(
                                "engagement_type", "meeting",
                                "subject", "Demo",
                                "start_time", "2026-11-26T10:00:00Z",
                                "end_time", "2026-11-26T11:00:00Z"));
        assertThat(crms.list(ThreeCrms.HUBSPOT, "engagements?limit=1"))
                .extracting(record -> record.path("id").asString())
                .contains(call.path("id").asString(), meeting.path("id").asString());
        assertThat(crms.list(ThreeCrms.HUBSPOT, "engagements?engagement_type=meeting"))
                .extracting(record -> record.path("engagement_type").asString())
                .containsOnly("meeting");
    }
}
