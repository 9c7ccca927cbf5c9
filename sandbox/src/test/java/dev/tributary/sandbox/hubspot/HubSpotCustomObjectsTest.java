package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.HttpFault;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class HubSpotCustomObjectsTest {
    private static final Map<String, Object> CARS =
            Map.of(
                    "name", "cars",
                    "labels", Map.of("singular", "Car", "plural", "Cars"),
                    "primaryDisplayProperty", "model",
                    "requiredProperties", List.of("model"),
                    "searchableProperties", List.of("model"),
                    "properties",
                            List.of(
                                    property("model", "string", "text"),
                                    property("year", "number", "number"),
                                    property("vin", "string", "text")),
                    "associatedObjects", List.of("CONTACT"));

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

    private static Map<String, Object> property(String name, String type, String fieldType) {
        return Map.of(
                "name", name,
                "label", name,
                "type", type,
                "fieldType", fieldType,
                "hasUniqueValue", name.equals("vin"));
    }

    @Test
    void a_schema_makes_a_type_whose_records_live_like_any_others() {
        Wire.Answer schema = client.post("/crm/v3/schemas", CARS);
        assertThat(schema.status()).isEqualTo(201);
        String typeId = schema.json().get("objectTypeId") + "";
        String name = schema.json().get("fullyQualifiedName") + "";
        assertThat(List.of(typeId, name)).isEqualTo(List.of("2-3400001", "p20170001_cars"));

        String ann = installed.contact("ann@example.com");
        String cars = "/crm/v3/objects/" + typeId;
        Wire.Answer car =
                client.post(cars, Installed.properties("model", "Frontera", "year", "2014"));
        assertThat(car.status()).isEqualTo(201);
        String one = "/crm/v3/objects/" + name + "/" + car.json().get("id");
        assertThat(client.patch(one, Installed.properties("vin", "4Y1SL65848Z411439")).status())
                .isEqualTo(200);
        assertThat(
                        client.put(
                                        "/crm/v4/objects/%s/%s/associations/default/contacts/%s"
                                                .formatted(typeId, car.json().get("id"), ann),
                                        List.of())
                                .status())
                .isEqualTo(200);
        Wire.Answer read = client.get(one + "?properties=year&associations=contacts");
        assertThat(read.at("properties", "year")).isEqualTo("2014");
        assertThat(read.at("associations", "contacts", "results", 0, "id")).isEqualTo(ann);
        assertThat(
                        client.get("/crm/v3/objects/contacts/" + ann + "?associations=" + typeId)
                                .at("associations", name, "results", 0, "id"))
                .isEqualTo(car.json().get("id"));
        assertThat(client.get(cars + "/4Y1SL65848Z411439?idProperty=vin").status()).isEqualTo(200);
        assertThat(search(name, "front").at("total")).isEqualTo(1);
        assertThat(search(name, "4Y1SL65848Z411439").at("total")).isEqualTo(0);
        assertThat(client.delete(one).status()).isEqualTo(204);
        assertThat(client.get(cars + "?archived=true").at("results", 0, "archivedAt")).isNotNull();
    }

    private Wire.Answer search(String type, String words) {
        return client.post("/crm/v3/objects/" + type + "/search", Map.of("query", words));
    }

    @Test
    void what_the_schema_asks_for_is_checked_on_its_records() {
        client.post("/crm/v3/schemas", CARS);
        String cars = "/crm/v3/objects/p_cars";

        assertThat(client.post(cars, Installed.properties("year", "2014")).at("errors", 0, "code"))
                .isEqualTo("REQUIRED_FIELD");
        assertThat(
                        client.post(cars, Installed.properties("model", "A", "doors", "5"))
                                .at("errors", 0, "code"))
                .isEqualTo("PROPERTY_DOESNT_EXIST");
        assertThat(
                        client.post(cars, Installed.properties("model", "A", "year", "new"))
                                .at("errors", 0, "code"))
                .isEqualTo("INVALID_NUMBER");
        client.post(cars, Installed.properties("model", "A", "vin", "1"));
        assertThat(client.post(cars, Installed.properties("model", "B", "vin", "1")).status())
                .isEqualTo(409);
    }

    @Test
    void a_schema_shows_its_properties_and_associations() {
        client.post("/crm/v3/schemas", CARS);

        Wire.Answer read = client.get("/crm/v3/schemas/p20170001_cars");
        assertThat(read.at("labels")).isEqualTo(Map.of("singular", "Car", "plural", "Cars"));
        assertThat(Json.text(read.at("properties")))
                .contains("\"name\":\"model\"", "hs_createdate");
        assertThat(Json.text(read.at("associations"))).contains("\"toObjectTypeId\":\"0-1\"");
        Wire.Answer dated = client.get("/crm-object-schemas/2026-03/schemas");
        assertThat(dated.at("results", 0, "name")).isEqualTo("cars");
        assertThat(client.get("/crm/v3/schemas?includePropertyDefinitions=false").json().toString())
                .doesNotContain("properties=[");
        Wire.Answer made =
                client.post(
                        "/crm/v3/properties/p_cars",
                        Map.of(
                                "name", "colour",
                                "label", "Colour",
                                "groupName", "cars_information",
                                "type", "string",
                                "fieldType", "text"));
        assertThat(made.status()).isEqualTo(201);
    }

    @Test
    void faulty_schemas_are_refused() {
        assertThat(schemaWith("name", "1cars").status()).isEqualTo(400);
        assertThat(schemaWith("requiredProperties", List.of("doors")).status()).isEqualTo(400);
        assertThat(schemaWith("associatedObjects", List.of("UNICORN")).status()).isEqualTo(400);
        assertThat(schemaWith("colour", "red").status()).isEqualTo(400);
        assertThat(schemaWith("name", "fine").status()).isEqualTo(201);
        assertThat(schemaWith("name", "fine").status()).isEqualTo(409);
    }

    private Wire.Answer schemaWith(String field, Object value) {
        Map<String, Object> schema = new HashMap<>(CARS);
        schema.put(field, value);
        return client.post("/crm/v3/schemas", schema);
    }

    @Test
    void a_type_can_be_deleted_once_it_is_empty_and_its_name_is_free_once_it_is_purged() {
        client.post("/crm/v3/schemas", CARS);
        String car =
                client.post("/crm/v3/objects/p_cars", Installed.properties("model", "A"))
                                .json()
                                .get("id")
                        + "";

        assertThat(client.delete("/crm/v3/schemas/p_cars").status()).isEqualTo(400);
        client.delete("/crm/v3/objects/p_cars/" + car);
        assertThat(client.delete("/crm/v3/schemas/p_cars").status()).isEqualTo(204);
        assertThat(client.get("/crm/v3/objects/p_cars").status()).isEqualTo(400);
        assertThat(client.post("/crm/v3/schemas", CARS).status()).isEqualTo(409);
        assertThat(client.delete("/crm/v3/schemas/p_cars?archived=true").status()).isEqualTo(204);
        assertThat(client.post("/crm/v3/schemas", CARS).status()).isEqualTo(201);
    }

    @Test
    void another_association_can_be_added_later() {
        client.post("/crm/v3/schemas", CARS);
        String typeId = client.get("/crm/v3/schemas/p_cars").json().get("objectTypeId") + "";
        String labels = "/crm/v4/associations/p_cars/deals/labels";

        assertThat(client.get(labels).at("results")).isEqualTo(List.of());
        Wire.Answer made =
                client.post(
                        "/crm/v3/schemas/p_cars/associations",
                        Map.of("fromObjectTypeId", typeId, "toObjectTypeId", "0-3"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(client.get(labels).at("results", 0, "category")).isEqualTo("USER_DEFINED");
        assertThat(client.get(labels).at("results", 0, "typeId") + "")
                .isEqualTo(made.json().get("id"));
    }

    @Test
    void custom_objects_have_scopes_of_their_own() {
        client.post("/crm/v3/schemas", CARS);
        Wire contacts = installed.client("crm.objects.contacts.read", "crm.objects.contacts.write");
        Wire records = installed.client("crm.objects.custom.read");

        assertThat(contacts.get("/crm/v3/schemas").status()).isEqualTo(403);
        assertThat(contacts.get("/crm/v3/objects/p_cars").status()).isEqualTo(403);
        assertThat(records.get("/crm/v3/schemas").status()).isEqualTo(200);
        assertThat(records.get("/crm/v3/objects/p_cars").status()).isEqualTo(200);
        assertThat(records.post("/crm/v3/schemas", CARS).status()).isEqualTo(403);
        assertThat(
                        records.post("/crm/v3/objects/p_cars", Installed.properties("model", "A"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void faults_fall_on_schemas_as_on_anything_else() {
        installed.emulator.faults().set(HttpFault.RATE_LIMITED_NEXT, 1);
        assertThat(client.post("/crm/v3/schemas", CARS).status()).isEqualTo(429);
        installed.emulator.faults().set(HttpFault.SERVER_ERROR_NEXT, 1);
        assertThat(client.get("/crm/v3/schemas").status()).isEqualTo(500);
        assertThat(client.get("/crm/v3/schemas").status()).isEqualTo(200);
    }
}
