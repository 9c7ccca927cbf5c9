package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class HubSpotObjectsTest {
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
    void unknown_paths_methods_and_types_are_told_apart() {
        assertThat(client.get("/crm/v3/nothing").status()).isEqualTo(404);
        Wire.Answer wrongMethod = client.get("/crm/v3/objects/deals/search");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Allow")).isEqualTo("POST");
        assertThat(client.get("/crm/v3/objects/unicorns").status()).isEqualTo(400);
    }

    @Test
    void a_created_deal_can_be_read_changed_and_archived() {
        Wire.Answer created =
                client.post(
                        "/crm/v3/objects/deals",
                        Installed.properties(
                                "dealname", "Ten seats",
                                "amount", "1054.50",
                                "dealstage", "appointmentscheduled",
                                "closedate", "2017-03-01"));
        assertThat(created.status()).isEqualTo(201);
        String path = "/crm/v3/objects/deals/" + created.json().get("id");

        assertThat(client.patch(path, Installed.properties("dealstage", "closedwon")).status())
                .isEqualTo(200);
        Wire.Answer read = client.get(path + "?properties=amount,closedate,hs_is_closed_won");
        assertThat(read.at("properties", "amount")).isEqualTo("1054.50");
        assertThat(read.at("properties", "closedate")).isEqualTo("2017-03-01T00:00:00Z");
        assertThat(read.at("properties", "hs_is_closed_won")).isEqualTo("true");

        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.get(path + "?archived=true").at("archived")).isEqualTo(true);
    }

    @Test
    void only_the_properties_asked_for_come_back() {
        long id = installed.deal("One").id();

        Wire.Answer defaults = client.get("/crm/v3/objects/deals/" + id);
        Wire.Answer chosen = client.get("/crm/v3/objects/deals/" + id + "?properties=amount");

        assertThat(Json.asObject(defaults.at("properties")).orElseThrow())
                .containsOnlyKeys(
                        "amount",
                        "closedate",
                        "createdate",
                        "dealname",
                        "dealstage",
                        "hs_lastmodifieddate",
                        "hs_object_id",
                        "pipeline");
        assertThat(Json.asObject(chosen.at("properties")).orElseThrow())
                .containsOnlyKeys("amount", "createdate", "hs_lastmodifieddate", "hs_object_id")
                .containsEntry("amount", null);

        installed.emulator.dials().set(HubSpotDial.UNSET_AS_NULL, false);
        assertThat(
                        Json.asObject(
                                        client.get(
                                                        "/crm/v3/objects/deals/"
                                                                + id
                                                                + "?properties=amount")
                                                .at("properties"))
                                .orElseThrow())
                .doesNotContainKey("amount");
    }

    @Test
    void lists_page_by_a_cursor_in_the_body() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            made.add(Long.toString(installed.deal("Deal " + i).id()));
        }

        List<String> seen = new ArrayList<>();
        String next = "/crm/v3/objects/deals?limit=10";
        int pages = 0;
        while (!next.isEmpty()) {
            Wire.Answer page = client.get(next);
            Json.asList(page.at("results"))
                    .orElseThrow()
                    .forEach(one -> seen.add(Json.asObject(one).orElseThrow().get("id") + ""));
            next =
                    page.json().containsKey("paging")
                            ? "/crm/v3/objects/deals?limit=10&after="
                                    + page.at("paging", "next", "after")
                            : "";
            pages++;
        }

        assertThat(seen).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
        assertThat(client.get("/crm/v3/objects/deals?limit=101").status()).isEqualTo(400);
        installed.emulator.dials().set(HubSpotDial.LIST_LIMIT_MAX, 200);
        assertThat(client.get("/crm/v3/objects/deals?limit=101").status()).isEqualTo(200);
    }

    @Test
    void all_bad_values_are_reported_at_once() {
        Wire.Answer refused =
                client.post(
                        "/crm/v3/objects/deals",
                        Installed.properties(
                                "opportunity_id", "X1",
                                "amount", "many",
                                "hs_is_closed", "true",
                                "hubspot_owner_id", "1",
                                "dealstage", "won?"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).containsEntry("category", "VALIDATION_ERROR");
        assertThat(codes(refused))
                .containsExactlyInAnyOrder(
                        "PROPERTY_DOESNT_EXIST",
                        "INVALID_NUMBER",
                        "READ_ONLY_VALUE",
                        "INVALID_OPTION",
                        "INVALID_OPTION");
    }

    @Test
    void a_property_of_the_portal_can_be_written_once_it_is_defined() {
        installed
                .emulator
                .portal()
                .properties()
                .add(ObjectType.DEALS, Property.customText("opportunity_id", "Opportunity id"));

        Wire.Answer created =
                client.post(
                        "/crm/v3/objects/deals",
                        Installed.properties("opportunity_id", "1C1I7A6R"));

        assertThat(created.at("properties", "opportunity_id")).isEqualTo("1C1I7A6R");
        assertThat(client.get("/crm/v3/properties/deals/opportunity_id").at("hubspotDefined"))
                .isEqualTo(false);
        assertThat(client.get("/crm/v3/properties/deals/amount").at("hubspotDefined"))
                .isEqualTo(true);
    }

    @Test
    void property_values_are_text_unless_the_dial_coerces() {
        Map<String, Object> body = Map.of("properties", Map.of("amount", 12));

        assertThat(client.post("/crm/v3/objects/deals", body).status()).isEqualTo(400);
        installed.emulator.dials().set(HubSpotDial.COERCE_PROPERTY_VALUES, true);
        assertThat(client.post("/crm/v3/objects/deals", body).at("properties", "amount"))
                .isEqualTo("12");
    }

    @Test
    void unknown_parameters_and_fields_are_refused_unless_the_dial_ignores_them() {
        Map<String, Object> body = Map.of("properties", Map.of("amount", "1"), "propertis", 1);
        assertThat(client.get("/crm/v3/objects/deals?size=3").status()).isEqualTo(400);
        assertThat(client.post("/crm/v3/objects/deals", body).status()).isEqualTo(400);

        installed.emulator.dials().set(HubSpotDial.REJECT_UNKNOWN_FIELDS, false);
        assertThat(client.get("/crm/v3/objects/deals?size=3").status()).isEqualTo(200);
        assertThat(client.post("/crm/v3/objects/deals", body).status()).isEqualTo(201);
    }

    @Test
    void malformed_json_is_a_400() {
        Wire.Answer refused =
                client.send("POST", "/crm/v3/objects/deals", "application/json", "{\"a\":");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).containsKeys("status", "message", "correlationId", "category");
    }

    @Test
    void an_email_belongs_to_one_contact_and_finds_it() {
        Map<String, Object> contact = Map.of("properties", Map.of("email", "ann@example.com"));
        Wire.Answer first = client.post("/crm/v3/objects/contacts", contact);
        Wire.Answer second = client.post("/crm/v3/objects/contacts", contact);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json()).containsEntry("category", "CONFLICT");
        assertThat(client.get("/crm/v3/objects/contacts/ann@example.com?idProperty=email").json())
                .containsEntry("id", first.json().get("id"));
        assertThat(client.get("/crm/v3/objects/contacts/Ann?idProperty=firstname").status())
                .isEqualTo(400);
    }

    @Test
    void associations_are_made_on_creation_and_read_both_ways() {
        CrmRecord company = installed.emulator.crm().createCompany(Map.of("name", "Acme"));
        Wire.Answer deal =
                client.post(
                        "/crm/v3/objects/deals",
                        Map.of(
                                "properties", Map.of("dealname", "With company"),
                                "associations",
                                        List.of(
                                                Map.of(
                                                        "to", Map.of("id", company.id() + ""),
                                                        "types",
                                                                List.of(
                                                                        Map.of(
                                                                                "associationCategory",
                                                                                "HUBSPOT_DEFINED",
                                                                                "associationTypeId",
                                                                                5))))));
        String id = deal.json().get("id") + "";

        Wire.Answer read = client.get("/crm/v3/objects/deals/" + id + "?associations=companies");
        assertThat(read.at("associations", "companies", "results", 0, "id"))
                .isEqualTo(company.id() + "");
        Wire.Answer back =
                client.get("/crm/v4/objects/companies/" + company.id() + "/associations/deals");
        assertThat(back.at("results", 0, "toObjectId") + "").isEqualTo(id);
        assertThat(
                        client.post(
                                        "/crm/v4/associations/deals/companies/batch/read",
                                        Map.of("inputs", List.of(Map.of("id", id))))
                                .at("results", 0, "from", "id"))
                .isEqualTo(id);
    }

    @Test
    void pipelines_tell_which_stages_are_closed() {
        Wire.Answer pipelines = client.get("/crm/v3/pipelines/deals");

        assertThat(pipelines.at("results", 0, "id")).isEqualTo("default");
        assertThat(pipelines.at("results", 0, "stages", 5, "metadata"))
                .isEqualTo(Map.of("isClosed", "true", "probability", "1.0"));
        assertThat(client.get("/crm/v3/pipelines/deals/default/stages/closedlost").at("label"))
                .isEqualTo("Closed lost");
    }

    @Test
    void owners_page_and_are_found_by_email() {
        for (int i = 0; i < 3; i++) {
            installed.emulator.owners().add("Ann", "Nr" + i, "ann" + i + "@example.com");
        }

        Wire.Answer page = client.get("/crm/v3/owners?limit=2");
        Wire.Answer rest = client.get("/crm/v3/owners?after=" + page.at("paging", "next", "after"));
        assertThat(Json.asList(rest.at("results")).orElseThrow()).hasSize(1);
        assertThat(client.get("/crm/v3/owners?email=ann1@example.com").at("results", 0, "lastName"))
                .isEqualTo("Nr1");
    }

    @Test
    void dated_paths_lead_to_the_same_place() {
        installed.deal("Dated");

        assertThat(client.get("/crm/objects/2026-03/deals").at("results", 0, "archived"))
                .isEqualTo(false);
    }

    private static List<Object> codes(Wire.Answer refused) {
        List<Object> codes = new ArrayList<>();
        for (Object error : Json.asList(refused.at("errors")).orElseThrow()) {
            codes.add(Json.asObject(error).orElseThrow().get("code") + "");
        }
        return codes;
    }
}
