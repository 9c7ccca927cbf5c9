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
import java.util.stream.Stream;

class PipedriveVersionOneTest {
    private final LetIn letIn = new LetIn();
    private final Wire client = letIn.client();
    private final Items items = letIn.emulator.items();

    @AfterEach
    void close() {
        letIn.close();
    }

    @Test
    void users_are_listed_and_one_is_you() {
        items.create(ItemType.USER, Map.of("name", "Bo Young", "email", "bo@example.com"));

        Wire.Answer users = client.get("/v1/users");
        assertThat(Json.asList(users.at("data")).orElseThrow()).hasSize(2);
        assertThat(users.at("data", 0, "is_you")).isEqualTo(true);
        assertThat(users.at("data", 1, "is_you")).isEqualTo(false);
        assertThat(client.get("/v1/users/9000002").at("data", "email")).isEqualTo("bo@example.com");
        assertThat(client.get("/v1/users/1").status()).isEqualTo(404);
        assertThat(client.get("/v1/users/find?term=bo@&search_by_email=1").at("data", 0, "name"))
                .isEqualTo("Bo Young");
        assertThat(client.get("/v1/users/me").at("data", "company_id")).isEqualTo(7_000_001);
        assertThat(client.get("/api/v2/users").status()).isEqualTo(404);
    }

    @Test
    void what_moved_to_version_two_is_gone() {
        assertThat(client.get("/v1/deals").status()).isEqualTo(404);
        assertThat(client.get("/v1/persons/1").status()).isEqualTo(404);
        assertThat(client.get("/v1/stages").status()).isEqualTo(404);
    }

    @Test
    void notes_are_written_read_listed_and_deleted() {
        long deal = letIn.deal("Ten seats");
        assertThat(client.post("/v1/notes", Map.of("content", "x")).status()).isEqualTo(400);
        assertThat(client.post("/v1/notes", Map.of("deal_id", deal)).status()).isEqualTo(400);
        assertThat(
                        client.post(
                                        "/v1/notes",
                                        Map.of(
                                                "content",
                                                "x",
                                                "deal_id",
                                                deal,
                                                "pinned_to_deal_flag",
                                                true))
                                .status())
                .isEqualTo(400);
        Wire.Answer made =
                client.post(
                        "/v1/notes",
                        Map.of(
                                "content",
                                "Called",
                                "deal_id",
                                deal,
                                "pinned_to_deal_flag",
                                1,
                                "add_time",
                                "2026-01-01 10:00:00"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.at("data", "add_time")).isEqualTo("2026-01-01 10:00:00");
        assertThat(made.at("data", "deal", "title")).isEqualTo("Ten seats");
        assertThat(made.at("data", "pinned_to_deal_flag")).isEqualTo(true);
        String path = "/v1/notes/" + made.at("data", "id");
        assertThat(client.put(path, Map.of("content", "Again")).at("data", "content"))
                .isEqualTo("Again");
        client.post("/v1/notes", Map.of("content", "Second", "deal_id", deal));

        Wire.Answer page = client.get("/v1/notes?deal_id=" + deal + "&limit=1&sort=id%20DESC");
        assertThat(page.at("data", 0, "content")).isEqualTo("Second");
        assertThat(page.at("additional_data", "pagination", "next_start")).isEqualTo(1);
        assertThat(client.delete(path).at("data")).isEqualTo(true);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.get("/v1/notes?deal_id=404").at("data")).isNull();
        letIn.emulator.dials().set(PipedriveDial.V1_EMPTY_LISTS_AS_NULL, false);
        assertThat(client.get("/v1/notes?deal_id=404").at("data")).isEqualTo(List.of());
    }

