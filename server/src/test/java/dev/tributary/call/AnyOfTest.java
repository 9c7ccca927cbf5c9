package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.budget.Lane;
import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A filter that means several fields of a provider that knows "or" between groups only. */
class AnyOfTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static Map<String, @Nullable Object> anyOf() {
        Map<String, @Nullable Object> contacts = new HashMap<>();
        contacts.put("bulk_read", null);
        contacts.put(
                "filters",
                Map.of(
                        "phone_numbers",
                        List.of("phone", Map.of("to", "cells", "operators", List.of("eq", "ne")))));
        contacts.put(
                "search",
                Map.of(
                        "post",
                        "/contacts/search",
                        "body",
                        Map.of(
                                "groups",
                                "=[$query.groups.$join(filters.(path & ' ' & op & ' ' &"
                                        + " $join([value], ',')), '; ')]",
                                "first",
                                "=$query.filters[0].path"),
                        "max_filters",
                        "3 in each of 3 groups, 8 in all"));
        return contacts;
    }

    @BeforeEach
    void connect() {
        LIVE.override(Map.of("crm", Map.of("contacts", anyOf())));
        LIVE.acme().on("POST /contacts/search", asked -> Acme.ok(Map.of("data", List.of())));
    }

    private static LiveServer.Answer list(String query) {
        return LIVE.unified(
                "GET", "crm/contacts?" + query.replace("[", "%5B").replace("]", "%5D"), null);
    }

    private static Object groups(String query) {
        LiveServer.Answer answer = list(query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return ((Map<?, ?>) LIVE.acme().last().json()).get("groups");
    }

    @Test
    void a_record_is_asked_for_that_has_the_value_in_any_of_the_fields() {
        assertThat(groups("phone_numbers=1&last_name=Ada"))
                .isEqualTo(List.of("phone eq 1; last eq Ada", "cells eq 1; last eq Ada"));
        assertThat(((Map<?, ?>) LIVE.acme().last().json()).get("first")).isEqualTo("phone");
        assertThat(groups("last_name=Ada")).isEqualTo(List.of("last eq Ada"));
    }

    @Test
    void another_value_means_another_in_each_of_the_fields() {
        assertThat(groups("phone_numbers[ne]=1")).isEqualTo(List.of("phone ne 1; cells ne 1"));
    }

    @Test
    void a_field_that_is_asked_for_one_value_at_a_time_is_asked_for_each() {
        assertThat(groups("phone_numbers[in]=1,2"))
                .isEqualTo(List.of("phone in 1,2", "cells eq 1", "cells eq 2"));
    }

    @Test
    void what_every_field_can_be_compared_by_is_what_can_be_asked() {
        assertThat(list("phone_numbers[contains]=1").json().get("detail").toString())
                .contains("phone_numbers[eq|ne|in]");
        assertThat(LIVE.unified("GET", "crm/contacts/meta/list", null).json().get("filters"))
                .asString()
                .contains("field=phone_numbers, type=array, operators=[eq, ne, in]");
    }

    @Test
    void more_than_the_provider_takes_is_refused_before_it_is_asked() {
        int asked = LIVE.acme().lines().size();
        LiveServer.Answer answer = list("phone_numbers[in]=1,2,3");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
        assertThat(answer.text())
                .contains(
                        "Acme takes at most 3 alternatives and 8 filters in all; phone_numbers (4"
                                + " ways) make 4 of 1 filters each: leave one out, or ask twice");
        assertThat(list("phone_numbers[in]=1,2&last_name=a&last_name[ne]=b").text())
                .contains("phone_numbers (3 ways) make 3 of 3 filters each");
        assertThat(list("phone_numbers[ne]=1&last_name=a&last_name[gt]=b").text())
                .contains("at most 3 filters at a time, not 4, and phone_numbers[ne] is 2");
        assertThat(LIVE.acme().lines()).hasSize(asked);
    }

    @Test
    void a_new_window_begins_later_in_each_group() {
        List<Map<String, Object>> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(Map.of("number", i, "modified", "2026-01-01T00:00:0" + i + "Z"));
        }
        LIVE.acme()
                .on(
                        "POST /contacts/search",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                asked.json().toString().contains("modified gte")
                                                        ? List.of()
                                                        : four)));
        var one = List.of(new Query.Filter("phone_numbers", Operator.EQ, "1"));
        var oldest = Query.changedSince("").sort();
        LIVE.server()
                .calls
                .each(
                        LIVE.target("crm", "contacts"),
                        new Query(one, oldest, 4, null, Map.of()),
                        Lane.BACKFILL,
                        page -> {});
        assertThat(((Map<?, ?>) LIVE.acme().last().json()).get("groups"))
                .isEqualTo(
                        List.of(
                                "phone eq 1; modified gte 2026-01-01T00:00:03Z",
                                "cells eq 1; modified gte 2026-01-01T00:00:03Z"));
    }

    @Test
    void each_of_the_fields_has_the_callers_name_when_a_write_is_refused_for_it() {
        Map<String, Object> refusals =
                Map.of("when", "=status = 422", "is", "invalid", "fields", "=body.field");
        LIVE.override(Map.of("errors", List.of(refusals), "crm", Map.of("contacts", anyOf())));
        LIVE.acme().on("POST /contacts", asked -> Acme.json(422, Map.of("field", "cells")));
        Map<String, Object> body = Map.of("last_name", "Ada");
        assertThat(LIVE.unified("POST", "crm/contacts", body).json().get("fields"))
                .isEqualTo(List.of(Map.of("field", "phone_numbers", "upstream_field", "cells")));
    }

    @Test
    void what_cannot_ask_for_one_or_another_is_said_when_the_filter_is_written() {
        LIVE.override(Map.of());
        Map<String, @Nullable Object> contacts = anyOf();
        contacts.remove("bulk_read");
        LiveServer.Answer refused =
                LIVE.server()
                        .send(
                                "PUT",
                                "/overrides/acme?integrated_account_id=" + LIVE.account(),
                                LIVE.key(),
                                Map.of("document", Map.of("crm", Map.of("contacts", contacts))));
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.text())
                .contains(
                        "'phone_numbers' means several provider fields, and bulk_read cannot ask"
                                + " for one or another: it needs $statement");
    }
}
