package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code GET /unified/{model}/{resource}/meta/{method}}. */
class MetaTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    /** Tells of all fields, standard and own. */
    private static final Map<String, Object> DESCRIBES =
            Map.of(
                    "crm",
                    Map.of(
                            "contacts",
                            Map.of(
                                    "discover",
                                    Map.of(
                                            "fields",
                                            """
                                            =fields.{
                                              "key": name,
                                              "path": own ? "extra." & name : name,
                                              "type": type, "custom": own, "label": label,
                                              "required": must, "read_only": fixed, "options": choices
                                            }\
                                            """))));

    private static void describes(Map<?, ?>... fields) {
        LIVE.acme()
                .on(
                        "GET /fields/contacts",
                        asked -> Acme.ok(Map.of("fields", Arrays.asList(fields))));
        LIVE.override(DESCRIBES);
    }

    private static Answer meta(String method) {
        Answer answer = LIVE.unified("GET", "crm/contacts/meta/" + method, null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static Map<?, ?> at(Answer answer, String... path) {
        Map<?, ?> at = answer.json();
        for (String name : path) {
            assertThat(at.get(name)).as("%s in %s", name, at.keySet()).isInstanceOf(Map.class);
            at = (Map<?, ?>) at.get(name);
        }
        return at;
    }

    @Test
    void a_list_says_its_filters_with_their_operators_and_its_sorts() {
        Answer list = meta("list");
        assertThat(list.json().get("sorts")).isEqualTo(List.of("last_name", "updated_at"));
        assertThat(list.json().get("filters").toString())
                .contains("field=last_name")
                .contains("field=updated_at, type=datetime, operators=[eq, ne, gt, gte, lt, lte");
        assertThat(at(list, "query", "properties").keySet().stream().map(Object::toString))
                .contains("integrated_account_id", "last_name", "last_name[ne]", "updated_at[gte]")
                .doesNotContain("first_name");
        assertThat(at(list, "query", "properties", "updated_at[gte]"))
                .isEqualTo(Map.of("type", "string", "format", "date-time"));
        assertThat(list.json()).containsEntry("body", null);
        assertThat(at(list, "response", "properties").keySet().stream().map(Object::toString))
                .containsExactly("result", "result_count", "next_cursor", "explain");
    }

    @Test
    void what_the_query_names_is_what_a_list_takes() {
        LIVE.acme().on("POST /contacts/search", asked -> Acme.ok(Map.of("data", List.of())));
        LIVE.acme().on("GET /contacts", asked -> Acme.ok(Map.of("data", List.of())));
        for (Object name : at(meta("list"), "query", "properties").keySet()) {
            if (name.toString().matches("(last_name|updated_at)(\\[\\w+])?")) {
                String encoded = name.toString().replace("[", "%5B").replace("]", "%5D");
                String value = name.toString().startsWith("u") ? "2026-01-01T00:00:00Z" : "x";
                Answer list = LIVE.unified("GET", "crm/contacts?" + encoded + "=" + value, null);
                assertThat(list.status()).as(name + ": " + list.text()).isEqualTo(200);
            }
        }
        assertThat(LIVE.unified("GET", "crm/contacts?first_name=x", null).code())
                .isEqualTo("unsupported_filter");
    }

    @Test
    void a_body_has_only_what_the_connector_can_write() {
        assertThat(at(meta("create"), "body", "properties").keySet().stream().map(Object::toString))
                .containsExactly(
                        "first_name",
                        "last_name",
                        "title",
                        "email_addresses",
                        "custom_fields",
                        "remote_data");
        assertThat(
                        at(meta("create"), "response", "properties").keySet().stream()
                                .map(Object::toString))
                .contains("id", "owner", "created_at", "updated_at", "remote_data")
                .doesNotContain("phone_numbers");
    }

    @Test
    void custom_fields_come_with_their_labels_types_and_choices() {
        describes(
                Map.of(
                        "name",
                        "tier",
                        "own",
                        true,
                        "type",
                        "enum",
                        "label",
                        "Tier",
                        "choices",
                        List.of(Map.of("value", "g", "label", "Gold"), "silver")),
                Map.of("name", "score", "own", true, "type", "number", "fixed", true));
        Map<?, ?> written = at(meta("update"), "body", "properties", "custom_fields", "properties");
        assertThat(((Map<?, ?>) written.get("tier")))
                .isEqualTo(
                        Map.of(
                                "type", List.of("string", "null"),
                                "enum", Arrays.asList("g", "silver", null),
                                "title", "Tier",
                                "x-options",
                                        List.of(
                                                Map.of("value", "g", "label", "Gold"),
                                                Map.of("value", "silver", "label", "silver")),
                                "x-upstream-path", "extra.tier"));
        assertThat(((Map<?, ?>) written.get("score")).get("readOnly")).isEqualTo(true);
        Map<?, ?> read = at(meta("get"), "response", "properties", "custom_fields", "properties");
        assertThat(((Map<?, ?>) read.get("tier")).containsKey("enum"))
                .as("a choice that is gone may still stand in a record")
                .isFalse();
    }

    @Test
    void what_the_provider_requires_is_required_for_a_create_and_for_nothing_else() {
        describes(
                Map.of("name", "last", "own", false, "must", true, "label", "Last name"),
                Map.of("name", "region", "own", true, "must", true),
                Map.of("name", "branch", "own", false, "must", true, "label", "Branch"));
        Answer create = meta("create");
        assertThat(at(create, "body").get("required"))
                .isEqualTo(List.of("custom_fields", "last_name"));
        assertThat(at(create, "body", "properties", "custom_fields").get("required"))
                .isEqualTo(List.of("region"));
        assertThat(at(create, "body", "properties", "last_name").get("title"))
                .isEqualTo("Last name");
        assertThat(at(create, "body", "properties", "remote_data").get("x-required-upstream"))
                .as("a field that no unified one stands for")
                .isEqualTo(Map.of("branch", "Branch"));
        assertThat(at(meta("update"), "body").containsKey("required")).isFalse();
    }

    @Test
    void choices_of_a_standard_field_bind_what_is_written() {
        describes(
                Map.of(
                        "name",
                        "first",
                        "own",
                        false,
                        "type",
                        "enum",
                        "choices",
                        List.of("Ada", "Grace")));
        assertThat(at(meta("create"), "body", "properties", "first_name").get("enum"))
                .isEqualTo(Arrays.asList("Ada", "Grace", null));
        assertThat(at(meta("get"), "response", "properties", "first_name").containsKey("enum"))
                .isFalse();
    }

    @Test
    void a_method_that_is_not_there_names_those_that_are() {
        Answer answer = LIVE.unified("GET", "crm/users/meta/create", null);
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.code()).isEqualTo("method_not_supported");
        assertThat(answer.text()).contains("it has list");
        assertThat(LIVE.acme().asked()).isEmpty();
    }

    @Test
    void it_says_how_a_method_is_called() {
        assertThat(meta("update").json().get("http"))
                .isEqualTo(Map.of("method", "PATCH", "path", "/unified/crm/contacts/{id}"));
        assertThat(meta("update").json().get("methods").toString())
                .startsWith("[list, get, create, update, delete, search");
    }

    @Test
    void it_needs_the_scope_and_an_account_of_the_environment() {
        String events = LIVE.server().key(LIVE.environment(), "events");
        String path = "/unified/crm/contacts/meta/list?integrated_account_id=" + LIVE.account();
        assertThat(LIVE.server().send("GET", path, events, null).code()).isEqualTo("forbidden");
        String other = LIVE.server().key(LIVE.server().environment("of others"), "*");
        assertThat(LIVE.server().send("GET", path, other, null).code()).isEqualTo("not_found");
    }

    @Test
    void an_action_s_path_is_the_one_that_works() {
        Map<String, Object> merge =
                Map.of("post", "/merge", "body", "={'into': $id, 'from': $body.id}");
        Map<String, Object> batch = Map.of("post", "/many", "body", "=$records", "max", 2);
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "contacts",
                                Map.of("batch_create", batch, "actions", Map.of("merge", merge)))));
        LIVE.acme().on("POST /merge", asked -> Acme.ok(Map.of()));
        assertThat(at(meta("merge"), "http"))
                .isEqualTo(Map.of("method", "POST", "path", "/unified/crm/contacts/{id}:merge"));
        Map<String, Object> other = Map.of("id", "8");
        assertThat(LIVE.unified("POST", "crm/contacts/7:merge", other).status()).isEqualTo(200);
        Answer whole = LIVE.unified("POST", "crm/contacts:merge", other);
        assertThat(whole.status()).isEqualTo(501);
        assertThat(whole.text())
                .contains("it has crm/contacts/{id}:merge, crm/contacts:batch_create");
        Answer missing =
                LIVE.unified("POST", "crm/contacts:batch_delete", Map.of("ids", List.of("7")));
        assertThat(missing.status()).isEqualTo(501);
        assertThat(missing.text())
                .contains("it has batch_create, create, delete, get, list, update")
                .doesNotContain("batch_get");
    }

    @Test
    void a_filter_that_the_path_is_made_of_is_required() {
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "accounts",
                                Map.of(
                                        "filters",
                                        List.of("name"),
                                        "list",
                                        Map.of("get", "/named/{name}/companies")))));
        Answer list = LIVE.unified("GET", "crm/accounts/meta/list", null);
        assertThat(at(list, "query").get("required"))
                .isEqualTo(List.of("integrated_account_id", "name"));
        assertThat(at(meta("list"), "query").get("required"))
                .isEqualTo(List.of("integrated_account_id"));
    }

    @Test
    void sort_says_how_many_fields_go_at_a_time() {
        assertThat(at(meta("list"), "query", "properties", "sort").get("description").toString())
                .endsWith("of last_name, updated_at; - before one: descending")
                .doesNotContain("one or more");
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "accounts",
                                Map.of(
                                        "filters",
                                        List.of("name"),
                                        "sorts",
                                        List.of("name"),
                                        "list",
                                        Map.of("takes", List.of("sort"))))));
        Answer list = LIVE.unified("GET", "crm/accounts/meta/list", null);
        assertThat(at(list, "query", "properties", "sort").get("description"))
                .isEqualTo("one of name; - before one: descending");
    }
}
