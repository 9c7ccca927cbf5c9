package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class SalesforceRecordsTest {
    private static final String ACCOUNTS = LetIn.DATA + "/sobjects/Account";

    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
        in.org.addField("Account", Field.text("Code__c", 20).with(Field.Flag.EXTERNAL));
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void a_record_is_created_read_changed_and_deleted() {
        Wire.Answer created =
                client.post(ACCOUNTS, Map.of("Name", "Acme", "AnnualRevenue", 1200000));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json())
                .containsEntry("success", true)
                .containsEntry("errors", List.of());
        String id = created.at("id") + "";
        assertThat(id).matches("001\\w{15}");
        assertThat(created.header("Location")).isEqualTo(ACCOUNTS + "/" + id);

        in.clock.pass(Duration.ofSeconds(5));
        Wire.Answer changed = client.patch(ACCOUNTS + "/" + id, Map.of("Industry", "Energy"));
        assertThat(changed.status()).isEqualTo(204);
        assertThat(changed.body()).isEmpty();

        Wire.Answer read = client.get(ACCOUNTS + "/" + id.substring(0, 15));
        assertThat(read.json())
                .containsEntry("Id", id)
                .containsEntry("Industry", "Energy")
                .containsEntry("IsDeleted", false)
                .containsEntry("Website", null)
                .containsEntry("OwnerId", in.org.adminId())
                .containsEntry("CreatedDate", "2026-03-02T10:00:00.000+0000")
                .containsEntry("LastModifiedDate", "2026-03-02T10:00:05.000+0000")
                .containsEntry("SystemModstamp", "2026-03-02T10:00:05.000+0000");
        assertThat(read.at("AnnualRevenue") + "").isEqualTo("1200000.0");
        assertThat(
                        Json.asObject(
                                        client.get(ACCOUNTS + "/" + id + "?fields=Name,Owner.Name")
                                                .at())
                                .orElseThrow())
                .containsOnlyKeys("attributes", "Name", "Owner");

        assertThat(client.delete(ACCOUNTS + "/" + id).status()).isEqualTo(204);
        assertThat(client.get(ACCOUNTS + "/" + id).at(0, "errorCode")).isEqualTo("NOT_FOUND");
        for (Wire.Answer late :
                List.of(
                        client.delete(ACCOUNTS + "/" + id),
                        client.patch(ACCOUNTS + "/" + id, Map.of("Name", "x")))) {
            assertThat(late.status()).isEqualTo(404);
            assertThat(late.at(0, "errorCode")).isEqualTo("ENTITY_IS_DELETED");
        }
        assertThat(in.org.undelete(id).text("Name")).contains("Acme");
        assertThat(client.get(ACCOUNTS + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void paths_methods_objects_and_ids_that_are_not_there_are_told_apart() {
        assertThat(client.get(LetIn.DATA + "/nothing").at(0, "message"))
                .isEqualTo("The requested resource does not exist");
        Wire.Answer wrongMethod = client.put(ACCOUNTS, Map.of());
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.at(0, "errorCode")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(wrongMethod.header("Allow")).isEqualTo("GET, POST");
        assertThat(client.post(LetIn.DATA + "/sobjects/Acount", Map.of()).status()).isEqualTo(404);
        assertThat(client.get(ACCOUNTS + "/001Hs1000000099IAA").status()).isEqualTo(404);
        assertThat(client.get(ACCOUNTS + "/" + in.org.adminId()).at(0, "message") + "")
                .startsWith("Provided external ID field does not exist or is not accessible");
    }

    @Test
    void bodies_must_be_json_objects() {
        assertThat(
                        client.send("POST", ACCOUNTS, "application/json", "{\"Name\":")
                                .at(0, "errorCode"))
                .isEqualTo("JSON_PARSER_ERROR");
        assertThat(client.send("POST", ACCOUNTS, "application/json", "[]").status()).isEqualTo(400);
        assertThat(client.send("POST", ACCOUNTS, "application/json", "").at(0, "message"))
                .isEqualTo(
                        "The HTTP entity body is required, but this request has no entity body.");
        Wire.Answer form = client.form(ACCOUNTS, Map.of("Name", "Acme"));
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.at(0, "errorCode")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void an_upsert_creates_once_and_changes_from_then_on() {
        String path = ACCOUNTS + "/Code__c/A-1";

        Wire.Answer created = client.patch(path, Map.of("Name", "First"));
        Wire.Answer changed = client.patch(path, Map.of("Name", "Second"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json()).containsEntry("created", true);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json())
                .containsEntry("created", false)
                .containsEntry("id", created.at("id"));
        assertThat(client.get(path).json())
                .containsEntry("Name", "Second")
                .containsEntry("Code__c", "A-1");
        assertThat(client.patch(path.replace("v60.0", "v45.0"), Map.of("Name", "x")).status())
                .as("earlier versions say nothing")
                .isEqualTo(204);
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_key_that_several_have_is_answered_with_all_of_them() {
        List<String> ids =
                List.of(
                        in.org.create("Account", Map.of("Name", "a", "Code__c", "Same")).id(),
                        in.org.create("Account", Map.of("Name", "b", "Code__c", "SAME")).id());

        for (Wire.Answer answer :
                List.of(
                        client.get(ACCOUNTS + "/Code__c/same"),
                        client.patch(ACCOUNTS + "/Code__c/same", Map.of("Name", "c")))) {
            assertThat(answer.status()).isEqualTo(300);
            assertThat(answer.list())
                    .containsExactly(ACCOUNTS + "/" + ids.get(0), ACCOUNTS + "/" + ids.get(1));
        }
    }

    @Test
    void upserts_need_a_key_field_that_is_not_in_the_body() {
        assertThat(client.patch(ACCOUNTS + "/Site/x", Map.of("Name", "a")).at(0, "message"))
                .isEqualTo("Provided external ID field does not exist or is not accessible: Site");
        assertThat(
                        client.patch(ACCOUNTS + "/Code__c/x", Map.of("Name", "a", "Code__c", "x"))
                                .at(0, "message"))
                .isEqualTo("The Code__c field should not be specified in the sobject data.");
        String id = in.org.create("Account", Map.of("Name", "a")).id();
        assertThat(client.patch(ACCOUNTS + "/" + id, Map.of("Id", id)).at(0, "errorCode"))
                .isEqualTo("INVALID_FIELD");
        assertThat(client.patch(ACCOUNTS + "/Id/" + id, Map.of("Name", "b")).status())
                .isEqualTo(200);
    }

    @Test
    void a_parent_can_be_named_by_its_key() {
        String id = in.org.create("Account", Map.of("Name", "a", "Code__c", "A-1")).id();
        String contacts = LetIn.DATA + "/sobjects/Contact";

        Wire.Answer made =
                client.post(
                        contacts, Map.of("LastName", "Ann", "Account", Map.of("Code__c", "a-1")));

        assertThat(client.get(contacts + "/" + made.at("id")).at("AccountId")).isEqualTo(id);
        assertThat(
                        client.post(
                                                contacts,
                                                Map.of(
                                                        "LastName",
                                                        "B",
                                                        "Account",
                                                        Map.of("Code__c", "?")))
                                        .at(0, "message")
                                + "")
                .contains("Foreign key external ID: ? not found for field Code__c");
    }

    @Test
    void a_post_can_stand_for_a_patch() {
        String id = in.org.create("Account", Map.of("Name", "a")).id();

        assertThat(
                        client.post(ACCOUNTS + "/" + id + "?_HttpMethod=PATCH", Map.of("Name", "b"))
                                .status())
                .isEqualTo(204);
        assertThat(in.org.find(id).orElseThrow().text("Name")).contains("b");
    }

    @Test
    void what_administrators_set_up_is_only_read() {
        Wire.Answer stage =
                client.post(LetIn.DATA + "/sobjects/OpportunityStage", Map.of("MasterLabel", "x"));
        assertThat(stage.status()).isEqualTo(400);
        assertThat(stage.at(0, "errorCode")).isEqualTo("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
        assertThat(
                        client.delete(LetIn.DATA + "/sobjects/User/" + in.org.adminId())
                                .at(0, "errorCode"))
                .isEqualTo("INSUFFICIENT_ACCESS_OR_READONLY");
        assertThat(
                        client.patch(
                                        LetIn.DATA + "/sobjects/User/" + in.org.adminId(),
                                        Map.of("Title", "CEO"))
                                .status())
                .isEqualTo(204);
    }
}
