package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class PipedriveRecordsTest {
    private final LetIn letIn = new LetIn();
    private final Wire client = letIn.client();

    @AfterEach
    void close() {
        letIn.close();
    }

    private void refused(Wire.Answer answer, String what) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json())
                .containsOnlyKeys(
                        "success", "error", "error_info", "code", "data", "additional_data")
                .containsEntry("success", false)
                .containsEntry("code", "ERR_SCHEMA_VALIDATION_FAILED")
                .containsEntry("data", null);
        assertThat(answer.at("error") + "").startsWith("Validation failed: ").contains(what);
    }

    @Test
    void unknown_paths_methods_and_ids_are_told_apart() {
        assertThat(client.get("/api/v2/unicorns").status()).isEqualTo(404);
        assertThat(client.get("/v2/deals").status()).isEqualTo(404);
        Wire.Answer wrong = client.put("/api/v2/deals/1", Map.of("title", "x"));
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).isEqualTo("DELETE, GET, PATCH");
        assertThat(client.get("/api/v2/deals/404").at("error")).isEqualTo("Deal not found");
        assertThat(client.get("/api/v2/deals/404").status()).isEqualTo(404);
        refused(client.get("/api/v2/deals/abc"), "id");
    }

    @Test
    void a_created_deal_can_be_read_changed_and_deleted() {
        long person = letIn.person("Ann Lee");
        Wire.Answer created =
                client.post(
                        "/api/v2/deals",
                        Map.of("title", "Ten seats", "value", 1054.5, "person_id", person));
        assertThat(created.status()).isEqualTo(200);
        String path = "/api/v2/deals/" + created.at("data", "id");
        assertThat(created.at("data", "status")).isEqualTo("open");
        assertThat(created.at("data", "stage_id")).isEqualTo(1);
        assertThat(created.at("data", "pipeline_id")).isEqualTo(1);
        assertThat(created.at("data", "currency")).isEqualTo("EUR");
        assertThat(created.at("data", "owner_id")).isEqualTo(9_000_001);
        assertThat(created.at("data", "add_time")).isEqualTo("2026-03-02T10:00:00Z");

        letIn.clock.pass(Duration.ofSeconds(5));
        Wire.Answer changed = client.patch(path, Map.of("title", "Twelve seats"));
        assertThat(changed.at("data", "title")).isEqualTo("Twelve seats");
        assertThat(changed.at("data", "value") + "").isEqualTo("1054.5");
        assertThat(changed.at("data", "update_time")).isEqualTo("2026-03-02T10:00:05Z");

        assertThat(client.delete(path).at("data", "id")).isEqualTo(created.at("data", "id"));
        assertThat(client.get(path).at("data", "is_deleted")).isEqualTo(true);
        assertThat(LetIn.ids(client.get("/api/v2/deals"))).isEmpty();
        assertThat(client.patch(path, Map.of("title", "x")).status()).isEqualTo(404);
        assertThat(client.delete(path).status()).isEqualTo(404);
        letIn.emulator.dials().set(PipedriveDial.DELETED_READABLE, false);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void what_is_no_field_or_not_ours_to_write_is_refused() {
        refused(client.post("/api/v2/deals", Map.of()), "title: is required");
        refused(client.post("/api/v2/deals", Map.of("title", "x", "colour", 1)), "colour");
        refused(client.post("/api/v2/deals", Map.of("title", "x", "id", 1)), "id: is read-only");
        refused(
                client.post("/api/v2/deals", Map.of("title", "x", "add_time", "2020-01-01")),
                "add_time");
        refused(
                client.post("/api/v2/persons", Map.of("name", "x", "notes_count", 1)),
                "notes_count");
        refused(
                client.patch("/api/v2/deals/" + letIn.deal("x"), LetIn.body("title", null)),
                "title: must not be null");
        assertThat(client.send("POST", "/api/v2/deals", "application/json", "[1]").status())
                .isEqualTo(400);

        letIn.emulator.dials().set(PipedriveDial.REJECT_UNKNOWN_FIELDS, false);
        Wire.Answer taken =
                client.post("/api/v2/deals?verbose=1", Map.of("title", "x", "colour", 1));
        assertThat(taken.status()).isEqualTo(200);
        assertThat(Json.asObject(taken.at("data")).orElseThrow()).doesNotContainKey("colour");
    }

    @Test
    void values_of_a_wrong_type_are_refused() {
        for (Map<String, @Nullable Object> body :
                List.of(
                        LetIn.body("title", 7),
                        LetIn.body("title", "x".repeat(256)),
                        LetIn.body("value", "12"),
                        LetIn.body("owner_id", "9000001"),
                        LetIn.body("owner_id", 5),
                        LetIn.body("person_id", 404),
                        LetIn.body("org_id", 404),
                        LetIn.body("stage_id", 404),
                        LetIn.body("currency", "EURO"),
                        LetIn.body("status", "closed"),
                        LetIn.body("visible_to", 4),
                        LetIn.body("is_archived", 1),
                        LetIn.body("label_ids", List.of("1")),
                        LetIn.body("expected_close_date", "31.12.2026"),
                        LetIn.body("expected_close_date", "2026-02-30"),
                        LetIn.body("custom_fields", "none"))) {
            Map<String, @Nullable Object> whole = Json.of("title", "x");
            whole.putAll(body);
            refused(client.post("/api/v2/deals", whole), body.keySet().iterator().next());
        }
    }

    @Test
    void a_stage_decides_the_pipeline_and_a_pipeline_its_first_stage() {
        Wire.Answer pipeline = client.post("/api/v2/pipelines", Map.of("name", "Second"));
        int second = (int) pipeline.at("data", "id");
        refused(
                client.post("/api/v2/deals", Map.of("title", "x", "pipeline_id", second)),
                "has no stages");
        int first =
                (int)
                        client.post("/api/v2/stages", Map.of("name", "A", "pipeline_id", second))
                                .at("data", "id");
        int next =
                (int)
                        client.post("/api/v2/stages", Map.of("name", "B", "pipeline_id", second))
                                .at("data", "id");

        Wire.Answer deal =
                client.post("/api/v2/deals", Map.of("title", "x", "pipeline_id", second));
        assertThat(deal.at("data", "stage_id")).isEqualTo(first);
        assertThat(deal.at("data", "stage_change_time")).isNull();
        String path = "/api/v2/deals/" + deal.at("data", "id");
        assertThat(client.patch(path, Map.of("stage_id", next)).at("data", "stage_change_time"))
                .isNotNull();
        assertThat(client.patch(path, Map.of("stage_id", 1)).at("data", "pipeline_id"))
                .isEqualTo(1);
        refused(
                client.patch(path, Map.of("stage_id", next, "pipeline_id", 1)),
                "is not in the pipeline");
        assertThat(
                        client.get("/api/v2/stages?pipeline_id=" + second + "&sort_by=order_nr")
                                .at("data", 1, "name"))
                .isEqualTo("B");
    }

    @Test
    void winning_and_losing_set_times_and_reasons() {
        String path = "/api/v2/deals/" + letIn.deal("Game");
        refused(client.patch(path, Map.of("lost_reason", "Price")), "lost_reason");
        refused(client.patch(path, Map.of("won_time", "2026-01-01T00:00:00Z")), "won_time");

        Wire.Answer lost = client.patch(path, Map.of("status", "lost", "lost_reason", "Price"));
        assertThat(lost.at("data", "lost_time")).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(lost.at("data", "close_time")).isEqualTo("2026-03-02T10:00:00Z");
        Wire.Answer won =
                client.patch(path, Map.of("status", "won", "won_time", "2026-01-01T00:00:00Z"));
        assertThat(won.at("data", "won_time")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(won.at("data", "lost_time")).isNull();
        assertThat(won.at("data", "lost_reason")).isNull();
        Wire.Answer reopened = client.patch(path, Map.of("status", "open"));
        assertThat(reopened.at("data", "won_time")).isNull();
        assertThat(reopened.at("data", "close_time")).isNull();
        assertThat(client.get(path + "?include_fields=first_won_time").at("data", "first_won_time"))
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void null_clears_and_absent_leaves() {
        long organization =
                letIn.emulator
                        .items()
                        .create(ItemType.ORGANIZATION, Map.of("name", "Acme"))
                        .number();
        String path =
                "/api/v2/persons/"
                        + client.post(
                                        "/api/v2/persons",
                                        Map.of(
                                                "name",
                                                "Ann van Lee",
                                                "org_id",
                                                organization,
                                                "job_title",
                                                "Boss"))
                                .at("data", "id");

        Wire.Answer cleared = client.patch(path, LetIn.body("org_id", null));

        assertThat(cleared.at("data", "org_id")).isNull();
        assertThat(cleared.at("data", "job_title")).isEqualTo("Boss");
        assertThat(cleared.at("data", "first_name")).isEqualTo("Ann");
        assertThat(cleared.at("data", "last_name")).isEqualTo("van Lee");
    }

    @Test
    void emails_have_one_primary_and_a_label() {
        Wire.Answer person =
                client.post(
                        "/api/v2/persons",
                        Map.of(
                                "name",
                                "Ann",
                                "emails",
                                List.of(
                                        Map.of("value", "a@example.com"),
                                        Map.of("value", "b@example.com", "label", "home"))));
        assertThat(person.at("data", "emails"))
                .isEqualTo(
                        List.of(
                                Json.of("value", "a@example.com")
                                        .and("primary", true)
                                        .and("label", "work"),
                                Json.of("value", "b@example.com")
                                        .and("primary", false)
                                        .and("label", "home")));
        Map<String, Object> primary = Map.of("value", "x", "primary", true);
        refused(
                client.post(
                        "/api/v2/persons",
                        Map.of("name", "Ann", "phones", List.of(primary, primary))),
                "only one can be primary");
        refused(
                client.post("/api/v2/persons", Map.of("name", "Ann", "emails", "a@example.com")),
                "emails");
        refused(
                client.post(
                        "/api/v2/persons",
                        Map.of("name", "Ann", "emails", List.of(Map.of("email", "a@b.c")))),
                "Unknown key 'email'");
    }

    @Test
    void without_contact_sync_persons_have_fewer_fields() {
        letIn.emulator.dials().set(PipedriveDial.CONTACT_SYNC, false);

        assertThat(
                        client.post("/api/v2/persons", Map.of("name", "A", "job_title", "Boss"))
                                .status())
                .isEqualTo(403);
        Wire.Answer person = client.post("/api/v2/persons", Map.of("name", "A"));
        assertThat(Json.asObject(person.at("data")).orElseThrow()).doesNotContainKey("job_title");
    }

    @Test
    void the_person_of_an_activity_is_its_primary_participant() {
        long person = letIn.person("Ann");
        refused(
                client.post("/api/v2/activities", Map.of("subject", "x", "person_id", person)),
                "person_id: is read-only");

        Wire.Answer made =
                client.post(
                        "/api/v2/activities",
                        Map.of(
                                "subject",
                                "Meet",
                                "type",
                                "meeting",
                                "due_time",
                                "09:30",
                                "participants",
                                List.of(Map.of("person_id", person, "primary", true))));
        assertThat(made.at("data", "person_id")).isEqualTo((int) person);
        assertThat(made.at("data", "due_time")).isEqualTo("09:30:00");
        assertThat(made.at("data", "marked_as_done_time")).isNull();
        String path = "/api/v2/activities/" + made.at("data", "id");
        assertThat(client.patch(path, Map.of("done", true)).at("data", "marked_as_done_time"))
                .isNotNull();
        refused(client.patch(path, Map.of("type", "dance")), "type");

        letIn.emulator.dials().set(PipedriveDial.ACTIVITY_PERSON_WRITABLE, true);
        assertThat(
                        client.post("/api/v2/activities", Map.of("person_id", person))
                                .at("data", "person_id"))
                .isEqualTo((int) person);
    }

    @Test
    void optional_fields_come_when_they_are_asked_for() {
        long deal = letIn.deal("Busy");
        letIn.emulator.items().create(ItemType.ACTIVITY, Map.of("deal_id", deal, "done", true));
        letIn.emulator.items().create(ItemType.NOTE, Map.of("deal_id", deal, "content", "x"));

        Wire.Answer plain = client.get("/api/v2/deals/" + deal);
        Wire.Answer asked =
                client.get(
                        "/api/v2/deals/"
                                + deal
                                + "?include_fields=notes_count,done_activities_count");

        assertThat(Json.asObject(plain.at("data")).orElseThrow()).doesNotContainKey("notes_count");
        assertThat(asked.at("data", "notes_count")).isEqualTo(1);
        assertThat(asked.at("data", "done_activities_count")).isEqualTo(1);
        refused(client.get("/api/v2/deals/" + deal + "?include_fields=title"), "include_fields");
        refused(client.get("/api/v2/deals/" + deal + "?fields=title"), "fields");
    }
}
