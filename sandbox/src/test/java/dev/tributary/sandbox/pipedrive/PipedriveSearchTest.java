package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class PipedriveSearchTest {
    private final LetIn letIn = new LetIn();
    private final Wire client = letIn.client();

    @AfterEach
    void close() {
        letIn.close();
    }

    private List<Object> found(String path) {
        Wire.Answer answer = client.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Json.asList(answer.at("data", "items")).orElseThrow().stream()
                .map(hit -> Json.asObject(hit).orElseThrow().get("item"))
                .map(item -> Json.asObject(item).orElseThrow().get("id"))
                .map(Object.class::cast)
                .toList();
    }

    private int person(String name, String email) {
        return (int)
                letIn.emulator
                        .items()
                        .create(
                                ItemType.PERSON,
                                Map.of("name", name, "emails", List.of(Map.of("value", email))))
                        .number();
    }

    @Test
    void persons_are_found_by_name_and_email() {
        int ann = person("Ann Lee", "ann@example.com");
        int annette = person("Annette Lee", "annette@example.com");

        assertThat(found("/api/v2/persons/search?term=lee")).containsExactly(ann, annette);
        assertThat(found("/api/v2/persons/search?term=ANN%20LEE&exact_match=true"))
                .containsExactly(ann);
        assertThat(
                        found(
                                "/api/v2/persons/search?term=ann@example.com&fields=email"
                                        + "&exact_match=true"))
                .containsExactly(ann);
        assertThat(found("/api/v2/persons/search?term=ann@example.com&fields=name")).isEmpty();
        Wire.Answer hit = client.get("/api/v2/persons/search?term=annette");
        assertThat(hit.at("data", "items", 0, "item", "emails"))
                .isEqualTo(List.of("annette@example.com"));
        assertThat(hit.at("data", "items", 0, "item", "type")).isEqualTo("person");
    }

    @Test
    void deals_are_found_by_custom_text_and_notes_and_narrowed() {
        Field code =
                letIn.emulator
                        .company()
                        .fields()
                        .add(ItemType.DEAL, "Code", FieldType.VARCHAR, List.of());
        int deal =
                (int)
                        letIn.emulator
                                .items()
                                .create(
                                        ItemType.DEAL,
                                        Map.of(
                                                "title",
                                                "Ten seats",
                                                "custom_fields",
                                                Map.of(code.code(), "1C1I7A6R")))
                                .number();
        letIn.emulator
                .items()
                .create(ItemType.NOTE, Map.of("deal_id", deal, "content", "call on monday"));

        assertThat(found("/api/v2/deals/search?term=1c1i7a6r&fields=custom_fields"))
                .containsExactly(deal);
        assertThat(found("/api/v2/deals/search?term=monday")).containsExactly(deal);
        assertThat(found("/api/v2/deals/search?term=seats&status=won")).isEmpty();
        assertThat(found("/api/v2/deals/search?term=seats&person_id=7")).isEmpty();
        assertThat(client.get("/api/v2/deals/search?term=seats&fields=email").status())
                .isEqualTo(400);
    }

    @Test
    void everything_is_searched_at_once() {
        int person = person("Acme Andy", "andy@example.com");
        int organization =
                (int)
                        letIn.emulator
                                .items()
                                .create(ItemType.ORGANIZATION, Map.of("name", "Acme"))
                                .number();

        Wire.Answer all = client.get("/api/v2/itemSearch?term=acme");
        assertThat(all.at("data", "items", 0, "item", "type")).isEqualTo("organization");
        assertThat(found("/api/v2/itemSearch?term=acme&item_types=person")).containsExactly(person);
        assertThat(found("/api/v2/itemSearch?term=acme&item_types=organization,file"))
                .containsExactly(organization);
        assertThat(client.get("/api/v2/itemSearch?term=acme&item_types=unicorn").status())
                .isEqualTo(400);
    }

    @Test
    void results_come_in_pages_and_terms_have_a_length() {
        for (int i = 0; i < 5; i++) {
            letIn.deal("Deal " + i);
        }
        Wire.Answer first = client.get("/api/v2/deals/search?term=deal&limit=3");
        String next = first.at("additional_data", "next_cursor") + "";

        assertThat(found("/api/v2/deals/search?term=deal&limit=3&cursor=" + next)).hasSize(2);
        assertThat(client.get("/api/v2/deals/search?term=d").status()).isEqualTo(400);
        assertThat(client.get("/api/v2/deals/search").status()).isEqualTo(400);
        assertThat(found("/api/v2/deals/search?term=d&exact_match=true")).isEmpty();
    }

    @Test
    void searches_lag_behind_writes_as_far_as_the_dial_says() {
        letIn.emulator.dials().set(PipedriveDial.SEARCH_INDEX_LAG_MILLIS, 1000);
        int deal = (int) letIn.deal("Fresh");

        assertThat(found("/api/v2/deals/search?term=fresh")).isEmpty();
        letIn.clock.pass(Duration.ofSeconds(1));
        assertThat(found("/api/v2/deals/search?term=fresh")).containsExactly(deal);
        letIn.emulator.items().update(ItemType.DEAL, deal, Map.of("title", "Stale"));
        assertThat(found("/api/v2/deals/search?term=fresh")).containsExactly(deal);
    }
}