    @Test
    void leads_have_uuids_an_amount_and_the_custom_fields_of_deals() {
        long person = letIn.person("Ann");
        String key =
                letIn.emulator
                        .company()
                        .fields()
                        .add(ItemType.DEAL, "Code", FieldType.VARCHAR, List.of())
                        .code();
        String label = client.get("/v1/leadLabels").at("data", 0, "id") + "";
        assertThat(client.post("/v1/leads", Map.of("title", "x")).status()).isEqualTo(400);
        assertThat(
                        client.post(
                                        "/v1/leads",
                                        Map.of("title", "x", "person_id", person, "value", 5))
                                .status())
                .isEqualTo(400);
        Wire.Answer made =
                client.post(
                        "/v1/leads",
                        Map.of(
                                "title",
                                "Perhaps",
                                "person_id",
                                person,
                                "value",
                                Map.of("amount", 5, "currency", "EUR"),
                                "label_ids",
                                List.of(label),
                                key,
                                "1C1I"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.at("data", "id") + "").matches("[0-9a-f-]{36}");
        assertThat(made.at("data", key)).isEqualTo("1C1I");
        assertThat(made.at("data", "add_time")).isEqualTo("2026-03-02T10:00:00.000Z");
        assertThat(made.at("data", "visible_to")).isEqualTo("3");
        String path = "/v1/leads/" + made.at("data", "id");

        assertThat(client.patch(path, LetIn.body("value", null)).at("data", "value")).isNull();
        assertThat(client.patch(path, LetIn.body("person_id", null)).status()).isEqualTo(400);
        Wire.Answer list = client.get("/v1/leads?person_id=" + person);
        assertThat(list.at("data", 0, "title")).isEqualTo("Perhaps");
        client.patch(path, Map.of("is_archived", true));
        assertThat(client.get("/v1/leads").at("data")).isNull();
        assertThat(client.get("/v1/leads/archived").at("data", 0, "title")).isEqualTo("Perhaps");
        assertThat(client.delete(path).at("data", "id")).isEqualTo(made.at("data", "id"));
        Wire.Answer gone = client.get(path);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.json())
                .containsOnlyKeys("success", "error", "error_info", "data", "additional_data");
        assertThat(client.get("/v1/leads/7").status()).isEqualTo(400);
    }

    @Test
    void lead_labels_are_made_renamed_and_removed() {
        Wire.Answer made = client.post("/v1/leadLabels", Map.of("name", "New", "color", "green"));
        String path = "/v1/leadLabels/" + made.at("data", "id");

        assertThat(client.post("/v1/leadLabels", Map.of("name", "x", "color", "gold")).status())
                .isEqualTo(400);
        assertThat(client.patch(path, Map.of("name", "Newer")).at("data", "name"))
                .isEqualTo("Newer");
        assertThat(client.delete(path).status()).isEqualTo(200);
        assertThat(client.patch(path, Map.of("name", "x")).status()).isEqualTo(404);
    }

    @Test
    void recents_tell_what_changed_deletions_included() {
        long old = letIn.deal("Old");
        letIn.clock.pass(Duration.ofHours(1));
        String key =
                letIn.emulator
                        .company()
                        .fields()
                        .add(ItemType.DEAL, "Bonus", FieldType.MONETARY, List.of())
                        .code();
        long deal =
                items.create(
                                ItemType.DEAL,
                                Map.of(
                                        "title",
                                        "New",
                                        "custom_fields",
                                        Map.of(key, Map.of("value", 5, "currency", "USD"))))
                        .number();
        letIn.person("Ann");
        items.delete(ItemType.DEAL, old);

        Wire.Answer recents =
                client.get("/v1/recents?since_timestamp=2026-03-02%2011:00:00&items=deal");

        assertThat(ids(recents)).containsExactly((int) old, (int) deal);
        assertThat(recents.at("data", 0, "data", "active_flag")).isEqualTo(false);
        assertThat(recents.at("data", 1, "data", key)).isEqualTo(5);
        assertThat(recents.at("data", 1, "data", key + "_currency")).isEqualTo("USD");
        assertThat(recents.at("data", 1, "data", "update_time")).isEqualTo("2026-03-02 11:00:00");
        assertThat(recents.at("additional_data", "last_timestamp_on_page"))
                .isEqualTo("2026-03-02 11:00:00");
        Wire.Answer everything =
                client.get("/v1/recents?since_timestamp=2026-03-02%2011:00:00&limit=2");
        assertThat(everything.at("additional_data", "pagination", "more_items_in_collection"))
                .isEqualTo(true);
        assertThat(client.get("/v1/recents").status()).isEqualTo(400);
        assertThat(client.get("/v1/recents?since_timestamp=2026-03-02").status()).isEqualTo(400);
        assertThat(
                        client.get(
                                        "/v1/recents?since_timestamp=2026-03-02%2011:00:00&items=unicorn")
                                .status())
                .isEqualTo(400);
    }

    private static List<Object> ids(Wire.Answer answer) {
        return Json.asList(answer.at("data")).orElseThrow().stream()
                .map(one -> (Object) Json.asObject(one).orElseThrow().get("id"))
                .toList();
    }

