package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The account, its people, its lists, and the several styles of paths. */
class HubSpotAccountTest {
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
    void the_account_says_what_it_is() {
        Wire.Answer details = installed.client("oauth").get("/account-info/v3/details");

        assertThat(details.json())
                .containsEntry("portalId", 20170001)
                .containsEntry("accountType", "STANDARD")
                .containsEntry("companyCurrency", "USD")
                .containsKeys("additionalCurrencies", "timeZone", "utcOffset", "uiDomain");
        assertThat(
                        installed
                                .client("crm.objects.deals.read")
                                .get("/account-info/v3/details")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void users_page_and_are_found_by_id_and_by_email() {
        for (int i = 0; i < 3; i++) {
            installed.emulator.owners().add("Ann", "Nr" + i, "ann" + i + "@example.com");
        }

        Wire.Answer page = client.get("/settings/v3/users/?limit=2");
        Wire.Answer rest =
                client.get("/settings/users/v3?after=" + page.at("paging", "next", "after"));
        assertThat(Json.asList(rest.at("results")).orElseThrow()).hasSize(1);
        String id = rest.at("results", 0, "id") + "";
        assertThat(client.get("/settings/v3/users/" + id).at("email"))
                .isEqualTo("ann2@example.com");
        assertThat(client.get("/settings/v3/users/ann2@example.com?idProperty=EMAIL").at("id"))
                .isEqualTo(id);
        assertThat(client.get("/settings/v3/users/1").status()).isEqualTo(404);
    }

    @Test
    void archived_owners_are_listed_apart_and_found_by_user_id() {
        Owner ann = installed.emulator.owners().add("Ann", "A", "ann@example.com");
        installed.emulator.owners().add("Bob", "B", "bob@example.com");
        installed.emulator.owners().archive(ann.id());

        assertThat(client.get("/crm/v3/owners").at("results", 0, "firstName")).isEqualTo("Bob");
        assertThat(client.get("/crm/v3/owners?archived=true").at("results", 0, "firstName"))
                .isEqualTo("Ann");
        assertThat(client.get("/crm/v3/owners/" + ann.id()).status()).isEqualTo(404);
        assertThat(
                        client.get(
                                        "/crm/v3/owners/"
                                                + ann.userId()
                                                + "?idProperty=userId&archived=true")
                                .at("id"))
                .isEqualTo(ann.id());
        assertThat(client.get("/crm/v3/owners/1?idProperty=email").status()).isEqualTo(400);
    }

    @Test
    void lists_are_found_by_id_name_and_words_and_show_who_is_in_them() {
        CrmLists lists = installed.emulator.portal().lists();
        CrmLists.CrmList big =
                lists.add("Big deals", ObjectType.DEALS, CrmLists.Processing.DYNAMIC);
        lists.add("People", ObjectType.CONTACTS, CrmLists.Processing.MANUAL);
        List<String> deals = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CrmRecord deal = installed.deal("Deal " + i);
            lists.include(big, deal.id());
            deals.add(deal.id() + "");
        }

        Wire.Answer one = client.get("/crm/v3/lists/" + big.id());
        assertThat(Json.asObject(one.at("list")).orElseThrow())
                .containsEntry("name", "Big deals")
                .containsEntry("processingType", "DYNAMIC")
                .containsEntry("objectTypeId", "0-3")
                .containsEntry("size", 3);
        assertThat(
                        client.get("/crm/v3/lists/object-type-id/0-3/name/Big%20deals")
                                .at("list", "listId"))
                .isEqualTo(big.id());
        assertThat(
                        client.post("/crm/v3/lists/search", Map.of("query", "big", "offset", 0))
                                .at("lists", 0, "additionalProperties", "hs_list_size"))
                .isEqualTo("3");
        Wire.Answer half = client.post("/crm/v3/lists/search", Map.of("offset", 1, "count", 1));
        assertThat(half.json()).containsEntry("hasMore", false).containsEntry("total", 2);
        assertThat(client.get("/crm/v3/lists?listIds=2").at("lists", 0, "name"))
                .isEqualTo("People");
        Wire.Answer members = client.get("/crm/v3/lists/1/memberships?limit=2");
        Wire.Answer rest =
                client.get(
                        "/crm/v3/lists/1/memberships?after="
                                + members.at("paging", "next", "after"));
        assertThat(members.at("results", 1, "recordId")).isEqualTo(deals.get(1));
        assertThat(rest.at("results", 0, "recordId")).isEqualTo(deals.get(2));
        assertThat(client.get("/crm/v3/lists/404").status()).isEqualTo(404);
        assertThat(installed.client("oauth").get("/crm/v3/lists/1").status()).isEqualTo(403);
    }

    @Test
    void records_are_put_into_lists_by_hand_unless_rules_decide() {
        String deal = installed.deal("One").id() + "";
        Map<String, Object> wish =
                Map.of("name", "Mine", "objectTypeId", "0-3", "processingType", "MANUAL");

        assertThat(client.post("/crm/v3/lists", wish).at("list", "listId")).isEqualTo("1");
        assertThat(client.post("/crm/v3/lists", wish).status()).isEqualTo(400);
        Wire.Answer added = client.put("/crm/v3/lists/1/memberships/add", List.of(deal, "404"));
        assertThat(added.at("recordsIdsAdded")).isEqualTo(List.of(deal));
        assertThat(added.at("recordIdsMissing")).isEqualTo(List.of("404"));
        assertThat(
                        client.put("/crm/v3/lists/1/memberships/remove", List.of(deal))
                                .at("recordIdsRemoved"))
                .isEqualTo(List.of(deal));
        installed
                .emulator
                .portal()
                .lists()
                .add("Rules", ObjectType.DEALS, CrmLists.Processing.DYNAMIC);
        assertThat(client.put("/crm/v3/lists/2/memberships/add", List.of(deal)).status())
                .isEqualTo(400);
    }

    @Test
    void every_style_of_path_leads_to_the_same_place() {
        CrmRecord deal = installed.deal("One");
        for (String path :
                List.of(
                        "/crm/objects/2026-03/deals/" + deal.id(),
                        "/crm/objects/2026-03/deals/" + deal.id() + "/associations/contacts",
                        "/crm/objects/v3/deals/" + deal.id(),
                        "/crm/associations/2026-09/deals/contacts/labels",
                        "/crm/properties/2026-03/deals/amount",
                        "/crm/pipelines/2026-03/deals",
                        "/crm/lists/2026-03",
                        "/crm/owners/2026-03",
                        "/crm-object-schemas/v3/schemas",
                        "/account-info/2026-03/details",
                        "/settings/users/2026-03")) {
            assertThat(client.get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void archived_records_are_listed_and_read_apart() {
        CrmRecord gone = installed.deal("Gone");
        installed.deal("There");
        installed.emulator.crm().archive(ObjectType.DEALS, gone.id());

        Wire.Answer archived = client.get("/crm/v3/objects/deals?archived=true");
        assertThat(Json.asList(archived.at("results")).orElseThrow()).hasSize(1);
        assertThat(archived.at("results", 0, "id")).isEqualTo(gone.id() + "");
        assertThat(archived.at("results", 0, "archivedAt")).isNotNull();
        assertThat(client.get("/crm/v3/objects/deals/" + gone.id()).status()).isEqualTo(404);
        assertThat(
                        client.post(
                                        "/crm/v3/objects/deals/batch/read?archived=true",
                                        Installed.inputs(Map.of("id", gone.id() + "")))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void the_sandbox_can_archive_owners_and_keep_lists() {
        Wire anyone = installed.anonymous();
        String owner = installed.emulator.owners().add("Ann", "A", "ann@example.com").id();
        CrmRecord deal = installed.deal("One");
        String portal = "/_sandbox/portals/20170001";

        assertThat(anyone.delete(portal + "/owners/" + owner).at("archived")).isEqualTo(true);
        assertThat(
                        anyone.post(
                                        portal + "/lists",
                                        Map.of(
                                                "name", "Hot",
                                                "type", "deals",
                                                "records", List.of(deal.id() + "")))
                                .status())
                .isEqualTo(201);
        assertThat(client.get("/crm/v3/lists/1").at("list", "size")).isEqualTo(1);
    }
}
