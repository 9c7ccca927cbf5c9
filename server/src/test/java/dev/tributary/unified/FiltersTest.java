package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a list can be narrowed by, and what is refused before its provider is asked. */
class FiltersTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static Answer list(String resource, String... query) {
        StringBuilder path = new StringBuilder("crm/").append(resource);
        for (int i = 0; i < query.length; i += 2) {
            path.append(i == 0 ? '?' : '&')
                    .append(URLEncoder.encode(query[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return LIVE.unified("GET", path.toString(), null);
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return ((List<?>) answer.json().get("result"))
                .stream().map(one -> String.valueOf(((Map<?, ?>) one).get("id"))).toList();
    }

    private static Acme.Reply data(Object... records) {
        return Acme.ok(Map.of("data", List.of(records)));
    }

    /** Refused with {@code code}, and nobody was asked. */
    private static String refused(String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(LIVE.acme().lines()).isEmpty();
        return answer.json().get("detail").toString();
    }

    @Test
    void a_record_without_a_time_of_change_is_never_left_out_by_one() {
        Map<String, Object> changed = Map.of("number", 2, "modified", "2026-02-01T00:00:00Z");
        Map<String, @Nullable Object> contacts = new HashMap<>();
        contacts.put("changed", null);
        contacts.put("filters", Map.of("replace", true, "last_name", "last"));
        LIVE.override(Map.of("crm", Map.of("contacts", contacts)));
        LIVE.acme().on("GET /contacts", asked -> data(Map.of("number", 1), changed));
        assertThat(ids(list("contacts", "updated_at[gt]", "2026-02-01T00:00:00Z")))
                .containsExactly("1");
        assertThat(ids(list("contacts", "updated_at[ne]", "2026-02-01T00:00:00Z")))
                .containsExactly("1");
        assertThat(ids(list("contacts", "updated_at[lt]", "2100-01-01T00:00:00Z")))
                .containsExactly("1", "2");
    }

    @Test
    void a_resource_without_a_time_of_change_passes_whole() {
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "field_groups",
                                Map.of(
                                        "inherits", false,
                                        "fields", Map.of("id", "name"),
                                        "list", Map.of("get", "/groups", "items", "=data")))));
        LIVE.acme().on("GET /groups", asked -> data(Map.of("name", "a")));
        for (String operator : List.of("gt", "lte", "eq")) {
            String filter = "updated_at[" + operator + "]";
            assertThat(ids(list("field_groups", filter, "1970-01-01T00:00:00Z")))
                    .containsExactly("a");
        }
        LIVE.acme().forget();
        assertThat(refused("invalid_request", list("field_groups", "updated_at[gt]", "soon")))
                .contains("updated_at[gt] is 'soon'");
        assertThat(LIVE.unified("GET", "crm/field_groups/meta/list", null).text())
                .contains("\"field\":\"updated_at\",\"type\":\"datetime\"");
    }

    @Test
    void a_filter_knows_the_operators_that_mean_something_for_its_type() {
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "opportunities",
                                Map.of(
                                        "filters",
                                        Map.of(
                                                "id", "number",
                                                "name", "name",
                                                "amount", "amount",
                                                "status", "state",
                                                "close_date", "closes",
                                                "owner.id", "owner")),
                                "users",
                                Map.of("filters", Map.of("is_active", "active")))));
        LIVE.acme().forget();
        for (String filter : List.of("id", "amount", "close_date", "owner.id")) {
            assertThat(
                            refused(
                                    "unsupported_filter",
                                    list("opportunities", filter + "[contains]", "1")))
                    .contains(filter + "[eq|ne|gt|gte|lt|lte|in]")
                    .contains("name[eq|ne|gt|gte|lt|lte|in|contains]");
        }
        assertThat(refused("unsupported_filter", list("opportunities", "status[gt]", "open")))
                .contains("status[eq|ne|in]");
        assertThat(refused("unsupported_filter", list("users", "is_active[gte]", "true")))
                .contains("is_active[eq|ne|in]");
        assertThat(LIVE.unified("GET", "crm/users/meta/list", null).json().get("filters"))
                .asString()
                .contains("field=is_active, type=boolean, operators=[eq, ne, in]");
    }

    private static void byOperator() {
        Map<String, @Nullable Object> users = new HashMap<>();
        users.put("filters", Map.of("id", "ids", "name", "name", "updated_at", "since"));
        users.put(
                "list",
                Map.of(
                        "query",
                        Map.of(
                                "asked",
                                "=$join($query.filters.(path & op & $join([value], '|')), ' ')"),
                        "items",
                        "=data"));
        LIVE.override(Map.of("crm", Map.of("users", users)));
        LIVE.acme().on("GET /users", asked -> data());
        LIVE.acme().forget();
    }

    private static String asked(String... query) {
        assertThat(ids(list("users", query))).isEmpty();
        return URLDecoder.decode(LIVE.acme().last().parameter("asked"), StandardCharsets.UTF_8);
    }

    @Test
    void filters_on_one_field_must_all_hold() {
        byOperator();
        assertThat(asked("id", "2", "id[in]", "2,3")).isEqualTo("idseq2");
        assertThat(asked("id[in]", "1,2,3", "id", "3")).isEqualTo("idseq3");
        assertThat(
                        asked(
                                "updated_at[gte]", "2026-01-01T00:00:00Z",
                                "updated_at[gte]", "2026-02-01T01:00:00+01:00",
                                "updated_at[lt]", "2026-04-01T00:00:00Z",
                                "updated_at[lt]", "2026-03-01T00:00:00Z"))
                .isEqualTo("sincegte2026-02-01T00:00:00Z sincelt2026-03-01T00:00:00Z");
        assertThat(asked("id[ne]", "1", "id[ne]", "2")).isEqualTo("idsne1 idsne2");
    }

    @Test
    void what_no_record_can_have_is_asked_of_nobody() {
        byOperator();
        assertThat(ids(list("users", "id", "1", "id", "2"))).isEmpty();
        assertThat(ids(list("users", "id", "1", "id[in]", "2,3"))).isEmpty();
        assertThat(LIVE.acme().lines()).isEmpty();
        assertThat(refused("unsupported_filter", list("users", "id", "1", "id", "2", "email", "x")))
                .contains("email[eq]");
    }

    @Test
    void values_with_commas_are_given_one_by_one() {
        byOperator();
        assertThat(asked("name[in]", "a,b")).isEqualTo("nameina|b");
        assertThat(asked("name[in]", "a,b", "name[in]", "Lovelace, Ada"))
                .isEqualTo("nameina,b|Lovelace, Ada");
    }

    @Test
    void what_has_been_deleted_is_not_said_to_be_filtered_by_what_it_is_not() {
        Map<String, Object> deleted = Map.of("get", "/gone", "items", "=data", "takes", List.of());
        LIVE.override(Map.of("crm", Map.of("contacts", Map.of("deleted", deleted))));
        LIVE.acme().forget();
        assertThat(
                        refused(
                                "unsupported_filter",
                                list("contacts", "deleted", "true", "last_name", "x")))
                .endsWith(
                        "cannot be filtered by last_name[eq] here; supported:"
                                + " updated_at[eq|ne|gt|gte|lt|lte]");
    }
}
