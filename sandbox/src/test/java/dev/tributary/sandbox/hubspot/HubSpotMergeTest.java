package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Records that become one, and contacts that are erased. */
class HubSpotMergeTest {
    private static final String CONTACTS = "/crm/v3/objects/contacts/";

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
    void the_record_that_stays_takes_over_what_it_lacked() {
        CrmRecord ann = contact(Map.of("email", "ann@example.com", "firstname", "Ann"));
        CrmRecord annie =
                contact(Map.of("email", "annie@example.com", "firstname", "Annie", "city", "Rome"));
        CrmRecord deal = installed.deal("Hers");
        installed
                .emulator
                .crm()
                .associate(ObjectType.CONTACTS, annie.id(), ObjectType.DEALS, deal.id());

        Wire.Answer merged = merge(ann, annie);

        assertThat(merged.json()).containsEntry("id", ann.id() + "");
        assertThat(Json.asObject(merged.at("properties")).orElseThrow())
                .containsEntry("firstname", "Ann")
                .containsEntry("email", "ann@example.com")
                .containsEntry("city", "Rome")
                .containsEntry("hs_merged_object_ids", annie.id() + "");
        assertThat(
                        client.get(CONTACTS + ann.id() + "?associations=deals")
                                .at("associations", "deals", "results", 0, "id"))
                .isEqualTo(deal.id() + "");
        assertThat(installed.emulator.crm().all(ObjectType.CONTACTS)).hasSize(1);
    }

    @Test
    void the_id_of_the_record_that_went_still_leads_somewhere_or_nowhere() {
        CrmRecord ann = contact(Map.of("email", "ann@example.com"));
        CrmRecord annie = contact(Map.of("email", "annie@example.com"));
        merge(ann, annie);

        assertThat(client.get(CONTACTS + annie.id()).json()).containsEntry("id", ann.id() + "");
        installed.emulator.dials().set(HubSpotDial.MERGED_IDS_RESOLVE, false);
        assertThat(client.get(CONTACTS + annie.id()).status()).isEqualTo(404);
    }

    @Test
    void records_that_cannot_be_merged_are_refused() {
        CrmRecord ann = contact(Map.of("email", "ann@example.com"));

        assertThat(merge(ann, ann).status()).isEqualTo(400);
        assertThat(
                        client.post(
                                        CONTACTS + "merge",
                                        Map.of(
                                                "primaryObjectId",
                                                ann.id() + "",
                                                "objectIdToMerge",
                                                "404"))
                                .status())
                .isEqualTo(404);
        assertThat(client.post("/crm/v3/objects/notes/merge", Map.of()).status()).isEqualTo(400);
        assertThat(client.get(CONTACTS + "merge").status()).isEqualTo(405);
    }

    @Test
    void an_erased_contact_is_gone_also_from_the_archive() {
        CrmRecord ann = contact(Map.of("email", "ann@example.com"));
        CrmRecord deal = installed.deal("Hers");
        installed
                .emulator
                .crm()
                .associate(ObjectType.CONTACTS, ann.id(), ObjectType.DEALS, deal.id());

        assertThat(erase(Map.of("objectId", "ann@example.com", "idProperty", "email")).status())
                .isEqualTo(204);
        assertThat(client.get(CONTACTS + ann.id()).status()).isEqualTo(404);
        assertThat(client.get(CONTACTS + ann.id() + "?archived=true").status()).isEqualTo(404);
        assertThat(
                        client.get("/crm/v4/objects/deals/" + deal.id() + "/associations/contacts")
                                .at("results"))
                .isEqualTo(List.of());
        assertThat(contact(Map.of("email", "ann@example.com")).id()).isNotEqualTo(ann.id());
    }

    @Test
    void erasing_finds_archived_contacts_and_knows_what_is_not_there() {
        CrmRecord ann = contact(Map.of("email", "ann@example.com"));
        installed.emulator.crm().archive(ObjectType.CONTACTS, ann.id());

        assertThat(erase(Map.of("objectId", ann.id() + "")).status()).isEqualTo(204);
        assertThat(client.get(CONTACTS + ann.id() + "?archived=true").status()).isEqualTo(404);
        assertThat(erase(Map.of("objectId", ann.id() + "")).status()).isEqualTo(404);
        assertThat(erase(Map.of("objectId", "x@example.com", "idProperty", "email")).status())
                .isEqualTo(204);
        assertThat(erase(Map.of("objectId", "Ann", "idProperty", "firstname")).status())
                .isEqualTo(400);
    }

    private CrmRecord contact(Map<String, String> values) {
        return installed.emulator.crm().createContact(values);
    }

    private Wire.Answer merge(CrmRecord into, CrmRecord other) {
        return client.post(
                CONTACTS + "merge",
                Map.of(
                        "primaryObjectId", into.id() + "",
                        "objectIdToMerge", other.id() + ""));
    }

    private Wire.Answer erase(Map<String, Object> whom) {
        return client.post(CONTACTS + "gdpr-delete", whom);
    }
}
