package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What each provider is asked for by a filter, and what is refused without asking it. */
@ExtendWith(Connected.class)
class CrmFilterWordsIT {
    private static final String HUB = ThreeCrms.HUBSPOT;
    private static final String FORCE = ThreeCrms.SALESFORCE;
    private static final String DRIVE = ThreeCrms.PIPEDRIVE;

    private final ThreeCrms crms;
    private final String mark = "m" + System.nanoTime();

    CrmFilterWordsIT(ThreeCrms crms) {
        this.crms = crms;
    }

    private static String path(String resource, String... query) {
        StringBuilder path = new StringBuilder(resource);
        for (int i = 0; i < query.length; i += 2) {
            path.append(i == 0 ? '?' : '&')
                    .append(URLEncoder.encode(query[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return path.toString();
    }

    private String create(String provider, String resource, Object... fields) {
        return crms.create(provider, resource, Json.of(fields)).path("id").asString();
    }

    private List<String> ids(String provider, String resource, String... query) {
        return crms.list(provider, path(resource, query)).stream()
                .map(record -> record.path("id").asString())
                .toList();
    }

    /** Refused without a question to the provider; in these words. */
    private String refused(String provider, String resource, String... query) {
        ThreeCrms.Answer answer = crms.call(provider, "GET", path(resource, query), null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.headers()).doesNotContainKey("ratelimit-limit");
        return answer.json().path("detail").asString();
    }

    @Test
    void what_was_created_when_is_known_of_whatever_is_created() {
        String note = create(HUB, "notes", "content", mark);
        String call =
                create(
                        HUB,
                        "engagements",
                        "engagement_type",
                        "call",
                        "subject",
                        mark,
                        "start_time",
                        "2026-01-01T10:00:00Z");
        String lead =
                create(
                        HUB,
                        "leads",
                        "name",
                        mark,
                        "contact",
                        Json.of("id", create(HUB, "contacts", "last_name", mark)));
        String task = create(HUB, "tasks", "subject", mark);
        String since = "2020-01-01T00:00:00Z";
        assertThat(ids(HUB, "notes", "created_at[gte]", since, "sort", "-created_at"))
                .contains(note);
        assertThat(ids(HUB, "engagements", "created_at[gte]", since)).contains(call);
        assertThat(ids(HUB, "leads", "created_at[gte]", since)).contains(lead);
        assertThat(ids(HUB, "tasks", "created_at[gte]", since)).contains(task);
        assertThat(ids(HUB, "notes", "created_at[lt]", since)).isEmpty();
    }

    @Test
    void text_is_compared_as_text_whatever_it_looks_like() {
        String site = "https://" + mark + ".example";
        String day = create(HUB, "accounts", "name", "2026-01-01", "website", site);
        assertThat(ids(HUB, "accounts", "name", "2026-01-01", "website", site))
                .containsExactly(day);
        assertThat(ids(HUB, "accounts", "name[in]", "2026-01-01,zz", "website", site))
                .containsExactly(day);
        assertThat(ids(HUB, "accounts", "website", site + "/other")).isEmpty();
    }

    @Test
    void a_star_of_the_callers_is_no_wildcard() {
        create(HUB, "contacts", "first_name", "Ada", "last_name", mark);
        assertThat(refused(HUB, "contacts", "first_name[contains]", "*"))
                .contains("first_name is searched by whole words");
        assertThat(refused(HUB, "contacts", "email_addresses", "*"))
                .contains("email_addresses is searched by whole words");
        assertThat(ids(HUB, "contacts", "first_name", "*", "last_name", mark)).isEmpty();
        create(FORCE, "contacts", "first_name", "Ada", "last_name", mark);
        for (String any : List.of("*", "%", "_")) {
            assertThat(ids(FORCE, "contacts", "first_name[contains]", any, "last_name", mark))
                    .isEmpty();
        }
    }

    @Test
    void only_operators_that_the_provider_can_answer_are_offered() {
        assertThat(refused(HUB, "contacts", "account.id[ne]", "1")).contains("account.id[eq|in]");
        assertThat(refused(HUB, "line_items", "opportunity.id[gt]", "1"))
                .contains("opportunity.id[eq|in]");
        assertThat(refused(HUB, "products", "owner.id", "1")).doesNotContain("owner.id[eq|");
        assertThat(refused(HUB, "opportunities", "close_date[contains]", "2026"))
                .contains("close_date[eq|ne|gt|gte|lt|lte|in]");
        assertThat(refused(FORCE, "products", "is_active[gt]", "true"))
                .contains("is_active[eq|ne|in]");
        assertThat(refused(FORCE, "contacts", "id[contains]", "003"))
                .contains("id[eq|ne|gt|gte|lt|lte|in]");
    }

    @Test
    void a_field_that_an_account_does_not_have_is_refused_by_its_unified_name() {
        assertThat(ids(FORCE, "opportunities", "name", mark)).isEmpty();
        for (String[] query : new String[][] {{"currency", "EUR"}, {"sort", "currency"}}) {
            assertThat(refused(FORCE, "opportunities", query))
                    .contains("have no currency: Salesforce knows no field CurrencyIsoCode there");
        }
        JsonNode list = crms.ok(FORCE, "GET", "opportunities/meta/list", null);
        assertThat(list.path("filters").toString()).doesNotContain("currency");
        assertThat(list.path("sorts").toString()).contains("amount").doesNotContain("currency");
    }

    @Test
    void a_value_that_cannot_be_asked_for_is_refused_by_the_unified_name() {
        assertThat(ids(FORCE, "contacts", "last_name", mark)).isEmpty();
        assertThat(refused(FORCE, "contacts", "first_name", "x".repeat(5_000)))
                .isEqualTo("'first_name' is compared with a text of 5000 characters; at most 4000");
    }

    @Test
    void more_values_than_a_question_holds_are_refused_with_the_numbers() {
        String ada = create(FORCE, "contacts", "last_name", mark);
        String others =
                IntStream.range(0, 999)
                        .mapToObj("003%012dAAA"::formatted)
                        .collect(Collectors.joining(","));
        assertThat(refused(FORCE, "contacts", "id[in]", ada + "," + others))
                .matches("'id' is compared with 1000 values; about 5\\d\\d of this length fit.*");
        assertThat(ids(FORCE, "contacts", "id[in]", ada + "," + others.substring(0, 300 * 19 - 1)))
                .containsExactly(ada);
        assertThat(ids(DRIVE, "accounts", "id", "999999")).isEmpty();
        assertThat(refused(DRIVE, "accounts", "id[in]", "1,".repeat(100) + "1"))
                .isEqualTo("Pipedrive: id takes at most 100 values, not 101");
    }

    @Test
    void ids_of_engagements_are_asked_for_as_their_provider_has_them() {
        String call = engagement(HUB);
        assertThat(ids(HUB, "engagements", "id", call)).containsExactly(call);
        assertThat(ids(HUB, "engagements", "id[in]", call + ",email-1")).containsExactly(call);
        assertThat(ids(HUB, "engagements", "id[ne]", call)).doesNotContain(call);
        String meeting = engagement(FORCE);
        assertThat(ids(FORCE, "engagements", "id", meeting)).containsExactly(meeting);
        assertThat(ids(FORCE, "engagements", "id[ne]", meeting)).doesNotContain(meeting);
        assertThat(refused(HUB, "engagements", "id[gt]", call)).contains("id[eq|ne|in]");
    }

    private String engagement(String provider) {
        return create(
                provider,
                "engagements",
                "engagement_type",
                provider.equals(HUB) ? "call" : "meeting",
                "subject",
                mark,
                "start_time",
                "2026-01-01T10:00:00Z",
                "duration",
                1800);
    }

    @Test
    void filters_on_one_field_must_all_hold_also_where_the_provider_takes_one() {
        String one = create(DRIVE, "accounts", "name", mark + " 1");
        String two = create(DRIVE, "accounts", "name", mark + " 2");
        assertThat(ids(DRIVE, "accounts", "id", one, "id[in]", one + "," + two))
                .containsExactly(one);
        assertThat(ids(DRIVE, "accounts", "id", one, "id", two)).isEmpty();
        assertThat(ids(DRIVE, "accounts", "id[in]", one + "," + two))
                .containsExactlyInAnyOrder(one, two);
    }

    @Test
    void associations_of_a_record_are_those_of_the_variants_that_it_can_be_the_beginning_of() {
        String company = create(HUB, "accounts", "name", mark);
        String contact =
                create(HUB, "contacts", "last_name", mark, "account", Json.of("id", company));
        assertThat(ids(HUB, "associations", "from.id", company))
                .contains("account_contact-" + company + ":" + contact);
        assertThat(ids(HUB, "associations", "from.id", contact))
                .allMatch(id -> id.startsWith("opportunity_contact") || id.startsWith("lead"));
    }

    @Test
    void a_limit_holds_where_a_provider_has_no_pages_and_a_time_of_change_hides_nothing() {
        String since = "1970-01-01T00:00:00Z";
        for (String provider : ThreeCrms.ALL) {
            int all = ids(provider, "fields", "entity_type", "account").size();
            assertThat(all).as(provider).isGreaterThan(1);
            JsonNode page = crms.ok(provider, "GET", "fields?entity_type=account&limit=1", null);
            assertThat(page.path("result").size()).as(provider).isEqualTo(1);
            assertThat(ids(provider, "fields", "entity_type", "account", "updated_at[gt]", since))
                    .as(provider)
                    .hasSize(all);
            assertThat(ids(provider, "fields", "entity_type", "account", "limit", "7"))
                    .as(provider)
                    .doesNotHaveDuplicates()
                    .hasSize(all);
        }
        assertThat(ids(HUB, "workspaces", "updated_at[lt]", "2100-01-01T00:00:00Z")).hasSize(1);
        assertThat(ids(HUB, "field_groups", "updated_at[gt]", since)).isNotEmpty();
        assertThat(refused(HUB, "fields", "entity_type", "bogus"))
                .contains("account, contact, opportunity");
        assertThat(refused(FORCE, "engagements", "sort", "-updated_at"))
                .contains("choose one to sort by updated_at, of call, email, meeting");
    }

    @Test
    void an_upsert_goes_by_what_the_provider_can_match_by_and_by_nothing_else() {
        assertThat(upserted(HUB, "first_name").path("detail").asString())
                .contains("cannot be matched by 'first_name' at HubSpot")
                .contains("can be by: email_addresses");
        assertThat(upserted(FORCE, "email_addresses").path("detail").asString())
                .contains("cannot be matched by 'email_addresses' at Salesforce");
        assertThat(crms.call(HUB, "POST", "contacts:upsert", upsert("email_addresses")).status())
                .isEqualTo(200);
    }

    private Map<String, Object> upsert(String match) {
        List<Object> address = List.of(Map.of("email", mark + "@a.example", "type", "primary"));
        return Map.of(
                "match",
                match,
                "record",
                Map.of("first_name", "Ada", "last_name", mark, "email_addresses", address));
    }

    private JsonNode upserted(String provider, String match) {
        ThreeCrms.Answer answer = crms.call(provider, "POST", "contacts:upsert", upsert(match));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json();
    }
}
