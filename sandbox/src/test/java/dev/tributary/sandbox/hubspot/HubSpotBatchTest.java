package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class HubSpotBatchTest {
    private static final String BATCH = "/crm/v3/objects/deals/batch/";

    private final Installed installed = new Installed();
    private Wire client = installed.anonymous();

    @BeforeEach
    void connect() {
        client = installed.client();
    }

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void reads_give_what_is_there_and_name_what_is_missing() {
        String id = installed.deal("There").id() + "";

        Wire.Answer all = client.post(BATCH + "read", inputs(Map.of("id", id)));
        Wire.Answer some =
                client.post(BATCH + "read", inputs(Map.of("id", id), Map.of("id", "404")));

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.json()).containsEntry("status", "COMPLETE").doesNotContainKey("errors");
        assertThat(some.status()).isEqualTo(207);
        assertThat(some.json()).containsEntry("numErrors", 1);
        assertThat(some.at("errors", 0, "context", "ids", 0)).isEqualTo("404");
        assertThat(Json.asList(some.at("results")).orElseThrow()).hasSize(1);
    }

    @Test
    void a_batch_takes_a_hundred() {
        List<Object> many = new ArrayList<>(Collections.nCopies(101, Map.of("id", "1")));

        assertThat(client.post(BATCH + "read", Map.of("inputs", many)).status()).isEqualTo(400);
        assertThat(client.post(BATCH + "read", Map.of("inputs", List.of())).status())
                .isEqualTo(400);
        installed.emulator.dials().set(HubSpotDial.BATCH_MAX, 101);
        assertThat(client.post(BATCH + "read", Map.of("inputs", many)).status()).isEqualTo(207);
    }

    @Test
    void creation_is_all_or_nothing_without_trace_ids() {
        Wire.Answer refused =
                client.post(
                        BATCH + "create",
                        inputs(
                                Map.of("properties", Map.of("dealname", "Good")),
                                Map.of("properties", Map.of("nonsense", "Bad"))));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(installed.emulator.crm().all(ObjectType.DEALS)).isEmpty();
    }

    @Test
    void creation_is_partial_with_trace_ids() {
        Wire.Answer partial =
                client.post(
                        BATCH + "create",
                        inputs(
                                Map.of(
                                        "properties",
                                        Map.of("dealname", "Good"),
                                        "objectWriteTraceId",
                                        "a"),
                                Map.of(
                                        "properties",
                                        Map.of("nonsense", "Bad"),
                                        "objectWriteTraceId",
                                        "b")));

        assertThat(partial.status()).isEqualTo(207);
        assertThat(partial.at("results", 0, "objectWriteTraceId")).isEqualTo("a");
        assertThat(partial.at("errors", 0, "context", "objectWriteTraceId", 0)).isEqualTo("b");
    }

    @Test
    void the_same_email_twice_in_one_batch_is_refused() {
        Map<String, Object> contact = Map.of("properties", Map.of("email", "a@example.com"));

        assertThat(
                        client.post(
                                        "/crm/v3/objects/contacts/batch/create",
                                        inputs(contact, contact))
                                .status())
                .isEqualTo(409);
        assertThat(installed.emulator.crm().all(ObjectType.CONTACTS)).isEmpty();
    }

    @Test
    void updates_and_archives_take_many() {
        String one = installed.deal("One").id() + "";
        String two = installed.deal("Two").id() + "";

        Wire.Answer updated =
                client.post(
                        BATCH + "update",
                        inputs(
                                Map.of("id", one, "properties", Map.of("amount", "1")),
                                Map.of("id", "404", "properties", Map.of("amount", "2"))));
        assertThat(updated.status()).isEqualTo(207);
        assertThat(updated.at("results", 0, "properties", "amount")).isEqualTo("1");

        assertThat(
                        client.post(BATCH + "archive", inputs(Map.of("id", one), Map.of("id", two)))
                                .status())
                .isEqualTo(204);
        assertThat(installed.emulator.crm().all(ObjectType.DEALS)).isEmpty();
    }

    @Test
    void upserts_create_or_change_by_a_unique_property() {
        String path = "/crm/v3/objects/contacts/batch/upsert";
        Map<String, Object> ann =
                Map.of(
                        "idProperty", "email",
                        "id", "ann@example.com",
                        "properties", Map.of("firstname", "Ann"));

        assertThat(client.post(path, inputs(ann)).at("results", 0, "new")).isEqualTo(true);
        assertThat(client.post(path, inputs(ann)).at("results", 0, "new")).isEqualTo(false);
    }

    @Test
    void upserts_are_all_or_nothing_unless_every_input_carries_a_trace_id() {
        String path = "/crm/v3/objects/contacts/batch/upsert";
        Map<String, Object> good =
                Map.of(
                        "idProperty", "email",
                        "id", "ann@example.com",
                        "objectWriteTraceId", "a",
                        "properties", Map.of("firstname", "Ann"));
        Map<String, Object> bad =
                Map.of(
                        "idProperty", "email",
                        "id", "bob@example.com",
                        "properties", Map.of("nonsense", "Bob"));

        assertThat(client.post(path, inputs(good, bad)).status()).isEqualTo(400);
        assertThat(installed.emulator.crm().all(ObjectType.CONTACTS)).isEmpty();
        Map<String, Object> traced = new HashMap<>(bad);
        traced.put("objectWriteTraceId", "b");
        Wire.Answer partial = client.post(path, inputs(good, traced));
        assertThat(partial.status()).isEqualTo(207);
        assertThat(partial.at("results", 0, "new")).isEqualTo(true);
        assertThat(partial.at("errors", 0, "context", "objectWriteTraceId", 0)).isEqualTo("b");
    }

    private static Map<String, Object> inputs(Object... inputs) {
        return Map.of("inputs", List.of(inputs));
    }
}
