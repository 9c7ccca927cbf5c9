package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.budget.Lane;
import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;
import dev.tributary.call.Query;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a list of a resource that is several objects at the provider can be narrowed by. */
class VariantFiltersTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i].toString(), pairs[i + 1]);
        }
        return map;
    }

    @BeforeEach
    void connect() {
        Map<String, Object> engagements =
                ordered(
                        "fields",
                        Map.of("id", "number", "subject", "title", "updated_at", "modified"),
                        "filters",
                        Map.of("id", "number", "subject", "title", "updated_at", "modified"),
                        "only",
                        List.of("list"),
                        "list",
                        Map.of(
                                "query",
                                Map.of(
                                        "where",
                                        "=$join($query.filters.(path & ' ' & op & ' ' &"
                                                + " $join([value], '+')), ', ')",
                                        "sort",
                                        "=$query.sort[0].path")),
                        "variants",
                        Map.of(
                                "engagement_type",
                                ordered(
                                        "call", Map.of("object", "calls"),
                                        "email", Map.of("object", "emails"),
                                        "meeting", Map.of("object", "meetings"))));
        Map<String, Object> associations =
                ordered(
                        "fields",
                        Map.of("id", "number"),
                        "filters",
                        Map.of("from.id", Map.of("to", "from", "operators", List.of("eq"))),
                        "only",
                        List.of("list"),
                        "list",
                        Map.of("get", "/{object}/{from.id}"),
                        "variants",
                        Map.of(
                                "association_type",
                                ordered(
                                        "account_contact", Map.of("object", "companies"),
                                        "lead_contact", Map.of("object", "leads"))));
        LIVE.override(
                Map.of("crm", Map.of("engagements", engagements, "associations", associations)));
        for (String object : List.of("calls", "emails", "meetings")) {
            LIVE.acme()
                    .on(
                            "GET /" + object,
                            asked -> Acme.ok(Map.of("data", List.of(Map.of("number", 7)))));
        }
    }

    private static Answer list(String query) {
        return LIVE.unified("GET", "crm/" + query.replace("[", "%5B").replace("]", "%5D"), null);
    }

    /** The ids of all pages. */
    private static List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            Answer answer = list(query + cursor);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            ((List<?>) answer.json().get("result"))
                    .forEach(one -> ids.add(((Map<?, ?>) one).get("id").toString()));
            Object next = answer.json().get("next_cursor");
            cursor = next == null ? "" : "&next_cursor=" + next;
        } while (!cursor.isEmpty());
        return ids;
    }

    private static List<String> where() {
        return LIVE.acme().asked().stream()
                .filter(asked -> asked.uri().contains("where="))
                .map(asked -> asked.uri().split("\\?")[0] + " " + asked.parameter("where"))
                .toList();
    }

    private static String refused(String code, String query) {
        Answer answer = list(query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(LIVE.acme().lines()).isEmpty();
        return answer.json().get("detail").toString();
    }

    @Test
    void an_id_of_ours_chooses_its_variant_and_is_asked_for_as_the_provider_has_it() {
        assertThat(ids("engagements?id=call-7")).containsExactly("call-7");
        assertThat(where()).containsExactly("/calls number+eq+7");
        LIVE.acme().forget();
        assertThat(ids("engagements?id[in]=meeting-7,call-7,call-8"))
                .containsExactly("call-7", "meeting-7");
        assertThat(where()).containsExactly("/calls number+in+7%2B8", "/meetings number+in+7");
        LIVE.acme().forget();
        ids("engagements?id[ne]=email-7&engagement_type[in]=call,email");
        assertThat(where()).containsExactly("/emails number+ne+7");
        assertThat(LIVE.acme().lines()).hasSize(2);
    }

    @Test
    void an_id_that_no_variant_has_is_asked_of_nobody() {
        assertThat(ids("engagements?id=fax-7")).isEmpty();
        assertThat(ids("engagements?id=7")).isEmpty();
        assertThat(ids("engagements?id=call-7&engagement_type=email")).isEmpty();
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void ids_of_several_variants_have_no_order() {
        for (String operator : List.of("gt", "gte", "lt", "lte", "contains")) {
            assertThat(refused("unsupported_filter", "engagements?id[" + operator + "]=call-7"))
                    .contains("engagement_type[eq|in], id[eq|ne|in], subject[");
        }
        assertThat(LIVE.unified("GET", "crm/engagements/meta/list", null).json().get("filters"))
                .asString()
                .contains("field=id, type=string, operators=[eq, ne, in]");
    }

    @Test
    void a_word_that_the_provider_has_no_variant_for_is_refused_with_those_there_are() {
        for (String filter : List.of("engagement_type=bogus", "engagement_type[in]=call,chat")) {
            assertThat(refused("invalid_request", "engagements?" + filter))
                    .contains("at Acme it must be one of call, email, meeting");
        }
    }

    @Test
    void a_refusal_names_what_chooses_and_nothing_that_it_refuses() {
        assertThat(refused("unsupported_filter", "engagements?owner.id=1"))
                .contains("cannot be filtered by owner.id[eq]")
                .contains("supported: engagement_type[eq|in], id[");
    }

    @Test
    void an_order_across_variants_is_refused_and_one_within_a_variant_is_not() {
        assertThat(refused("invalid_request", "engagements?sort=updated_at"))
                .contains("choose one to sort by updated_at, of call, email, meeting");
        assertThat(refused("invalid_request", "engagements?sort=id&engagement_type[in]=call,email"))
                .contains("of call, email");
        assertThat(ids("engagements?sort=-updated_at&engagement_type=email"))
                .containsExactly("email-7");
        assertThat(LIVE.acme().last().parameter("sort")).isEqualTo("modified");
    }

    @Test
    void a_walk_for_what_has_changed_needs_no_order_across_variants() {
        List<String> ids = new ArrayList<>();
        LIVE.server()
                .calls
                .each(
                        LIVE.target("crm", "engagements"),
                        Query.changedSince("2026-01-01T00:00:00Z"),
                        Lane.BACKFILL,
                        page -> page.records().forEach(record -> ids.add(record.id())));
        assertThat(ids).containsExactly("call-7", "email-7", "meeting-7");
    }

    @Test
    void a_record_that_is_none_of_a_variant_has_nothing_there_and_the_walk_goes_on() {
        LIVE.acme()
                .on("GET /companies/9", asked -> Acme.json(404, Map.of("reason", "no company")))
                .on("GET /leads/9", asked -> Acme.ok(Map.of("data", List.of(Map.of("number", 1)))));
        assertThat(ids("associations?from.id=9")).containsExactly("lead_contact-1");
        assertThat(list("associations?from.id=9&association_type=account_contact").status())
                .as("of one that was chosen it is an answer")
                .isEqualTo(404);
    }
}
