package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Notes, tasks, calls, e-mails, meetings and messages. */
class HubSpotActivitiesTest {
    private static final String WHEN = "2017-03-01T10:00:00Z";

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
    void every_activity_needs_its_moment_and_keeps_it() {
        for (String type :
                List.of("notes", "tasks", "calls", "emails", "meetings", "communications")) {
            String path = "/crm/v3/objects/" + type;
            Wire.Answer without = client.post(path, Installed.properties());
            Wire.Answer with = client.post(path, Installed.properties("hs_timestamp", WHEN));

            assertThat(without.status()).as(type).isEqualTo(400);
            assertThat(without.at("errors", 0, "code")).isEqualTo("REQUIRED_FIELD");
            assertThat(with.status()).as(type).isEqualTo(201);
            String one = path + "/" + with.json().get("id");
            assertThat(client.patch(one, Installed.properties("hs_timestamp", "")).status())
                    .isEqualTo(400);
            Wire.Answer read = client.get(one + "?properties=hs_timestamp");
            assertThat(Json.asObject(read.at("properties")).orElseThrow())
                    .containsOnlyKeys(
                            "hs_createdate", "hs_lastmodifieddate", "hs_object_id", "hs_timestamp")
                    .containsEntry("hs_timestamp", WHEN);
        }
    }

    @Test
    void choices_are_checked_and_a_task_begins_as_not_started() {
        Wire.Answer refused =
                client.post(
                        "/crm/v3/objects/tasks",
                        Installed.properties(
                                "hs_timestamp", WHEN,
                                "hs_task_status", "DONE",
                                "hs_task_priority", "URGENT",
                                "hs_task_type", "VISIT"));
        Wire.Answer task =
                client.post(
                        "/crm/v3/objects/tasks",
                        Installed.properties("hs_timestamp", WHEN, "hs_task_priority", "HIGH"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(Json.asList(refused.at("errors")).orElseThrow()).hasSize(3);
        assertThat(task.at("properties", "hs_task_status")).isEqualTo("NOT_STARTED");
        assertThat(
                        client.patch(
                                        "/crm/v3/objects/tasks/" + task.json().get("id"),
                                        Installed.properties("hs_task_status", "COMPLETED"))
                                .status())
                .isEqualTo(200);
        assertThat(badCall("hs_call_direction", "SIDEWAYS").status()).isEqualTo(400);
        assertThat(badCall("hs_call_disposition", "connected").status()).isEqualTo(400);
        assertThat(badCall("hs_call_disposition", "f240bbac-87c9-4f6e-bf70-924b57d47db7").status())
                .isEqualTo(201);
    }

    private Wire.Answer badCall(String property, String value) {
        return client.post(
                "/crm/v3/objects/calls",
                Installed.properties("hs_timestamp", WHEN, property, value));
    }

    @Test
    void a_note_is_found_by_the_contact_it_is_about() {
        String ann = installed.contact("ann@example.com");
        String bob = installed.contact("bob@example.com");
        Wire.Answer note =
                client.post(
                        "/crm/v3/objects/notes",
                        Installed.associated(
                                202, ann, "hs_timestamp", WHEN, "hs_note_body", "Called"));

        assertThat(notesOf("EQ", "value", ann)).isEqualTo(List.of(note.json().get("id") + ""));
        assertThat(notesOf("EQ", "value", bob)).isEmpty();
        assertThat(notesOf("IN", "values", List.of(ann, bob))).hasSize(1);
        assertThat(client.post("/crm/v3/objects/notes/search", about("LT", "value", ann)).status())
                .isEqualTo(400);
        assertThat(
                        client.get("/crm/v3/objects/notes?associations=contacts")
                                .at("results", 0, "associations", "contacts", "results", 0, "type"))
                .isEqualTo("note_to_contact");
    }

    private List<Object> notesOf(String operator, String key, Object value) {
        Wire.Answer found =
                client.post("/crm/v3/objects/notes/search", about(operator, key, value));
        return Json.asList(found.at("results")).orElseThrow().stream()
                .map(note -> (Object) (Json.asObject(note).orElseThrow().get("id") + ""))
                .toList();
    }

    private static Map<String, Object> about(String operator, String key, Object value) {
        Map<String, Object> filter =
                Map.of("propertyName", "associations.contact", "operator", operator, key, value);
        return Map.of("filterGroups", List.of(Map.of("filters", List.of(filter))));
    }

    @Test
    void an_email_says_in_its_headers_who_wrote_to_whom() {
        String headers =
                Json.text(
                        Map.of(
                                "from", Map.of("email", "ann@example.com", "firstName", "Ann"),
                                "to",
                                        List.of(
                                                Map.of("email", "b@x.com"),
                                                Map.of("email", "c@x.com"))));
        Wire.Answer email =
                client.post(
                        "/crm/v3/objects/emails",
                        Installed.properties(
                                "hs_timestamp", WHEN,
                                "hs_email_direction", "INCOMING_EMAIL",
                                "hs_email_headers", headers));

        assertThat(Json.asObject(email.at("properties")).orElseThrow())
                .containsEntry("hs_email_from_email", "ann@example.com")
                .containsEntry("hs_email_from_firstname", "Ann")
                .containsEntry("hs_email_to_email", "b@x.com;c@x.com");
        assertThat(
                        client.post(
                                        "/crm/v3/objects/emails",
                                        Installed.properties(
                                                "hs_timestamp",
                                                WHEN,
                                                "hs_email_from_email",
                                                "forged@example.com"))
                                .at("errors", 0, "code"))
                .isEqualTo("READ_ONLY_VALUE");
    }

    @Test
    void activities_go_by_the_scopes_of_contacts() {
        Wire contacts = installed.client("crm.objects.contacts.read", "crm.objects.contacts.write");
        Wire deals = installed.client("crm.objects.deals.read", "crm.objects.deals.write");
        Map<String, ?> meeting =
                Installed.properties(
                        "hs_timestamp", WHEN,
                        "hs_meeting_start_time", WHEN,
                        "hs_meeting_outcome", "SCHEDULED");

        assertThat(contacts.post("/crm/v3/objects/meetings", meeting).status()).isEqualTo(201);
        assertThat(contacts.get("/crm/v3/properties/meetings").status()).isEqualTo(200);
        assertThat(deals.post("/crm/v3/objects/meetings", meeting).status()).isEqualTo(403);
        assertThat(deals.get("/crm/v3/objects/meetings").status()).isEqualTo(403);
    }

    @Test
    void batches_and_type_ids_serve_activities_too() {
        Map<String, ?> call = Installed.properties("hs_timestamp", WHEN, "hs_call_title", "Hello");

        assertThat(
                        client.post(
                                        "/crm/v3/objects/0-48/batch/create",
                                        Installed.inputs(call, call))
                                .status())
                .isEqualTo(201);
        assertThat(Json.asList(client.get("/crm/v3/objects/calls").at("results")).orElseThrow())
                .hasSize(2);
    }
}
