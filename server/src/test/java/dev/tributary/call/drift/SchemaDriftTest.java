package dev.tributary.call.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A provider describes its fields anew, and they are not what they were. */
class SchemaDriftTest {
    private static final String DESCRIBED =
            "=fields.{\"key\": name, \"path\": name, \"type\": type, \"custom\": own}";
    private static final String METRIC =
            "tributary_schema_drift_total{provider=\"acme\",resource=\"crm/contacts\",field=\"%s\"}"
                    + " ";

    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    /** The provider's fields and their types; those with a dash in front are the customer's. */
    private final Map<String, String> fields = new LinkedHashMap<>();

    @BeforeEach
    void desks() {
        for (String name :
                List.of("number", "first", "last", "owner", "born", "modified", "email")) {
            fields.put(name, "string");
        }
        fields.put("-shoe", "number");
        LIVE.acme()
                .on("GET /fields/contacts", asked -> Acme.ok(Map.of("fields", described())))
                .on("GET /contacts/7", asked -> Acme.ok(Map.of("number", 7, "shoe", 38)));
        contacts(Map.of());
    }

    private static void contacts(Map<String, Object> more) {
        Map<String, Object> contacts = new HashMap<>();
        contacts.put("discover", Map.of("fields", DESCRIBED));
        contacts.put("list", Map.of("query", Map.of("only", "=$fields")));
        contacts.putAll(more);
        LIVE.override(Map.of("crm", Map.of("contacts", contacts)));
    }

    private List<Map<String, Object>> described() {
        return fields.entrySet().stream()
                .map(
                        field ->
                                Map.<String, Object>of(
                                        "name", field.getKey().replace("-", ""),
                                        "type", field.getValue(),
                                        "own", field.getKey().startsWith("-")))
                .toList();
    }

    private static void read() {
        read(LIVE.server());
    }

    private static void read(LiveServer server) {
        var answer = LIVE.unified(server, "GET", "crm/contacts/7", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void readAfterAnHour() {
        LIVE.clock.advance(Duration.ofMinutes(61));
        read();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> drifts() {
        var answer = LIVE.server().send("GET", "/integrated-account-events", LIVE.key(), null);
        return ((List<Map<String, Object>>) answer.json().get("result"))
                .stream().filter(event -> event.get("type").equals("schema:drift")).toList();
    }

    private static long counted(String field) {
        String metric = METRIC.formatted(field);
        return LIVE.server()
                .metrics
                .text()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToLong(line -> Long.parseLong(line.substring(metric.length())))
                .sum();
    }

    private static Map<String, Object> detail(
            String field, String path, String kind, String was, String is) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("resource", "crm/contacts");
        detail.put("object", "contacts");
        detail.put("field", field);
        detail.put("upstream_field", path);
        detail.put("kind", kind);
        detail.put("was", was);
        detail.put("is", is);
        return detail;
    }

    @Test
    void a_field_that_the_table_reads_and_that_is_gone_is_told_once() {
        read();
        assertThat(drifts()).isEmpty();
        long before = counted("last_name");
        fields.remove("last");
        readAfterAnHour();
        readAfterAnHour();
        assertThat(drifts())
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event)
                                        .containsEntry("integrated_account_id", LIVE.account())
                                        .containsEntry(
                                                "reason", "the provider has no field last any more")
                                        .containsEntry(
                                                "detail",
                                                detail(
                                                        "last_name",
                                                        "last",
                                                        "field_gone",
                                                        "string",
                                                        null)));
        assertThat(counted("last_name") - before).isEqualTo(1);
    }

    @Test
    void one_that_came_back_and_goes_again_is_told_again() {
        read();
        fields.remove("last");
        readAfterAnHour();
        fields.put("last", "string");
        readAfterAnHour();
        assertThat(drifts()).hasSize(1);
        fields.remove("last");
        readAfterAnHour();
        assertThat(drifts()).hasSize(2);
    }

    @Test
    void a_field_of_another_type_is_told_with_both_also_a_customers_own() {
        read();
        long before = counted("custom_fields");
        fields.put("-shoe", "string");
        fields.put("born", "datetime");
        readAfterAnHour();
        readAfterAnHour();
        assertThat(drifts())
                .extracting(event -> event.get("detail"))
                .containsExactlyInAnyOrder(
                        detail("custom_fields.shoe", "shoe", "field_changed", "number", "string"),
                        detail("created_at", "born", "field_changed", "string", "datetime"));
        assertThat(counted("custom_fields") - before).isEqualTo(1);
    }

    @Test
    void a_customers_own_field_that_is_gone_is_told_and_a_new_one_is_no_drift() {
        read();
        fields.remove("-shoe");
        fields.put("-hat", "number");
        readAfterAnHour();
        assertThat(drifts())
                .extracting(event -> event.get("detail"))
                .containsExactly(
                        detail("custom_fields.shoe", "shoe", "field_gone", "number", null));
    }

    @Test
    void what_was_never_there_is_told_when_the_mapping_needs_it_and_not_when_it_is_optional() {
        contacts(
                Map.of(
                        "fields",
                        Map.of(
                                "department",
                                "dept",
                                "lead_source",
                                Map.of("from", "source", "optional", true))));
        fields.remove("email");
        read();
        assertThat(drifts())
                .extracting(event -> event.get("detail"))
                .containsExactlyInAnyOrder(
                        detail("department", "dept", "field_gone", null, null),
                        detail(null, "email", "field_gone", null, null));
    }

    @Test
    void what_was_never_described_is_no_drift_where_fields_are_not_asked_for_by_name() {
        contacts(Map.of("list", Map.of()));
        fields.remove("email");
        read();
        assertThat(drifts()).isEmpty();
    }

    @Test
    void servers_know_what_others_have_seen() {
        read();
        try (LiveServer other = LIVE.anotherServer()) {
            fields.remove("last");
            read(other);
            readAfterAnHour();
            read(other);
        }
        assertThat(drifts()).hasSize(1);
    }

    @Test
    void another_connector_may_see_other_types_without_any_drift() {
        read();
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "contacts",
                                Map.of(
                                        "discover",
                                        Map.of(
                                                "fields",
                                                DESCRIBED.replace(": type", ": \"text\""))))));
        readAfterAnHour();
        assertThat(drifts()).isEmpty();
    }

    @Test
    void nothing_is_asked_or_compared_while_the_answer_holds() {
        read();
        fields.remove("last");
        read();
        assertThat(drifts()).isEmpty();
        assertThat(LIVE.acme().asked())
                .filteredOn(asked -> asked.line().equals("GET /fields/contacts"))
                .hasSize(1);
    }
}
