package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.hubspot.ObjectType;
import dev.tributary.sandbox.salesforce.Field;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a customer has added to a CRM: fields that nobody wrote down, and objects of its own. */
@ExtendWith(Connected.class)
class CrmCustomIT {
    static final List<String> PROVIDERS = ThreeCrms.ALL;

    private final ThreeCrms crms;

    CrmCustomIT(ThreeCrms crms) {
        this.crms = crms;
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void a_field_of_the_customers_own_is_written_read_changed_and_cleared(String provider) {
        String key = provider.equals(ThreeCrms.SALESFORCE) ? Connected.OWN + "__c" : "own_tier";
        String id =
                crms.create(
                                provider,
                                "accounts",
                                Json.of(
                                        "name",
                                        "Own " + System.nanoTime(),
                                        "custom_fields",
                                        Json.of(key, "Gold")))
                        .path("id")
                        .asString();
        assertThat(own(provider, "accounts/" + id, key).asString()).isEqualTo("Gold");
        assertThat(crms.list(provider, "accounts?limit=100"))
                .filteredOn(record -> record.path("id").asString().equals(id))
                .singleElement()
                .extracting(record -> record.path("custom_fields").path(key).asString())
                .isEqualTo("Gold");
        change(provider, id, key, "Silver");
        assertThat(own(provider, "accounts/" + id, key).asString()).isEqualTo("Silver");
        change(provider, id, key, null);
        assertThat(own(provider, "accounts/" + id, key).asString("")).isEmpty();
        JsonNode meta = crms.ok(provider, "GET", "accounts/meta/create", null);
        assertThat(meta.path("body").toString()).contains(key);
    }

    /** A provider that takes options as numbers, and names its fields by hashes. */
    @Test
    void a_field_takes_and_gives_what_its_description_says() {
        JsonNode described =
                crms.ok(ThreeCrms.PIPEDRIVE, "GET", "opportunities/meta/create", null)
                        .path("body")
                        .path("properties")
                        .path("custom_fields")
                        .path("properties");
        String tier = described.path("tier").path("enum").path(0).asString();
        String region = described.path("regions").path("items").path("enum").path(1).asString();
        Map<String, Object> own =
                Json.of(
                        "tier",
                        tier,
                        "regions",
                        List.of(region),
                        "licences",
                        "5.5",
                        "доход",
                        Json.of("value", 12, "currency", "EUR"));
        JsonNode made =
                crms.create(
                        ThreeCrms.PIPEDRIVE,
                        "opportunities",
                        Json.of("name", "Own " + System.nanoTime(), "custom_fields", own));
        JsonNode came = made.path("custom_fields");
        assertThat(came.path("tier").asString()).isEqualTo(tier);
        assertThat(came.path("tier").isString()).isTrue();
        assertThat(came.path("regions").path(0).asString()).isEqualTo(region);
        assertThat(came.path("licences").decimalValue()).isEqualByComparingTo("5.5");
        assertThat(came.path("доход").path("currency").asString()).isEqualTo("EUR");
        ThreeCrms.Answer refused =
                crms.call(
                        ThreeCrms.PIPEDRIVE,
                        "PATCH",
                        "opportunities/" + made.path("id").asString(),
                        Json.of("custom_fields", Json.of("tier", "9999")));
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().path("fields").path(0).path("field").asString())
                .as(refused.text())
                .isEqualTo("custom_fields.tier");
    }

    private void change(String provider, String id, String key, @Nullable String value) {
        crms.ok(provider, "PATCH", "accounts/" + id, Json.of("custom_fields", Json.of(key, value)));
    }

    private JsonNode own(String provider, String record, String key) {
        return crms.ok(provider, "GET", record, null).path("custom_fields").path(key);
    }

    @Test
    void an_object_of_the_customers_own_is_a_resource_without_anybody_having_described_it() {
        ObjectType machine =
                crms.hubSpot.portal().customTypes().add("machine", List.of("serial", "hall"));
        crms.salesforce.org().addObject("Machine__c", "Machine");
        crms.salesforce.org().addField("Machine__c", Field.text("Hall__c", 20));
        goesAround(
                ThreeCrms.HUBSPOT,
                machine.typeId(),
                Json.of("custom_fields", Json.of("serial", "M-17", "hall", "East")),
                "hall");
        goesAround(
                ThreeCrms.SALESFORCE,
                "Machine__c",
                Json.of("name", "M-17", "custom_fields", Json.of("Hall__c", "East")),
                "Hall__c");
    }

    private void goesAround(
            String provider, String object, Map<String, @Nullable Object> body, String key) {
        String path = "custom/" + object;
        String id = crms.create(provider, path, body).path("id").asString();
        assertThat(own(provider, path + "/" + id, key).asString()).isEqualTo("East");
        crms.ok(provider, "PATCH", path + "/" + id, Json.of("custom_fields", Json.of(key, "West")));
        assertThat(crms.list(provider, path))
                .singleElement()
                .extracting(record -> record.path("custom_fields").path(key).asString())
                .isEqualTo("West");
        crms.ok(provider, "DELETE", path + "/" + id, null);
        assertThat(crms.list(provider, path)).isEmpty();
    }

    @Test
    void an_object_with_more_fields_than_an_address_holds_is_asked_for_in_parts_and_comes_whole() {
        crms.salesforce.org().addObject("Wide__c", "Wide");
        Map<String, @Nullable Object> values = Json.of();
        for (int i = 0; i < 500; i++) {
            String name = "A_field_with_a_name_as_long_as_%03d__c".formatted(i);
            crms.salesforce.org().addField("Wide__c", Field.text(name, 20));
            values.put(name, "v" + i);
        }
        for (int i = 0; i < 3; i++) {
            crms.create(
                    ThreeCrms.SALESFORCE,
                    "custom/Wide__c",
                    Json.of("name", "W" + i, "custom_fields", values));
        }
        List<JsonNode> records = crms.list(ThreeCrms.SALESFORCE, "custom/Wide__c?limit=2");
        assertThat(records)
                .extracting(record -> record.path("name").asString())
                .containsExactlyInAnyOrder("W0", "W1", "W2");
        for (JsonNode record : records) {
            values.forEach(
                    (name, value) ->
                            assertThat(record.path("custom_fields").path(name).asString())
                                    .isEqualTo(value));
        }
        List<Map<String, String>> many =
                IntStream.range(0, 300)
                        .mapToObj(
                                i ->
                                        Map.of(
                                                "Name",
                                                "M" + i,
                                                "A_field_with_a_name_as_long_as_499__c",
                                                "v"))
                        .toList();
        crms.salesforce.org().createAll("Wide__c", many);
        assertThat(crms.list(ThreeCrms.SALESFORCE, "custom/Wide__c?limit=300"))
                .as("more of them than an address holds ids")
                .hasSize(303);
    }
}
