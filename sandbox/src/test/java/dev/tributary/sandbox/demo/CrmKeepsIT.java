package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/** What a write says is there afterwards, or the write is refused with the names of what is not. */
@ExtendWith(Connected.class)
class CrmKeepsIT {
    static final List<String> PROVIDERS = ThreeCrms.ALL;

    private final ThreeCrms crms;

    CrmKeepsIT(ThreeCrms crms) {
        this.crms = crms;
    }

    private static String unique(String base) {
        return base + System.nanoTime();
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void an_address_of_work_is_kept_and_a_number_of_an_unknown_kind_takes_a_free_place(
            String provider) {
        String email = unique("work") + "@example.com";
        JsonNode made =
                crms.create(
                        provider,
                        "contacts",
                        Json.of(
                                "first_name", "Ada",
                                "last_name", unique("Kept "),
                                "email_addresses", List.of(entry("email", email, "work")),
                                "phone_numbers", List.of(entry("number", "+1 9", "pager"))));
        assertThat(made.path("email_addresses").path(0).path("email").asString()).isEqualTo(email);
        assertThat(made.path("phone_numbers").path(0).path("number").asString()).isEqualTo("+1 9");
    }

    @Test
    void what_has_no_place_is_named_and_nothing_is_written() {
        String id =
                crms.create(
                                ThreeCrms.HUBSPOT,
                                "contacts",
                                Json.of(
                                        "last_name",
                                        unique("Lost "),
                                        "email_addresses",
                                        List.of(
                                                entry(
                                                        "email",
                                                        unique("a") + "@x.example",
                                                        "work"))))
                        .path("id")
                        .asString();
        ThreeCrms.Answer answer =
                crms.call(
                        ThreeCrms.HUBSPOT,
                        "PATCH",
                        "contacts/" + id,
                        Json.of(
                                "title",
                                "CTO",
                                "email_addresses",
                                List.of(
                                        entry("email", unique("b") + "@x.example", "work"),
                                        entry("email", unique("c") + "@x.example", "home"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("detail").asString())
                .startsWith("'email_addresses[1].email' would be lost");
        JsonNode still = crms.ok(ThreeCrms.HUBSPOT, "GET", "contacts/" + id, null);
        assertThat(still.path("title").isNull()).isTrue();
        assertThat(still.path("email_addresses")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "hubspot, call", "hubspot, email", "hubspot, meeting",
        "salesforce, call", "salesforce, email", "salesforce, meeting",
        "pipedrive, call", "pipedrive, email", "pipedrive, meeting"
    })
    void an_engagement_of_each_kind_can_be_changed(String provider, String kind) {
        Map<String, Object> body =
                Json.of(
                        "engagement_type",
                        kind,
                        "subject",
                        unique("First "),
                        "start_time",
                        "2026-11-26T00:00:00Z");
        if (kind.equals("meeting") && !provider.equals(ThreeCrms.PIPEDRIVE)) {
            body.put("end_time", "2026-11-26T01:00:00Z");
        }
        String id = crms.create(provider, "engagements", body).path("id").asString();
        JsonNode changed =
                crms.ok(
                        provider,
                        "PATCH",
                        "engagements/" + id,
                        Json.of("subject", "Second", "start_time", "2026-11-27T00:00:00Z"));
        assertThat(changed.path("subject").asString()).isEqualTo("Second");
        assertThat(changed.path("start_time").asString()).isEqualTo("2026-11-27T00:00:00Z");
        assertThat(changed.path("engagement_type").asString()).isEqualTo(kind);
    }

    private static Map<String, String> entry(String name, String value, String type) {
        return Map.of(name, value, "type", type);
    }
}
