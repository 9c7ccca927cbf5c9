package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class HubSpotPropertiesTest {
    private static final String DEALS = "/crm/v3/properties/deals";

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
    void groups_are_listed_made_and_needed() {
        assertThat(client.get(DEALS + "/groups").at("results", 0, "name"))
                .isEqualTo("dealinformation");
        assertThat(create(Map.of("groupName", "commissions")).status()).isEqualTo(400);
        Map<String, Object> group = Map.of("name", "commissions", "label", "Commissions");
        assertThat(client.post(DEALS + "/groups", group).status()).isEqualTo(201);
        assertThat(client.post(DEALS + "/groups", group).status()).isEqualTo(409);
        assertThat(client.get(DEALS + "/groups/commissions").at("label")).isEqualTo("Commissions");
        assertThat(create(Map.of("groupName", "commissions")).at("groupName"))
                .isEqualTo("commissions");
    }

    @Test
    void options_have_labels_and_bind_values_also_several_at_once() {
        create(
                Map.of(
                        "type", "enumeration",
                        "fieldType", "checkbox",
                        "options",
                                List.of(
                                        Map.of("value", "a", "label", "Alpha"),
                                        Map.of("value", "b", "label", "Beta"))));

        assertThat(client.get(DEALS + "/plan").at("options", 1, "label")).isEqualTo("Beta");
        assertThat(deal("a;b").status()).isEqualTo(201);
        assertThat(deal("a;c").status()).isEqualTo(400);
        Wire.Answer more =
                client.patch(
                        DEALS + "/plan",
                        Map.of(
                                "options",
                                List.of(
                                        Map.of("value", "a", "label", "Alpha"),
                                        Map.of("value", "c", "label", "Gamma"))));
        assertThat(more.status()).isEqualTo(200);
        assertThat(deal("a;c").status()).isEqualTo(201);
    }

    private Wire.Answer deal(String plan) {
        return client.post("/crm/v3/objects/deals", Installed.properties("plan", plan));
    }

    @Test
    void faulty_definitions_are_refused() {
        assertThat(create(Map.of("name", "Big Plan")).status()).isEqualTo(400);
        assertThat(create(Map.of("type", "money")).status()).isEqualTo(400);
        assertThat(create(Map.of("fieldType", "checkbox")).status()).isEqualTo(400);
        assertThat(create(Map.of("colour", "red")).status()).isEqualTo(400);
        assertThat(create(Map.of()).status()).isEqualTo(201);
        assertThat(create(Map.of()).status()).isEqualTo(409);
        assertThat(client.patch(DEALS + "/plan", Map.of("name", "other")).status()).isEqualTo(400);
    }

    @Test
    void an_archived_property_is_gone_with_its_values_and_its_name_stays_taken() {
        create(Map.of());
        String id = deal("big").json().get("id") + "";
        String path = "/crm/v3/objects/deals/" + id + "?properties=plan";
        assertThat(client.get(path).at("properties", "plan")).isEqualTo("big");

        assertThat(client.delete(DEALS + "/plan").status()).isEqualTo(204);
        assertThat(client.get(DEALS + "/plan").status()).isEqualTo(404);
        assertThat(client.get(DEALS + "/plan?archived=true").at("archived")).isEqualTo(true);
        assertThat(client.get(DEALS + "?archived=true").at("results", 0, "name")).isEqualTo("plan");
        assertThat(Json.asObject(client.get(path).at("properties")).orElseThrow())
                .doesNotContainKey("plan");
        assertThat(deal("big").at("errors", 0, "code")).isEqualTo("PROPERTY_DOESNT_EXIST");
        assertThat(create(Map.of()).status()).isEqualTo(409);
    }

    @Test
    void the_providers_own_properties_stay_but_for_their_options() {
        assertThat(client.delete(DEALS + "/amount").status()).isEqualTo(400);
        assertThat(client.patch(DEALS + "/amount", Map.of("label", "Sum")).status()).isEqualTo(400);
        assertThat(
                        client.patch(
                                        "/crm/v3/properties/leads/hs_lead_type",
                                        Map.of(
                                                "options",
                                                List.of(
                                                        Map.of(
                                                                "value", "EVENT",
                                                                "label", "Event"))))
                                .at("options", 0, "value"))
                .isEqualTo("EVENT");
    }

    @Test
    void stages_and_owners_show_as_what_they_refer_to() {
        assertThat(client.get(DEALS + "/dealstage").at("options", 5, "label"))
                .isEqualTo("Closed won");
        assertThat(client.get("/crm/v3/properties/tickets/hs_pipeline").at("options", 0, "value"))
                .isEqualTo("0");
        assertThat(client.get(DEALS + "/hubspot_owner_id").at("referencedObjectType"))
                .isEqualTo("OWNER");
    }

    @Test
    void reading_and_writing_definitions_need_different_scopes() {
        Wire reader = installed.client("crm.objects.deals.read");

        assertThat(reader.get(DEALS + "/groups").status()).isEqualTo(200);
        assertThat(reader.post(DEALS + "/groups", Map.of()).status()).isEqualTo(403);
        assertThat(reader.get("/crm/v3/properties/leads").status()).isEqualTo(403);
    }

    private Wire.Answer create(Map<String, Object> told) {
        Map<String, Object> property =
                new HashMap<>(
                        Map.of(
                                "name", "plan",
                                "label", "Plan",
                                "groupName", "dealinformation",
                                "type", "string",
                                "fieldType", "text"));
        property.putAll(told);
        return client.post(DEALS, property);
    }
}
