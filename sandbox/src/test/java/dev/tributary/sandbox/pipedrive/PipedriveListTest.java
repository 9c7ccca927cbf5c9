package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PipedriveListTest {
    private final LetIn letIn = new LetIn();
    private final Wire client = letIn.client();

    @AfterEach
    void close() {
        letIn.close();
    }

    private List<Object> walk(String list) {
        return walk(list, () -> {});
    }

    private List<Object> walk(String list, Runnable betweenPages) {
        List<Object> seen = new ArrayList<>();
        String cursor = "";
        do {
            Wire.Answer page = client.get(list + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            seen.addAll(LetIn.ids(page));
            @Nullable Object next = page.at("additional_data", "next_cursor");
            cursor = next == null ? "" : next.toString();
            betweenPages.run();
        } while (!cursor.isEmpty());
        return seen;
    }

    @Test
    void lists_page_by_a_cursor_in_either_direction() {
        List<Object> made = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            made.add((int) letIn.deal("Deal " + i));
            letIn.clock.pass(Duration.ofMillis(300));
        }

        assertThat(walk("/api/v2/deals?limit=10")).isEqualTo(made);
        assertThat(walk("/api/v2/deals?limit=4&sort_by=update_time")).isEqualTo(made);
        assertThat(walk("/api/v2/deals?limit=7&sort_by=add_time&sort_direction=desc"))
                .isEqualTo(made.reversed());
        assertThat(client.get("/api/v2/deals?limit=23").at("additional_data", "next_cursor"))
                .isNull();
    }

    @Test
    void what_stands_throughout_a_walk_is_not_lost() {
        List<Object> stands = new ArrayList<>();
        List<Long> goes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            long id = letIn.person("Person " + i);
            if (i % 3 == 0) {
                goes.add(id);
            } else {
                stands.add((int) id);
            }
        }

        List<Object> seen =
                walk(
                        "/api/v2/persons?limit=4",
                        () -> {
                            letIn.person("New");
                            if (!goes.isEmpty()) {
                                letIn.emulator.items().delete(ItemType.PERSON, goes.removeFirst());
                            }
                        });

        assertThat(seen).containsAll(stands).doesNotHaveDuplicates();
    }

    @Test
    void a_limit_a_cursor_or_an_order_that_cannot_be_is_refused() {
        for (int i = 0; i < 3; i++) {
            letIn.deal("x");
        }
        String cursor =
                client.get("/api/v2/deals?limit=1").at("additional_data", "next_cursor") + "";

        for (String query :
                List.of(
                        "limit=501",
                        "limit=0",
                        "limit=ten",
                        "cursor=nonsense",
                        "sort_by=title",
                        "sort_direction=up",
                        "sort_by=update_time&cursor=" + cursor,
                        "status=closed",
                        "owner_id=me",
                        "ids=1,x",
                        "start=0",
                        "custom_fields=" + "k,".repeat(15) + "k",
                        "updated_since=2026-01-01",
                        "updated_since=2026-01-01%2010:00:00")) {
            assertThat(client.get("/api/v2/deals?" + query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void updated_since_is_inclusive_and_updated_until_is_not() {
        long first = letIn.deal("First");
        letIn.clock.pass(Duration.ofSeconds(10));
        long second = letIn.deal("Second");
        letIn.clock.pass(Duration.ofSeconds(10));
        letIn.emulator.items().update(ItemType.DEAL, first, Map.of("value", 5));

        assertThat(LetIn.ids(client.get("/api/v2/deals?updated_since=2026-03-02T10:00:10Z")))
                .containsExactly((int) first, (int) second);
        assertThat(LetIn.ids(client.get("/api/v2/deals?updated_since=2026-03-02T10:00:11Z")))
                .containsExactly((int) first);
        assertThat(
                        LetIn.ids(
                                client.get(
                                        "/api/v2/deals?updated_since=2026-03-02T11:00:10%2B01:00"
                                                + "&updated_until=2026-03-02T10:00:20Z")))
                .containsExactly((int) second);
        String fraction = "/api/v2/deals?updated_since=2026-03-02T10:00:10.000Z";
        assertThat(client.get(fraction).status()).isEqualTo(400);
        letIn.emulator.dials().set(PipedriveDial.FRACTIONAL_SECONDS, true);
        assertThat(LetIn.ids(client.get(fraction))).hasSize(2);
    }

    @Test
    void lists_are_narrowed_by_what_records_refer_to() {
        Items items = letIn.emulator.items();
        long person = letIn.person("Ann");
        long organization = items.create(ItemType.ORGANIZATION, Map.of("name", "Acme")).number();
        long user =
                items.create(ItemType.USER, Map.of("name", "Bo", "email", "bo@example.com"))
                        .number();
        long deal =
                items.create(
                                ItemType.DEAL,
                                Map.of(
                                        "title",
                                        "x",
                                        "person_id",
                                        person,
                                        "org_id",
                                        organization,
                                        "owner_id",
                                        user,
                                        "stage_id",
                                        2))
                        .number();
        letIn.deal("Other");
        letIn.person("Other");
        items.create(ItemType.ACTIVITY, Map.of("deal_id", deal, "done", true));
        items.create(ItemType.ACTIVITY, Map.of("deal_id", deal));

        for (String query :
                List.of(
                        "person_id=" + person,
                        "org_id=" + organization,
                        "owner_id=" + user,
                        "stage_id=2",
                        "ids=" + deal + ",404")) {
            assertThat(LetIn.ids(client.get("/api/v2/deals?" + query)))
                    .as(query)
                    .containsExactly((int) deal);
        }
        assertThat(LetIn.ids(client.get("/api/v2/deals?pipeline_id=1"))).hasSize(2);
        assertThat(LetIn.ids(client.get("/api/v2/persons?deal_id=" + deal)))
                .containsExactly((int) person);
        assertThat(LetIn.ids(client.get("/api/v2/activities?done=false&deal_id=" + deal)))
                .hasSize(1);
        assertThat(client.get("/api/v2/organizations?person_id=1").status()).isEqualTo(400);
    }

    @Test
    void a_hundred_ids_can_be_asked_for_and_no_more() {
        String hundred = "1,".repeat(99) + "1";

        assertThat(client.get("/api/v2/persons?ids=" + hundred).status()).isEqualTo(200);
        assertThat(client.get("/api/v2/persons?ids=" + hundred + ",1").status()).isEqualTo(400);
    }

    @Test
    void deals_are_listed_by_status_and_archived_ones_apart() {
        Items items = letIn.emulator.items();
        long open = letIn.deal("Open");
        long won = letIn.deal("Won");
        items.update(ItemType.DEAL, won, Map.of("status", "won"));
        long archived = letIn.deal("Archived");
        items.update(ItemType.DEAL, archived, Map.of("is_archived", true));
        long gone = letIn.deal("Gone");
        items.delete(ItemType.DEAL, gone);

        assertThat(LetIn.ids(client.get("/api/v2/deals"))).containsExactly((int) open, (int) won);
        assertThat(LetIn.ids(client.get("/api/v2/deals?status=won"))).containsExactly((int) won);
        assertThat(LetIn.ids(client.get("/api/v2/deals?status=open,deleted")))
                .containsExactly((int) open, (int) gone);
        Wire.Answer archive = client.get("/api/v2/deals/archived");
        assertThat(LetIn.ids(archive)).containsExactly((int) archived);
        assertThat(archive.at("data", 0, "archive_time")).isNotNull();
    }

    @Test
    void a_stored_filter_takes_the_place_of_other_parameters() {
        Items items = letIn.emulator.items();
        long organization = items.create(ItemType.ORGANIZATION, Map.of("name", "Acme")).number();
        items.create(ItemType.DEAL, Map.of("title", "Small", "value", 10));
        long big =
                items.create(
                                ItemType.DEAL,
                                Map.of("title", "Big", "value", 1000, "org_id", organization))
                        .number();
        Map<String, Object> worth = condition("deal", "value", ">=", "500");
        Map<String, Object> customer = condition("organization", "name", "LIKE '$%'", "Acm");
        Wire.Answer made =
                client.post(
                        "/v1/filters",
                        Map.of(
                                "name",
                                "Big ones",
                                "type",
                                "deals",
                                "conditions",
                                Map.of(
                                        "glue",
                                        "and",
                                        "conditions",
                                        List.of(
                                                Map.of("glue", "and", "conditions", List.of(worth)),
                                                Map.of(
                                                        "glue",
                                                        "or",
                                                        "conditions",
                                                        List.of(customer))))));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        String id = made.at("data", "id") + "";

        assertThat(LetIn.ids(client.get("/api/v2/deals?filter_id=" + id + "&owner_id=404")))
                .containsExactly((int) big);
        assertThat(client.get("/api/v2/persons?filter_id=" + id).status()).isEqualTo(404);
        assertThat(client.get("/v1/filters?type=deals").at("data", 0, "name"))
                .isEqualTo("Big ones");
        assertThat(client.get("/v1/filters/" + id).at("data", "conditions", "glue"))
                .isEqualTo("and");
        assertThat(client.delete("/v1/filters/" + id).status()).isEqualTo(200);
        assertThat(client.get("/api/v2/deals?filter_id=" + id).status()).isEqualTo(404);
    }

    @Test
    void conditions_that_make_no_sense_are_refused() {
        for (Map<String, Object> condition :
                List.of(
                        condition("deal", "colour", "=", "red"),
                        condition("deal", "value", "~", "1"),
                        condition("product", "name", "=", "1"),
                        condition("deal", "expected_close_date", "=", "1.1.2026"))) {
            Wire.Answer refused =
                    client.post(
                            "/v1/filters",
                            Map.of(
                                    "name",
                                    "x",
                                    "type",
                                    "deals",
                                    "conditions",
                                    Map.of(
                                            "glue",
                                            "and",
                                            "conditions",
                                            List.of(
                                                    Map.of(
                                                            "glue",
                                                            "and",
                                                            "conditions",
                                                            List.of(condition))))));
            assertThat(refused.status()).as(condition.toString()).isEqualTo(400);
            assertThat(refused.json()).doesNotContainKey("code");
        }
    }

    private static Map<String, Object> condition(
            String object, String field, String operator, String value) {
        return Map.of("object", object, "field_id", field, "operator", operator, "value", value);
    }
}
