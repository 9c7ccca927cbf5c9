package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What a provider does beside creating, reading, changing and deleting. */
@ExtendWith(Connected.class)
class CrmActionsIT {
    private final ThreeCrms crms;

    CrmActionsIT(ThreeCrms crms) {
        this.crms = crms;
    }

    private String contact(String firstName) {
        return crms.create(
                        ThreeCrms.HUBSPOT,
                        "contacts",
                        Json.of("first_name", firstName, "last_name", "L" + System.nanoTime()))
                .path("id")
                .asString();
    }

    private String deal(String provider, String stage, String owner) {
        return crms.create(
                        provider,
                        "opportunities",
                        Json.of(
                                "name",
                                "Shared " + System.nanoTime(),
                                "amount",
                                "1000",
                                "close_date",
                                "2026-12-24",
                                "stage",
                                Json.of("id", stage),
                                "owner",
                                Json.of("id", owner)))
                .path("id")
                .asString();
    }

    private static Map<String, Object> share(String owner, String percentage) {
        return Json.of("owner", Json.of("id", owner), "percentage", percentage);
    }

    @Test
    void a_person_who_wants_to_be_forgotten_is() {
        String id = contact("Forgotten");
        crms.ok(ThreeCrms.HUBSPOT, "POST", "contacts/" + id + ":gdpr_delete", Json.of());
        assertThat(crms.call(ThreeCrms.HUBSPOT, "GET", "contacts/" + id, null).status())
                .isEqualTo(404);
        assertThat(crms.list(ThreeCrms.HUBSPOT, "contacts?deleted=true&limit=100"))
                .extracting(record -> record.path("id").asString())
                .doesNotContain(id);
    }

    @Test
    void a_dry_run_of_an_action_or_a_batch_shows_its_request_and_leaves_the_records() {
        String id = contact("Kept for now");
        String other = contact("Kept as well");
        JsonNode erase =
                crms.ok(
                        ThreeCrms.HUBSPOT,
                        "POST",
                        "contacts/" + id + ":gdpr_delete?dry_run=true",
                        Json.of());
        assertThat(erase.path("dry_run").asBoolean()).isTrue();
        assertThat(erase.path("requests").path(0).path("url").asString())
                .endsWith("/crm/v3/objects/contacts/gdpr-delete");
        crms.ok(
                ThreeCrms.HUBSPOT,
                "POST",
                "contacts/" + id + ":merge?dry_run=true",
                Json.of("id", other));
        JsonNode batch =
                crms.ok(
                        ThreeCrms.HUBSPOT,
                        "POST",
                        "contacts:batch_delete?dry_run=true",
                        Json.of("ids", List.of(id, other)));
        assertThat(batch.path("requests").path(0).path("body").asString()).contains(id, other);
        for (String one : new String[] {id, other}) {
            crms.ok(ThreeCrms.HUBSPOT, "GET", "contacts/" + one, null);
        }
    }

    @Test
    void two_people_who_are_one_are_merged() {
        String kept = contact("Kept");
        String gone = contact("Gone");
        crms.ok(ThreeCrms.HUBSPOT, "POST", "contacts/" + kept + ":merge", Json.of("id", gone));
        assertThat(
                        crms.ok(ThreeCrms.HUBSPOT, "GET", "contacts/" + kept, null)
                                .path("first_name")
                                .asString())
                .isEqualTo("Kept");
        assertThat(crms.list(ThreeCrms.HUBSPOT, "contacts?limit=100"))
                .extracting(record -> record.path("id").asString())
                .contains(kept)
                .doesNotContain(gone);
    }

    @Test
    void the_shares_of_a_hubspot_deal_are_replaced_together() {
        String ann = crms.hubSpot.owners().add("Ann", "A", "ann@example.com").id();
        String bob = crms.hubSpot.owners().add("Bob", "B", "bob@example.com").id();
        String deal = deal(ThreeCrms.HUBSPOT, "contractsent", ann);
        crms.ok(
                ThreeCrms.HUBSPOT,
                "POST",
                "opportunity_splits:replace",
                Json.of(
                        "opportunity",
                        Json.of("id", deal),
                        "splits",
                        List.of(share(ann, "60"), share(bob, "40"))));
        assertShares(ThreeCrms.HUBSPOT, deal, ann, bob);
    }

    @Test
    void the_shares_of_a_salesforce_opportunity_are_written_in_one_batch() {
        String ann = crms.salesforce.org().addUser("Ann", "A", "ann@split.example").id();
        String bob = crms.salesforce.org().addUser("Bob", "B", "bob@split.example").id();
        String deal = deal(ThreeCrms.SALESFORCE, "Prospecting", ann);
        Map<String, Object> one = share(ann, "60");
        one.put("opportunity", Json.of("id", deal));
        Map<String, Object> other = share(bob, "40");
        other.put("opportunity", Json.of("id", deal));
        JsonNode written =
                crms.ok(
                        ThreeCrms.SALESFORCE,
                        "POST",
                        "opportunity_splits:batch_create",
                        Json.of("records", List.of(one, other)));
        assertThat(written.path("done").asInt()).as(written.toString()).isEqualTo(2);
        assertShares(ThreeCrms.SALESFORCE, deal, ann, bob);
    }

    private void assertShares(String provider, String deal, String ann, String bob) {
        List<JsonNode> splits = crms.list(provider, "opportunity_splits?opportunity.id=" + deal);
        assertThat(splits)
                .extracting(split -> split.path("owner").path("id").asString())
                .containsExactlyInAnyOrder(ann, bob);
        for (JsonNode split : splits) {
            boolean first = split.path("owner").path("id").asString().equals(ann);
            assertThat(new BigDecimal(split.path("percentage").asString()))
                    .isEqualByComparingTo(first ? "60" : "40");
        }
    }

    @Test
    void an_action_that_is_not_there_is_refused_with_those_that_are() {
        ThreeCrms.Answer answer =
                crms.call(ThreeCrms.HUBSPOT, "POST", "contacts/1:explode", Json.of());
        assertThat(answer.json().path("code").asString()).isEqualTo("method_not_supported");
        assertThat(answer.text()).contains("contacts/{id}:gdpr_delete, crm/contacts/{id}:merge");
    }
}
