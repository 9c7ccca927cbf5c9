package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class HubSpotLeadsAndTicketsTest {
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
    void a_lead_needs_a_name_and_a_contact() {
        String ann = installed.contact("ann@example.com");

        assertThat(
                        client.post(
                                        "/crm/v3/objects/leads",
                                        Installed.properties("hs_lead_name", "Ann"))
                                .status())
                .isEqualTo(400);
        assertThat(
                        client.post("/crm/v3/objects/leads", Installed.associated(578, ann))
                                .at("errors", 0, "code"))
                .isEqualTo("REQUIRED_FIELD");
        Wire.Answer lead =
                client.post(
                        "/crm/v3/objects/leads",
                        Installed.associated(
                                578, ann, "hs_lead_name", "Ann", "hs_lead_label", "WARM"));
        assertThat(lead.status()).isEqualTo(201);
        assertThat(lead.at("properties", "hs_pipeline_stage")).isEqualTo("new-stage-id");
        assertThat(
                        client.get("/crm/v4/objects/contacts/" + ann + "/associations/leads")
                                        .at("results", 0, "toObjectId")
                                + "")
                .isEqualTo(lead.json().get("id"));
    }

    @Test
    void a_batch_makes_no_lead_without_a_contact() {
        String ann = installed.contact("ann@example.com");
        Map<String, ?> good = Installed.associated(608, ann, "hs_lead_name", "Ann");
        Map<String, ?> bad = Installed.properties("hs_lead_name", "Nobody");

        assertThat(
                        client.post(
                                        "/crm/v3/objects/leads/batch/create",
                                        Installed.inputs(good, bad))
                                .status())
                .isEqualTo(400);
        assertThat(installed.emulator.crm().all(ObjectType.LEADS)).isEmpty();
        assertThat(
                        client.post("/crm/v3/objects/leads/batch/create", Installed.inputs(good))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void a_ticket_stands_in_a_stage_of_its_pipeline_and_has_a_scope_of_its_own() {
        Wire tickets = installed.client("tickets");

        assertThat(tickets.post("/crm/v3/objects/tickets", Installed.properties()).status())
                .isEqualTo(400);
        assertThat(
                        tickets.post(
                                        "/crm/v3/objects/tickets",
                                        Installed.properties("hs_pipeline_stage", "closedwon"))
                                .status())
                .isEqualTo(400);
        Wire.Answer ticket =
                tickets.post(
                        "/crm/v3/objects/tickets",
                        Installed.properties(
                                "hs_pipeline_stage", "1",
                                "subject", "Help",
                                "hs_ticket_category", "PRODUCT_ISSUE;BILLING_ISSUE"));
        assertThat(ticket.at("properties", "hs_pipeline")).isEqualTo("0");
        assertThat(tickets.get("/crm/v3/objects/contacts").status()).isEqualTo(403);
        assertThat(
                        installed
                                .client("crm.objects.contacts.read")
                                .get("/crm/v3/objects/tickets")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void pipelines_and_stages_can_be_added_renamed_and_removed() {
        Map<String, Object> stage =
                Map.of("label", "Won", "displayOrder", 0, "metadata", Map.of("probability", "1.0"));
        Wire.Answer made =
                client.post(
                        "/crm/v3/pipelines/deals",
                        Map.of("label", "Renewals", "displayOrder", 1, "stages", List.of(stage)));
        String path = "/crm/v3/pipelines/deals/" + made.json().get("id");
        Wire.Answer added =
                client.post(
                        path + "/stages",
                        Map.of(
                                "label",
                                "Talks",
                                "displayOrder",
                                1,
                                "metadata",
                                Map.of("probability", "0.3")));

        assertThat(made.at("stages", 0, "metadata", "isClosed")).isEqualTo("true");
        assertThat(added.status()).isEqualTo(201);
        assertThat(
                        client.post(
                                        "/crm/v3/objects/deals",
                                        Installed.properties(
                                                "pipeline", made.json().get("id") + "",
                                                "dealstage", added.json().get("id") + ""))
                                .status())
                .isEqualTo(201);
        assertThat(
                        client.post(
                                        path + "/stages",
                                        Map.of("label", "?", "metadata", Map.of("isClosed", "no")))
                                .status())
                .isEqualTo(400);
        client.patch(path + "/stages/" + added.json().get("id"), Map.of("label", "In talks"));
        assertThat(client.get(path + "/stages").at("results", 1, "label")).isEqualTo("In talks");
        client.delete(path + "/stages/" + added.json().get("id"));
        assertThat(Json.asList(client.get(path + "/stages").at("results")).orElseThrow())
                .hasSize(1);
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void ticket_and_lead_pipelines_say_what_is_closed() {
        assertThat(
                        client.get("/crm/v3/pipelines/tickets")
                                .at("results", 0, "stages", 3, "metadata"))
                .isEqualTo(Map.of("isClosed", "true", "ticketState", "CLOSED"));
        assertThat(client.get("/crm/v3/pipelines/leads").at("results", 0, "stages", 0, "metadata"))
                .isEqualTo(Map.of("isClosed", "false"));
        assertThat(client.get("/crm/v3/pipelines/notes").at("results")).isEqualTo(List.of());
    }
}