    @Test
    void the_changelog_names_each_field_newest_first() {
        long deal = letIn.deal("Ten");
        client.with("User-Agent", "tests/1")
                .patch("/api/v2/deals/" + deal, Map.of("value", 5, "title", "Twelve"));

        Wire.Answer log = client.get("/v1/deals/" + deal + "/changelog?limit=1");
        assertThat(log.at("data", 0, "field_key")).isIn("title", "value");
        assertThat(log.at("data", 0, "change_source")).isEqualTo("api");
        assertThat(log.at("data", 0, "change_source_user_agent")).isEqualTo("tests/1");
        Wire.Answer rest =
                client.get(
                        "/v1/deals/"
                                + deal
                                + "/changelog?cursor="
                                + log.at("additional_data", "next_cursor"));
        assertThat(Json.asList(rest.at("data")).orElseThrow()).hasSize(2);
        assertThat(rest.at("data", 1, "field_key")).isEqualTo("add_time");
        assertThat(client.get("/v1/deals/404/changelog").status()).isEqualTo(404);
    }

    @Test
    void a_merge_keeps_the_one_named_in_the_body_and_what_hung_on_the_other() {
        long stays = letIn.person("Ann");
        long goes =
                items.create(
                                ItemType.PERSON,
                                Map.of(
                                        "name",
                                        "Anne",
                                        "job_title",
                                        "Boss",
                                        "emails",
                                        List.of(Map.of("value", "a@example.com"))))
                        .number();
        long deal = items.create(ItemType.DEAL, Map.of("title", "x", "person_id", goes)).number();
        items.create(ItemType.NOTE, Map.of("content", "n", "person_id", goes));

        Wire.Answer merged =
                client.put("/v1/persons/" + goes + "/merge", Map.of("merge_with_id", stays));

        assertThat(merged.status()).as(merged.body()).isEqualTo(200);
        assertThat(merged.at("data", "id")).isEqualTo((int) stays);
        assertThat(merged.at("data", "merge_what_id")).isEqualTo((int) goes);
        Wire.Answer read = client.get("/api/v2/persons/" + stays);
        assertThat(read.at("data", "name")).isEqualTo("Ann");
        assertThat(read.at("data", "job_title")).isEqualTo("Boss");
        assertThat(read.at("data", "emails", 0, "value")).isEqualTo("a@example.com");
        assertThat(client.get("/api/v2/deals/" + deal).at("data", "person_id"))
                .isEqualTo((int) stays);
        assertThat(client.get("/v1/notes?person_id=" + stays).at("data", 0, "content"))
                .isEqualTo("n");
        assertThat(LetIn.ids(client.get("/api/v2/persons"))).containsExactly((int) stays);
        assertThat(
                        client.put(
                                        "/v1/persons/" + stays + "/merge",
                                        Map.of("merge_with_id", stays))
                                .status())
                .isEqualTo(400);
        assertThat(
                        client.put("/v1/persons/" + stays + "/merge", Map.of("merge_with_id", goes))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void deals_and_organizations_are_merged_too() {
        long stays = letIn.deal("Stays");
        long goes = letIn.deal("Goes");
        long product = items.create(ItemType.PRODUCT, Map.of("name", "Seat")).number();
        client.post(
                "/api/v2/deals/" + goes + "/products",
                Map.of("product_id", product, "item_price", 7, "quantity", 1));
        assertThat(
                        client.put("/v1/deals/" + goes + "/merge", Map.of("merge_with_id", stays))
                                .at("data", "id"))
                .isEqualTo((int) stays);
        assertThat(LetIn.ids(client.get("/api/v2/deals/" + stays + "/products"))).hasSize(1);

        List<Long> two =
                Stream.of("A", "B")
                        .map(name -> items.create(ItemType.ORGANIZATION, Map.of("name", name)))
                        .map(Item::number)
                        .toList();
        Map<String, @Nullable Object> body = LetIn.body("merge_with_id", two.get(0));
        assertThat(client.put("/v1/organizations/" + two.get(1) + "/merge", body).at("data", "id"))
                .isEqualTo(two.get(0).intValue());
    }

    @Test
    void currencies_and_activity_types_are_listed() {
        assertThat(client.get("/v1/currencies?term=euro").at("data", 0, "code")).isEqualTo("EUR");
        assertThat(client.get("/v1/activityTypes").at("data", 0, "key_string")).isEqualTo("call");
        assertThat(client.get("/v1/leadFields").status()).isEqualTo(200);
    }
}
