package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class SalesforceCollectionsTest {
    private static final String PATH = LetIn.DATA + "/composite/sobjects";

    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
        in.org.addField(
                "Account", Field.text("Code__c", 20).with(Field.Flag.EXTERNAL, Field.Flag.UNIQUE));
    }

    @AfterEach
    void close() {
        in.close();
    }

    private static Json.Fields record(String type, Object... values) {
        Json.Fields record = Json.of("attributes", Json.of("type", type));
        Json.of(values).forEach(record::and);
        return record;
    }

    private static Map<String, @Nullable Object> body(boolean allOrNone, Object... records) {
        return Json.of("allOrNone", allOrNone).and("records", Arrays.asList(records));
    }

    @Test
    void each_row_has_its_own_outcome() {
        Wire.Answer answer =
                client.post(
                        PATH,
                        body(
                                false,
                                record("Account", "Name", "Acme"),
                                record("Contact", "FirstName", "Ann"),
                                record("Contact", "LastName", "Bob")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at(0, "success")).isEqualTo(true);
        assertThat((String) answer.at(0, "id")).startsWith("001");
        assertThat(Json.asObject(answer.at(1)).orElseThrow())
                .containsEntry("success", false)
                .doesNotContainKey("id");
        assertThat(answer.at(1, "errors", 0, "statusCode")).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(answer.at(1, "errors", 0, "fields")).isEqualTo(List.of("LastName"));
        assertThat(answer.at(2, "success")).isEqualTo(true);
        assertThat(in.org.all("Contact")).hasSize(1);
    }

    @Test
    void all_or_none_keeps_none_when_one_is_refused() {
        Wire.Answer answer =
                client.post(
                        PATH,
                        body(
                                true,
                                record("Account", "Name", "Acme"),
                                record("Contact", "FirstName", "Ann")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at(0, "errors", 0, "statusCode"))
                .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(answer.at(1, "errors", 0, "statusCode")).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(in.org.all("Account")).isEmpty();
    }

    @Test
    void rows_are_changed_by_id() {
        String id = in.org.create("Account", Map.of("Name", "Acme")).id();

        Wire.Answer answer =
                client.patch(
                        PATH,
                        body(
                                false,
                                record("Account", "id", id, "Name", "Changed"),
                                record("Account", "Id", "001Hs1000000099IAA", "Name", "x"),
                                record("Account", "Name", "nobody")));

        assertThat(Json.asObject(answer.at(0)).orElseThrow())
                .containsEntry("id", id)
                .containsEntry("success", true);
        assertThat(answer.at(1, "errors", 0, "statusCode"))
                .isEqualTo("INVALID_CROSS_REFERENCE_KEY");
        assertThat(answer.at(2, "errors", 0, "statusCode")).isEqualTo("MISSING_ARGUMENT");
        assertThat(in.org.find(id).orElseThrow().text("Name")).contains("Changed");
    }

    @Test
    void rows_are_created_or_changed_by_key() {
        in.org.create("Account", Map.of("Name", "One", "Code__c", "1"));

        Wire.Answer answer =
                client.patch(
                        PATH + "/Account/Code__c",
                        body(
                                false,
                                record("Account", "Code__c", "1", "Name", "Changed"),
                                record("Account", "Code__c", "2", "Name", "Two"),
                                record("Account", "Name", "keyless")));

        assertThat(answer.at(0, "created")).isEqualTo(false);
        assertThat(answer.at(1, "created")).isEqualTo(true);
        assertThat(answer.at(2, "errors", 0, "statusCode")).isEqualTo("MISSING_ARGUMENT");
        assertThat(in.column(client, "SELECT Name FROM Account ORDER BY Code__c", "Name"))
                .containsExactly("Changed", "Two");
        assertThat(
                        client.patch(
                                        PATH + "/Account/Code__c",
                                        body(false, record("Contact", "LastName", "x")))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void rows_are_deleted_and_retrieved_by_ids() {
        String one = in.org.create("Account", Map.of("Name", "One")).id();
        String two = in.org.create("Account", Map.of("Name", "Two")).id();

        Wire.Answer deleted = client.delete(PATH + "?ids=" + one + ",001Hs1000000099IAA");
        assertThat(deleted.at(0, "success")).isEqualTo(true);
        assertThat(deleted.at(1, "success")).isEqualTo(false);

        Wire.Answer got = client.get(PATH + "/Account?ids=" + one + "," + two + "&fields=Id,Name");
        assertThat(got.at(0)).as("deleted").isNull();
        assertThat(got.at(1, "Name")).isEqualTo("Two");
        Wire.Answer posted =
                client.post(
                        PATH + "/Account", Map.of("ids", List.of(two), "fields", List.of("Name")));
        assertThat(posted.at(0, "Name")).isEqualTo("Two");
        assertThat(client.get(PATH + "/Account?ids=" + two + "&fields=Nome").at(0, "errorCode"))
                .isEqualTo("INVALID_FIELD");
        assertThat(client.delete(PATH + "?ids=" + two + ",x&allOrNone=true").at(0, "success"))
                .isEqualTo(false);
        assertThat(in.org.all("Account")).hasSize(1);
    }

    @Test
    void two_hundred_rows_are_taken_and_no_more() {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(record("Account", "Name", "a" + i));
        }
        assertThat(client.post(PATH, body(false, rows.toArray())).status()).isEqualTo(200);
        rows.add(record("Account", "Name", "one more"));
        Wire.Answer more = client.post(PATH, body(false, rows.toArray()));

        assertThat(more.status()).isEqualTo(400);
        assertThat(more.at(0, "errorCode")).isEqualTo("EXCEEDED_ID_LIMIT");
        assertThat(in.org.all("Account")).hasSize(200);
    }

    @Test
    void bodies_that_are_not_understood_are_refused_as_a_whole() {
        assertThat(client.post(PATH, body(false, Json.of("Name", "typeless"))).at(0, "errorCode"))
                .isEqualTo("INVALID_TYPE");
        assertThat(client.post(PATH, body(false, record("Acount", "Name", "a"))).status())
                .isEqualTo(400);
        assertThat(client.post(PATH, Json.of("rows", List.of())).at(0, "errorCode"))
                .isEqualTo("JSON_PARSER_ERROR");
        List<Object> mixed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            mixed.add(record("Account", "Name", "a" + i));
            mixed.add(record("Contact", "LastName", "c" + i));
        }
        assertThat(client.post(PATH, body(false, mixed.toArray())).at(0, "message") + "")
                .contains("more than 10 chunks");
    }

    @Test
    void a_tree_is_created_with_its_branches_or_not_at_all() {
        Json.Fields contact =
                Json.of("attributes", Json.of("type", "Contact", "referenceId", "c1"))
                        .and("LastName", "Ann");
        Json.Fields account =
                Json.of("attributes", Json.of("type", "Account", "referenceId", "a1"))
                        .and("Name", "Acme")
                        .and("Contacts", Json.of("records", List.of(contact)));
        String path = LetIn.DATA + "/composite/tree/Account";

        Wire.Answer made = client.post(path, Map.of("records", List.of(account)));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.at("hasErrors")).isEqualTo(false);
        assertThat(made.at("results", 1, "referenceId")).isEqualTo("c1");
        assertThat(in.column(client, "SELECT Account.Name FROM Contact", "Account", "Name"))
                .containsExactly("Acme");

        contact.remove("LastName");
        Wire.Answer refused = client.post(path, Map.of("records", List.of(account)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("results", 0, "referenceId")).isEqualTo("c1");
        assertThat(refused.at("results", 0, "errors", 0, "statusCode"))
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(in.org.all("Account")).hasSize(1);
    }
}
