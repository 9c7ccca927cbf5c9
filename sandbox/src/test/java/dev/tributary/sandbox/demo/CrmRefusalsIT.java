package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.HttpFault;
import dev.tributary.sandbox.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Questions and writes that cannot be: refused in words that the caller knows. */
@ExtendWith(Connected.class)
class CrmRefusalsIT {
    static final List<String> PROVIDERS = ThreeCrms.ALL;

    private final ThreeCrms crms;

    CrmRefusalsIT(ThreeCrms crms) {
        this.crms = crms;
    }

    private static String unique(String base) {
        return base + System.nanoTime();
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void a_filter_that_is_not_there_is_refused_with_those_that_are(String provider) {
        ThreeCrms.Answer answer =
                crms.call(provider, "GET", "accounts?description%5Bcontains%5D=x", null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo("unsupported_filter");
        assertThat(answer.json().path("detail").asString()).contains("owner.id[", "updated_at[");
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void what_a_provider_refuses_names_the_field_that_the_caller_sent(String provider) {
        ThreeCrms.Answer answer =
                crms.call(
                        provider,
                        "POST",
                        "opportunities",
                        Json.of(
                                "name", "Wrong",
                                "close_date", "2026-12-24",
                                "stage", Json.of("id", "99999999")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("fields").path(0).path("field").asString())
                .as(answer.text())
                .isEqualTo("stage.id");
    }

    @ParameterizedTest
    @CsvSource({
        "hubspot, opportunities, owner.id",
        "salesforce, opportunities, owner.id",
        "pipedrive, opportunities, owner.id"
    })
    void a_reference_that_is_not_there_is_a_wrong_value_and_no_missing_record(
            String provider, String resource, String field) {
        String nobody = provider.equals(ThreeCrms.SALESFORCE) ? "005Hs9999999999IAA" : "99999999";
        String stage = crms.list(provider, "stages").getFirst().path("id").asString();
        ThreeCrms.Answer answer =
                crms.call(
                        provider,
                        "POST",
                        resource,
                        Json.of(
                                "name",
                                "Nobody's",
                                "close_date",
                                "2026-12-24",
                                "stage",
                                Json.of("id", stage),
                                "owner",
                                Json.of("id", nobody)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("fields").path(0).path("field").asString())
                .as(answer.text())
                .isEqualTo(field);
    }

    @Test
    void a_field_that_an_org_does_not_have_is_not_offered_and_refused_by_its_name() {
        JsonNode offered =
                crms.ok(ThreeCrms.SALESFORCE, "GET", "accounts/meta/create", null)
                        .path("body")
                        .path("properties");
        assertThat(offered.has("name")).isTrue();
        assertThat(offered.has("currency")).isFalse();
        ThreeCrms.Answer answer =
                crms.call(
                        ThreeCrms.SALESFORCE,
                        "POST",
                        "accounts",
                        Json.of("name", unique("Euro "), "currency", "EUR"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("fields").path(0).path("field").asString())
                .as(answer.text())
                .isEqualTo("currency");
    }

    @Test
    void a_field_that_an_expression_makes_is_refused_under_the_name_of_what_it_is_made_of() {
        ThreeCrms.Answer answer =
                crms.call(
                        ThreeCrms.SALESFORCE,
                        "POST",
                        "contacts",
                        Json.of(
                                "last_name",
                                unique("Mail "),
                                "email_addresses",
                                List.of(Map.of("email", "no address"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("fields").path(0).path("field").asString())
                .as(answer.text())
                .isEqualTo("email_addresses");
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void a_page_of_html_from_a_gateway_is_the_provider_s_failure_and_not_an_answer(
            String provider) {
        Emulator<?, ?> emulator =
                switch (provider) {
                    case ThreeCrms.HUBSPOT -> crms.hubSpot;
                    case ThreeCrms.SALESFORCE -> crms.salesforce;
                    default -> crms.pipedrive;
                };
        crms.list(provider, "stages");
        emulator.faults().set(HttpFault.HTML_NEXT, 1);
        ThreeCrms.Answer answer = crms.call(provider, "GET", "stages", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(502);
        assertThat(answer.json().path("code").asString()).isEqualTo("upstream_error");
        assertThat(answer.json().path("upstream_body").asString()).contains("<");
        assertThat(crms.list(provider, "stages")).isNotEmpty();
    }

    @Test
    void what_a_provider_can_be_asked_at_once_has_an_end_which_is_named_before_it_is_asked() {
        String six =
                "name=a&amount%5Bgt%5D=1&amount%5Blt%5D=9&close_date%5Bgt%5D=2026-01-01"
                        + "&close_date%5Blt%5D=2026-12-31&owner.id=1";
        crms.ok(ThreeCrms.HUBSPOT, "GET", "opportunities?" + six, null);
        ThreeCrms.Answer seven =
                crms.call(
                        ThreeCrms.HUBSPOT, "GET", "opportunities?" + six + "&pipeline.id=1", null);
        assertThat(seven.status()).isEqualTo(400);
        assertThat(seven.text()).contains("HubSpot takes at most 6 filters at a time, not 7");
        assertThat(seven.headers()).doesNotContainKey("ratelimit-limit");
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void one_of_several_values_is_asked_for_by_in(String provider) {
        String one = account(provider);
        String other = account(provider);
        account(provider);
        assertThat(crms.list(provider, "accounts?id%5Bin%5D=" + one + "," + other))
                .extracting(record -> record.path("id").asString())
                .containsExactlyInAnyOrder(one, other);
    }

    private String account(String provider) {
        return crms.create(provider, "accounts", Map.of("name", unique("In ")))
                .path("id")
                .asString();
    }

    @Test
    void the_bytes_of_soql_are_never_a_callers() {
        String evil = "x' OR Name LIKE '%";
        crms.create(ThreeCrms.SALESFORCE, "accounts", Map.of("name", unique("Safe ")));
        assertThat(crms.list(ThreeCrms.SALESFORCE, "accounts?name=" + encoded(evil))).isEmpty();
        JsonNode quoted = crms.create(ThreeCrms.SALESFORCE, "accounts", Map.of("name", evil));
        assertThat(crms.list(ThreeCrms.SALESFORCE, "accounts?name=" + encoded(evil)))
                .extracting(record -> record.path("id").asString())
                .containsExactly(quoted.path("id").asString());
        assertThat(
                        crms.call(
                                        ThreeCrms.SALESFORCE,
                                        "GET",
                                        "accounts?annual_revenue%5Bgt%5D=" + encoded("1 OR 1=1"),
                                        null)
                                .status())
                .isEqualTo(400);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
