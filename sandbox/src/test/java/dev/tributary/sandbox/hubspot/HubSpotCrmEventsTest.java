package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Receiver;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Events beyond what happens to a single deal: links, merges, erasure, other object types. */
class HubSpotCrmEventsTest {
    private final Installed installed = new Installed();
    private final Receiver receiver = new Receiver();
    private Wire client = installed.anonymous();

    @BeforeEach
    void connect() {
        installed.emulator.apps().target(installed.app.id(), receiver.address(), 10);
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_LINGER_MILLIS, 20);
        client = installed.client();
    }

    @AfterEach
    void close() {
        installed.close();
        receiver.close();
    }

    @Test
    void a_link_is_told_from_the_side_that_is_subscribed_when_made_and_when_removed() {
        subscribe("deal.associationChange", "");
        CrmRecord deal = installed.deal("One");
        String acme = installed.emulator.crm().createCompany(Map.of("name", "Acme")).id() + "";
        String path = "/crm/v4/objects/deals/" + deal.id() + "/associations/companies/" + acme;
        client.put(path, List.of(Installed.type(341)));
        client.put(path, List.of(Installed.type(341)));
        client.delete(path);

        assertThat(events())
                .extracting(event -> event.get("associationRemoved"))
                .containsExactlyInAnyOrder(false, true);
        assertThat(events().getFirst())
                .containsEntry("subscriptionType", "deal.associationChange")
                .containsEntry("associationType", "DEAL_TO_COMPANY")
                .containsEntry("fromObjectId", (int) deal.id())
                .containsEntry("toObjectId", Integer.parseInt(acme))
                .containsEntry("isPrimaryAssociation", false)
                .doesNotContainKey("objectId");
    }

    @Test
    void a_merge_names_both_records() {
        subscribe("contact.merge", "");
        String ann = installed.contact("ann@example.com");
        String annie = installed.contact("annie@example.com");
        client.post(
                "/crm/v3/objects/contacts/merge",
                Map.of("primaryObjectId", ann, "objectIdToMerge", annie));

        assertThat(events()).hasSize(1);
        assertThat(events().getFirst())
                .containsEntry("primaryObjectId", Integer.parseInt(ann))
                .containsEntry("mergedObjectIds", List.of(Integer.parseInt(annie)));
    }

    @Test
    void an_erased_contact_is_told_as_such_and_as_a_deletion_if_the_dial_says_so() {
        subscribe("contact.privacyDeletion", "");
        subscribe("contact.deletion", "");
        erase(installed.contact("ann@example.com"));
        assertThat(events())
                .extracting(event -> event.get("subscriptionType"))
                .containsExactlyInAnyOrder("contact.privacyDeletion", "contact.deletion");

        installed.emulator.dials().set(HubSpotDial.PRIVACY_DELETION_DELETES, false);
        erase(installed.contact("bob@example.com"));
        assertThat(events()).hasSize(3);
    }

    private void erase(String contact) {
        client.post("/crm/v3/objects/contacts/gdpr-delete", Map.of("objectId", contact));
    }

    @Test
    void other_types_are_subscribed_to_by_their_id() {
        subscribe("object.creation", "0-46");
        ObjectType cars = installed.emulator.portal().customTypes().add("car", List.of("model"));
        subscribe("object.creation", cars.typeId());
        installed
                .emulator
                .crm()
                .create(ObjectType.NOTES, Map.of("hs_timestamp", "2017-03-01T10:00:00Z"));
        installed.emulator.crm().create(cars, Map.of("model", "A"));
        installed.deal("Not asked for");

        assertThat(events())
                .extracting(event -> event.get("objectTypeId"))
                .containsExactlyInAnyOrder("0-46", cars.typeId());
    }

    @Test
    void only_object_subscriptions_carry_a_type() {
        Wire developer = installed.anonymous().as(installed.app.developerKey());
        String path = "/webhooks/v3/" + installed.app.id() + "/subscriptions";

        assertThat(developer.post(path, Map.of("eventType", "object.creation")).status())
                .isEqualTo(400);
        assertThat(
                        developer
                                .post(
                                        path,
                                        Map.of("eventType", "deal.creation", "objectTypeId", "0-3"))
                                .status())
                .isEqualTo(400);
        assertThat(developer.post(path, Map.of("eventType", "note.creation")).status())
                .isEqualTo(400);
        assertThat(
                        developer
                                .post(
                                        path,
                                        Map.of(
                                                "eventType", "object.creation",
                                                "objectTypeId", "0-46",
                                                "active", true))
                                .at("objectTypeId"))
                .isEqualTo("0-46");
    }

    private void subscribe(String eventType, String objectTypeId) {
        installed.emulator.apps().subscribe(installed.app.id(), eventType, "", objectTypeId, true);
    }

    private List<Map<String, @Nullable Object>> events() {
        assertThat(installed.emulator.webhooks().awaitIdle(Duration.ofSeconds(20))).isTrue();
        return receiver.events();
    }
}
