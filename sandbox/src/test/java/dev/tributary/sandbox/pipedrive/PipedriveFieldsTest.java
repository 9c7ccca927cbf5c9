package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PipedriveFieldsTest {
    private final LetIn letIn = new LetIn();
    private final Wire client = letIn.client();

    @AfterEach
    void close() {
        letIn.close();
    }

    private String key(FieldType type, String... options) {
        return letIn.emulator
                .company()
                .fields()
                .add(ItemType.DEAL, type + " field", type, List.of(options))
                .code();
    }

    private Wire.Answer deal(String key, @Nullable Object value) {
        return client.post(
                "/api/v2/deals", LetIn.body("title", "x", "custom_fields", LetIn.body(key, value)));
    }

    @Test
    void fields_are_listed_in_pages_and_made_with_a_key_of_forty_digits() {
        Wire.Answer made =
                client.post(
                        "/api/v2/dealFields",
                        Map.of(
                                "field_name",
                                "Tier",
                                "field_type",
                                "enum",
                                "options",
                                List.of(Map.of("label", "Gold"), Map.of("label", "Iron"))));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.at("data", "field_code") + "").matches("[0-9a-f]{40}");
        assertThat(made.at("data", "is_custom_field")).isEqualTo(true);
        assertThat(made.at("data", "options", 1, "label")).isEqualTo("Iron");

        List<Object> codes = new ArrayList<>();
        String cursor = "";
        do {
            Wire.Answer page = client.get("/api/v2/dealFields?limit=7" + cursor);
            Json.asList(page.at("data"))
                    .orElseThrow()
                    .forEach(
                            one ->
                                    codes.add(
                                            Json.asObject(one).orElseThrow().get("field_code")
                                                    + ""));
            @Nullable Object next = page.at("additional_data", "next_cursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(codes)
                .contains("title", "stage_id", "notes_count", made.at("data", "field_code"))
                .doesNotHaveDuplicates();
        Wire.Answer one = client.get("/api/v2/dealFields/notes_count");
        assertThat(one.at("data", "is_optional_response_field")).isEqualTo(true);
        assertThat(client.get("/api/v2/dealFields/nothing").status()).isEqualTo(404);
        assertThat(client.get("/api/v2/activityFields").status()).isEqualTo(200);
        assertThat(client.post("/api/v2/activityFields", Map.of()).status()).isEqualTo(405);
    }

    @Test
    void fields_that_cannot_be_are_refused() {
        for (Map<String, Object> body :
                List.<Map<String, Object>>of(
                        Map.of("field_type", "text"),
                        Map.of("field_name", "x", "field_type", "json"),
                        Map.of("field_name", "x", "field_type", "enum"),
                        Map.of(
                                "field_name",
                                "x",
                                "field_type",
                                "text",
                                "options",
                                List.of(Map.of("label", "a"))),
                        Map.of("field_name", "x", "field_type", "text", "key", "mine"))) {
            assertThat(client.post("/api/v2/personFields", body).status())
                    .as(body.toString())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_field_and_its_options_can_be_renamed_and_removed() {
        String key = key(FieldType.SET, "a", "b");
        String path = "/api/v2/dealFields/" + key;

        assertThat(client.patch(path, Map.of("field_name", "New")).at("data", "field_name"))
                .isEqualTo("New");
        Wire.Answer more = client.post(path + "/options", List.of(Map.of("label", "c")));
        assertThat(Json.asList(more.at("data")).orElseThrow()).hasSize(3);
        int first = (int) more.at("data", 0, "id");
        client.patch(path + "/options", List.of(Map.of("id", first, "label", "A")));
        assertThat(client.get(path).at("data", "options", 0, "label")).isEqualTo("A");
        client.send("DELETE", path + "/options", "application/json", "[{\"id\":" + first + "}]");
        assertThat(deal(key, List.of(first)).status()).isEqualTo(400);
        assertThat(client.delete(path).status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.patch("/api/v2/dealFields/title", Map.of("field_name", "x")).status())
                .isEqualTo(403);
    }

    @Test
    void custom_values_are_kept_by_type() {
        long person = letIn.person("Ann");
        Map<FieldType, Object> values =
                Map.of(
                        FieldType.VARCHAR,
                        "text",
                        FieldType.TEXT,
                        "long text",
                        FieldType.DOUBLE,
                        2.5,
                        FieldType.DATE,
                        "2026-05-01",
                        FieldType.MONETARY,
                        Map.of("value", 500, "currency", "USD"),
                        FieldType.DATERANGE,
                        Map.of("value", "2026-01-01", "until", "2026-02-01"),
                        FieldType.PHONE,
                        "555",
                        FieldType.USER,
                        9_000_001,
                        FieldType.PEOPLE,
                        person);
        values.forEach(
                (type, value) -> {
                    String key = key(type);
                    Wire.Answer made = deal(key, value);
                    assertThat(made.status()).as(type + made.body()).isEqualTo(200);
                    assertThat(made.at("data", "custom_fields", key)).isEqualTo(plain(value));
                });
        String time = key(FieldType.TIME);
        assertThat(
                        deal(time, Map.of("value", "09:00", "timezone_name", "Europe/London"))
                                .at("data", "custom_fields", time, "value"))
                .isEqualTo("09:00:00");
        String address = key(FieldType.ADDRESS);
        assertThat(
                        deal(address, Map.of("value", "Main St 1"))
                                .at("data", "custom_fields", address, "country"))
                .isNull();
    }

    private static Object plain(Object value) {
        return Json.parse(Json.bytes(value)).orElseThrow();
    }

    @Test
    void custom_values_that_are_malformed_are_refused_by_key() {
        Map<FieldType, List<Object>> wrong =
                Map.of(
                        FieldType.VARCHAR, List.of(1, Map.of("value", "x"), "x".repeat(256)),
                        FieldType.DOUBLE, List.of("1", true),
                        FieldType.DATE, List.of("2026-13-01", 20260101, "2026-01-01T00:00:00Z"),
                        FieldType.MONETARY, List.of(5, Map.of("value", 5), Map.of("amount", 5)),
                        FieldType.DATERANGE,
                                List.of(
                                        "2026-01-01",
                                        Map.of("value", "2026-02-01", "until", "2026-01-01")),
                        FieldType.TIME, List.of("09:00", Map.of("value", "25:00")),
                        FieldType.TIMERANGE, List.of(Map.of("value", "09:00")),
                        FieldType.ADDRESS, List.of("Main St", Map.of("street", "Main")),
                        FieldType.USER, List.of("9000001", 404),
                        FieldType.ORG, List.of(404));
        wrong.forEach(
                (type, values) -> {
                    String key = key(type);
                    for (Object value : values) {
                        Wire.Answer refused = deal(key, value);
                        assertThat(refused.status()).as(type + " " + value).isEqualTo(400);
                        assertThat(refused.at("error") + "")
                                .startsWith("Validation failed: custom_fields: " + key);
                    }
                });
        assertThat(deal("title", "x").at("error"))
                .isEqualTo("Validation failed: custom_fields: Unknown key 'title'");
        assertThat(
                        client.post("/api/v2/deals", Map.of("title", "x", key(FieldType.TEXT), "y"))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void options_are_numbers_and_an_empty_choice_is_null() {
        String one = key(FieldType.ENUM, "Gold", "Iron");
        String many = key(FieldType.SET, "Red", "Blue");
        Fields fields = letIn.emulator.company().fields();
        long gold = fields.find(ItemType.DEAL, one).orElseThrow().options().getFirst().id();
        long red = fields.find(ItemType.DEAL, many).orElseThrow().options().getFirst().id();

        assertThat(deal(one, "Gold").status()).isEqualTo(400);
        assertThat(deal(one, red).status()).isEqualTo(400);
        assertThat(deal(many, List.of()).status()).isEqualTo(400);
        Wire.Answer made =
                client.post(
                        "/api/v2/deals",
                        LetIn.body(
                                "title",
                                "x",
                                "custom_fields",
                                LetIn.body(one, gold, many, List.of(red))));
        String path = "/api/v2/deals/" + made.at("data", "id");
        Wire.Answer labelled = client.get(path + "?include_option_labels=true");
        assertThat(labelled.at("data", "custom_fields", one, "label")).isEqualTo("Gold");
        assertThat(labelled.at("data", "custom_fields", many, 0, "label")).isEqualTo("Red");
        Wire.Answer cleared =
                client.patch(path, LetIn.body("custom_fields", LetIn.body(many, null)));
        assertThat(cleared.at("data", "custom_fields", many)).isNull();
        assertThat(cleared.at("data", "custom_fields", one)).isEqualTo((int) gold);
    }

    @Test
    void only_the_keys_asked_for_come_back_and_unset_ones_are_null_or_absent() {
        String first = key(FieldType.TEXT);
        String second = key(FieldType.TEXT);
        long deal = letIn.deal("x");

        Wire.Answer all = client.get("/api/v2/deals/" + deal);
        assertThat(Json.asObject(all.at("data", "custom_fields")).orElseThrow())
                .containsOnlyKeys(first, second)
                .containsEntry(first, null);
        assertThat(
                        Json.asObject(
                                        client.get("/api/v2/deals?custom_fields=" + first)
                                                .at("data", 0, "custom_fields"))
                                .orElseThrow())
                .containsOnlyKeys(first);
        letIn.emulator.dials().set(PipedriveDial.UNSET_CUSTOM_FIELDS_AS_NULL, false);
        assertThat(
                        Json.asObject(
                                        client.get("/api/v2/deals/" + deal)
                                                .at("data", "custom_fields"))
                                .orElseThrow())
                .isEmpty();
    }

    @Test
    void version_one_knows_fields_by_number_and_key() {
        Wire.Answer made =
                client.post("/v1/personFields", Map.of("name", "Shoe", "field_type", "double"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("data", "key") + "").matches("[0-9a-f]{40}");
        String path = "/v1/personFields/" + made.at("data", "id");
        assertThat(client.get(path).at("data", "edit_flag")).isEqualTo(true);
        assertThat(client.put(path, Map.of("name", "Size")).at("data", "name")).isEqualTo("Size");
        Wire.Answer page = client.get("/v1/personFields?start=2&limit=3");
        assertThat(Json.asList(page.at("data")).orElseThrow()).hasSize(3);
        assertThat(page.at("additional_data", "pagination"))
                .isEqualTo(
                        Json.of("start", 2)
                                .and("limit", 3)
                                .and("more_items_in_collection", true)
                                .and("next_start", 5));
        assertThat(client.delete(path).status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(404);
    }
}
