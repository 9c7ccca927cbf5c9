package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class HubSpotAssociationsTest {
    private static final String BATCH = "/crm/v4/associations/deals/contacts/batch/";

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
    void a_link_is_set_read_both_ways_and_removed() {
        String deal = installed.deal("One").id() + "";
        String ann = installed.contact("ann@example.com");
        String path = "/crm/v4/objects/deals/" + deal + "/associations/contacts/" + ann;

        Wire.Answer set = client.put(path, List.of(Installed.type(3)));
        assertThat(set.status()).isEqualTo(201);
        assertThat(set.at("toObjectTypeId")).isEqualTo("0-1");
        assertThat(types("contacts", ann, "deals")).isEqualTo(List.of("4 null"));
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(types("deals", deal, "contacts")).isEmpty();
    }

    @Test
    void the_primary_company_is_a_property_too_and_follows_the_associations() {
        Crm crm = installed.emulator.crm();
        long acme = crm.createCompany(Map.of("name", "Acme")).id();
        long bolt = crm.createCompany(Map.of("name", "Bolt")).id();
        long ann = Long.parseLong(installed.contact("ann@example.com"));
        long bob = Long.parseLong(installed.contact("bob@example.com"));
        long deal = installed.deal("One").id();

        crm.associate(ObjectType.COMPANIES, acme, ObjectType.CONTACTS, ann);
        crm.associate(ObjectType.COMPANIES, acme, ObjectType.CONTACTS, bob);
        crm.associate(ObjectType.DEALS, deal, ObjectType.COMPANIES, acme);
        crm.associate(ObjectType.CONTACTS, bob, ObjectType.COMPANIES, bolt);
        assertThat(company("contacts", ann, "associatedcompanyid")).isEqualTo(acme + "");
        assertThat(company("contacts", bob, "associatedcompanyid")).isEqualTo(acme + "");
        assertThat(company("deals", deal, "hs_primary_associated_company")).isEqualTo(acme + "");

        client.put(
                "/crm/v4/objects/deals/" + deal + "/associations/companies/" + bolt,
                List.of(Installed.type(5)));
        assertThat(company("deals", deal, "hs_primary_associated_company")).isEqualTo(bolt + "");
        crm.archive(ObjectType.COMPANIES, acme);
        assertThat(company("contacts", ann, "associatedcompanyid")).isNull();
        assertThat(
                        client.patch(
                                        "/crm/v3/objects/contacts/" + ann,
                                        Map.of("properties", Map.of("associatedcompanyid", "1")))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void with_the_dial_off_no_record_holds_its_primary_company() {
        installed.emulator.dials().set(HubSpotDial.PRIMARY_COMPANY_PROPERTIES, false);
        Crm crm = installed.emulator.crm();
        long acme = crm.createCompany(Map.of("name", "Acme")).id();
        long ann = Long.parseLong(installed.contact("ann@example.com"));
        crm.associate(ObjectType.CONTACTS, ann, ObjectType.COMPANIES, acme);
        assertThat(company("contacts", ann, "associatedcompanyid")).isNull();
    }

    private @Nullable Object company(String type, long id, String property) {
        return client.get("/crm/v3/objects/" + type + "/" + id + "?properties=" + property)
                .at("properties", property);
    }

    @Test
    void wrong_types_categories_and_ids_are_refused() {
        String deal = installed.deal("One").id() + "";
        String ann = installed.contact("ann@example.com");
        String path = "/crm/v4/objects/deals/" + deal + "/associations/contacts/";

        assertThat(client.put(path + ann, List.of(Installed.type(4))).status()).isEqualTo(400);
        assertThat(client.put(path + ann, List.of(Installed.type(5))).status()).isEqualTo(400);
        assertThat(client.put(path + ann, List.of()).status()).isEqualTo(400);
        assertThat(
                        client.put(
                                        path + ann,
                                        List.of(
                                                Map.of(
                                                        "associationCategory",
                                                        "USER_DEFINED",
                                                        "associationTypeId",
                                                        3)))
                                .status())
                .isEqualTo(400);
        assertThat(client.put(path + "404", List.of(Installed.type(3))).status()).isEqualTo(404);
        assertThat(client.post(path + ann, List.of(Installed.type(3))).status()).isEqualTo(405);
        assertThat(client.get("/crm/v4/objects/deals/404/associations/contacts").status())
                .isEqualTo(404);
    }

    @Test
    void the_first_company_is_the_primary_one_until_another_is() {
        String ann = installed.contact("ann@example.com");
        String acme = company("Acme");
        String other = company("Other");
        String companies = "/crm/v4/objects/contacts/" + ann + "/associations/";

        client.put(companies + "default/companies/" + acme, List.of());
        client.put(companies + "default/companies/" + other, List.of());
        assertThat(types("contacts", ann, "companies"))
                .isEqualTo(List.of("1 Primary", "279 null", "279 null"));
        client.put(companies + "companies/" + other, List.of(Installed.type(1)));
        Wire.Answer read = client.get(companies + "companies");
        assertThat(read.at("results", 0, "associationTypes"))
                .isEqualTo(List.of(type("HUBSPOT_DEFINED", 279, null)));
        assertThat(read.at("results", 1, "associationTypes"))
                .isEqualTo(
                        List.of(
                                type("HUBSPOT_DEFINED", 1, "Primary"),
                                type("HUBSPOT_DEFINED", 279, null)));
    }

    @Test
    void labels_of_the_portal_can_be_made_used_renamed_and_removed() {
        String deal = installed.deal("One").id() + "";
        String ann = installed.contact("ann@example.com");
        String labels = "/crm/v4/associations/deals/contacts/labels";
        Wire.Answer made =
                client.post(
                        labels,
                        Map.of(
                                "name", "decides",
                                "label", "Decision maker",
                                "inverseLabel", "Decides"));
        int typeId = (Integer) Objects.requireNonNull(made.at("results", 0, "typeId"));
        Map<String, Object> own =
                Map.of("associationCategory", "USER_DEFINED", "associationTypeId", typeId);

        assertThat(made.at("results", 1, "label")).isEqualTo("Decides");
        Wire.Answer set =
                client.put(
                        "/crm/v4/objects/deals/" + deal + "/associations/contacts/" + ann,
                        List.of(own));
        assertThat(set.at("labels")).isEqualTo(List.of("Decision maker"));
        assertThat(types("deals", deal, "contacts"))
                .isEqualTo(List.of("3 null", typeId + " Decision maker"));
        assertThat(
                        client.put(labels, Map.of("associationTypeId", typeId, "label", "Boss"))
                                .status())
                .isEqualTo(204);
        assertThat(types("deals", deal, "contacts")).isEqualTo(List.of("3 null", typeId + " Boss"));
        assertThat(client.delete(labels + "/3").status()).isEqualTo(400);
        assertThat(client.delete(labels + "/" + typeId).status()).isEqualTo(204);
        assertThat(types("deals", deal, "contacts")).isEqualTo(List.of("3 null"));
        assertThat(client.post("/crm/v4/associations/products/calls/labels", Map.of()).status())
                .isEqualTo(400);
    }

    @Test
    void batches_make_read_and_remove_many_links() {
        String deal = installed.deal("One").id() + "";
        String ann = installed.contact("ann@example.com");
        String bob = installed.contact("bob@example.com");

        Wire.Answer made =
                client.post(
                        BATCH + "create",
                        Installed.inputs(pair(deal, ann, 3), pair(deal, "404", 3)));
        assertThat(made.status()).isEqualTo(207);
        assertThat(made.json()).containsEntry("numErrors", 1);
        assertThat(made.at("errors", 0, "context", "toObjectId", 0)).isEqualTo("404");
        assertThat(
                        client.post(
                                        BATCH + "associate/default",
                                        Installed.inputs(
                                                Map.of(
                                                        "from", Map.of("id", deal),
                                                        "to", Map.of("id", bob))))
                                .at("results", 0, "associationSpec", "associationTypeId"))
                .isEqualTo(3);
        Wire.Answer read =
                client.post(
                        BATCH + "read", Installed.inputs(Map.of("id", deal), Map.of("id", "7")));
        assertThat(read.status()).isEqualTo(207);
        assertThat(Json.asList(read.at("results", 0, "to")).orElseThrow()).hasSize(2);
        assertThat(
                        client.post(
                                        BATCH + "archive",
                                        Installed.inputs(
                                                Map.of(
                                                        "from", Map.of("id", deal),
                                                        "to", List.of(Map.of("id", ann)))))
                                .status())
                .isEqualTo(204);
        assertThat(types("deals", deal, "contacts")).hasSize(1);
    }

    @Test
    void a_batch_takes_labels_off_and_leaves_the_link() {
        String ann = installed.contact("ann@example.com");
        String acme = company("Acme");
        client.put(
                "/crm/v4/objects/contacts/" + ann + "/associations/companies/" + acme,
                List.of(Installed.type(1)));

        assertThat(
                        client.post(
                                        "/crm/v4/associations/contacts/companies/batch/labels/archive",
                                        Installed.inputs(pair(ann, acme, 1)))
                                .status())
                .isEqualTo(204);
        assertThat(types("contacts", ann, "companies")).isEqualTo(List.of("279 null"));
    }

    @Test
    void long_lists_of_links_come_in_pages_also_in_batches() {
        CrmRecord deal = installed.deal("Popular");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            String id = installed.contact("c" + i + "@example.com");
            installed
                    .emulator
                    .crm()
                    .associate(
                            ObjectType.DEALS, deal.id(), ObjectType.CONTACTS, Long.parseLong(id));
            all.add(id);
        }

        String path = "/crm/v4/objects/deals/" + deal.id() + "/associations/contacts";
        List<String> seen = new ArrayList<>();
        String after = "0";
        while (!after.isEmpty()) {
            Wire.Answer page = client.get(path + "?limit=300&after=" + after);
            Json.asList(page.at("results"))
                    .orElseThrow()
                    .forEach(link -> seen.add(field(link, "toObjectId")));
            after =
                    page.json().containsKey("paging")
                            ? page.at("paging", "next", "after") + ""
                            : "";
        }
        assertThat(seen).isEqualTo(all);
        assertThat(client.get(path + "?limit=501").status()).isEqualTo(400);
        Wire.Answer batch =
                client.post(BATCH + "read", Installed.inputs(Map.of("id", deal.id() + "")));
        Object next = batch.at("results", 0, "paging", "next", "after");
        Wire.Answer rest =
                client.post(
                        BATCH + "read",
                        Installed.inputs(Map.of("id", deal.id() + "", "after", next + "")));
        assertThat(Json.asList(rest.at("results", 0, "to")).orElseThrow()).hasSize(1);
    }

    @Test
    void the_size_of_batches_is_a_dial() {
        List<Object> two = List.of(Map.of("id", "1"), Map.of("id", "2"));
        Map<String, Object> reads = Map.of("inputs", two);
        Map<String, Object> writes = Installed.inputs(pair("1", "2", 3), pair("1", "3", 3));

        assertThat(client.post(BATCH + "read", reads).status()).isEqualTo(207);
        assertThat(client.post(BATCH + "create", writes).status()).isEqualTo(207);
        installed.emulator.dials().set(HubSpotDial.ASSOCIATION_READ_MAX, 1);
        installed.emulator.dials().set(HubSpotDial.ASSOCIATION_WRITE_MAX, 1);
        assertThat(client.post(BATCH + "read", reads).status()).isEqualTo(400);
        assertThat(client.post(BATCH + "create", writes).status()).isEqualTo(400);
    }

    @Test
    void archived_records_are_no_longer_associated() {
        CrmRecord deal = installed.deal("One");
        String ann = installed.contact("ann@example.com");
        client.put(
                "/crm/v4/objects/deals/" + deal.id() + "/associations/contacts/" + ann,
                List.of(Installed.type(3)));
        installed.emulator.crm().archive(ObjectType.DEALS, deal.id());

        assertThat(types("contacts", ann, "deals")).isEmpty();
        assertThat(client.get("/crm/v3/objects/contacts/" + ann + "?associations=deals").json())
                .doesNotContainKey("associations");
    }

    @Test
    void the_key_of_line_items_has_an_underscore_or_a_space() {
        CrmRecord deal = installed.deal("One");
        client.post(
                "/crm/v3/objects/line_items",
                Installed.associated(20, deal.id() + "", "name", "Seat"));
        String path = "/crm/v3/objects/deals/" + deal.id() + "?associations=line_items";

        assertThat(client.get(path).at("associations", "line_items")).isNotNull();
        installed.emulator.dials().set(HubSpotDial.SPACED_ASSOCIATION_KEYS, true);
        assertThat(client.get(path).at("associations", "line items")).isNotNull();
    }

    private String company(String name) {
        return installed.emulator.crm().createCompany(Map.of("name", name)).id() + "";
    }

    private static Map<String, Object> pair(String from, String to, int type) {
        return Map.of(
                "from", Map.of("id", from),
                "to", Map.of("id", to),
                "types", List.of(Installed.type(type)));
    }

    private static Map<String, ?> type(String category, int id, @Nullable String label) {
        return Json.of("category", category, "typeId", id, "label", label);
    }

    /** The types of all links to one object type: "3 null", "1 Primary". */
    private List<String> types(String from, String id, String to) {
        List<String> types = new ArrayList<>();
        Wire.Answer read =
                client.get("/crm/v4/objects/%s/%s/associations/%s".formatted(from, id, to));
        for (Object link : Json.asList(read.at("results")).orElseThrow()) {
            for (Object type :
                    Json.asList(Json.asObject(link).orElseThrow().get("associationTypes"))
                            .orElseThrow()) {
                types.add(field(type, "typeId") + " " + field(type, "label"));
            }
        }
        return types;
    }

    private static String field(@Nullable Object object, String name) {
        return Json.asObject(object).orElseThrow().get(name) + "";
    }
}
