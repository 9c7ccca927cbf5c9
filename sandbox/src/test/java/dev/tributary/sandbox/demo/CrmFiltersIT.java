package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.hubspot.ObjectType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One unified field that is several of the provider's: whichever holds the value, it is found. */
@ExtendWith(Connected.class)
class CrmFiltersIT {
    static final List<String> SEVERAL_NUMBERS = List.of(ThreeCrms.HUBSPOT, ThreeCrms.SALESFORCE);

    private final ThreeCrms crms;
    private final String mark = Long.toString(System.nanoTime());
    private final String work = "+49 731 " + mark;
    private final String mobile = "+49 171 " + mark;

    CrmFiltersIT(ThreeCrms crms) {
        this.crms = crms;
    }

    private String contact(String provider, String lastName, String number, String type) {
        return crms.create(
                        provider,
                        "contacts",
                        Json.of(
                                "last_name",
                                lastName,
                                "phone_numbers",
                                List.of(Json.of("number", number, "type", type))))
                .path("id")
                .asString();
    }

    private List<String> found(String provider, String... filters) {
        return crms.list(provider, contacts(filters)).stream()
                .map(record -> record.path("id").asString())
                .toList();
    }

    private static String contacts(String... filters) {
        StringBuilder path = new StringBuilder("contacts");
        for (int i = 0; i < filters.length; i += 2) {
            path.append(i == 0 ? '?' : '&')
                    .append(encoded(filters[i]))
                    .append('=')
                    .append(encoded(filters[i + 1]));
        }
        return path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @FieldSource("SEVERAL_NUMBERS")
    void a_contact_is_found_by_any_of_its_numbers_and_by_what_else_is_asked(String provider) {
        String ada = contact(provider, "Ada" + mark, mobile, "mobile");
        String bob = contact(provider, "Bob" + mark, mobile, "work");
        String eve = contact(provider, "Eve" + mark, work, "work");
        assertThat(found(provider, "phone_numbers", mobile)).containsExactlyInAnyOrder(ada, bob);
        assertThat(found(provider, "phone_numbers", work)).containsExactly(eve);
        assertThat(found(provider, "phone_numbers", mobile, "last_name", "Ada" + mark))
                .containsExactly(ada);
        assertThat(found(provider, "last_name", "Eve" + mark, "phone_numbers", mobile)).isEmpty();
        assertThat(found(provider, "phone_numbers[in]", mobile + "," + work))
                .containsExactlyInAnyOrder(ada, bob, eve);
        String all = "Ada%1$s,Bob%1$s,Eve%1$s".formatted(mark);
        assertThat(found(provider, "last_name[in]", all, "phone_numbers[ne]", mobile))
                .containsExactly(eve);
    }

    @Test
    void a_contact_is_found_by_any_of_its_addresses_and_by_no_part_of_them() {
        String first = "first" + mark + "@a.example";
        String second = "second" + mark + "@b.example";
        String ada =
                Long.toString(
                        crms.hubSpot
                                .crm()
                                .create(
                                        ObjectType.CONTACTS,
                                        Map.of(
                                                "lastname", "Ada" + mark,
                                                "mobilephone", mobile,
                                                "email", "main" + mark + "@a.example",
                                                "hs_additional_emails", first + ";" + second))
                                .id());
        String hub = ThreeCrms.HUBSPOT;
        assertThat(found(hub, "email_addresses", second)).containsExactly(ada);
        assertThat(found(hub, "email_addresses", first.toUpperCase(java.util.Locale.ROOT)))
                .containsExactly(ada);
        assertThat(found(hub, "email_addresses", "main" + mark + "@a.example"))
                .containsExactly(ada);
        assertThat(found(hub, "email_addresses", second, "last_name", "Ada" + mark))
                .containsExactly(ada);
        assertThat(found(hub, "email_addresses", second, "phone_numbers", mobile))
                .containsExactly(ada);
        assertThat(found(hub, "email_addresses", second, "last_name", "Bob")).isEmpty();
        assertThat(found(hub, "email_addresses", "second" + mark + "@a.example"))
                .as("words of two addresses")
                .isEmpty();
        assertThat(found(hub, "email_addresses[in]", "nobody@a.example," + second))
                .containsExactly(ada);
        assertThat(found(hub, "last_name", "Ada" + mark, "email_addresses[ne]", second)).isEmpty();
        assertThat(found(hub, "last_name", "Ada" + mark, "email_addresses[ne]", "x@a.example"))
                .containsExactly(ada);
    }

    @Test
    void one_alternative_more_than_the_provider_takes_is_refused_before_it_is_asked() {
        String four = "a@a.example,b@a.example,c@a.example,d@a.example";
        assertThat(found(ThreeCrms.HUBSPOT, "email_addresses[in]", four)).isEmpty();
        refused(
                "email_addresses (6 ways) make 6 of 1 filters each",
                "email_addresses[in]",
                four + ",e@a.example");
        refused(
                "email_addresses (3 ways) and phone_numbers (2 ways) make 6 of 2 filters each",
                "email_addresses[in]",
                "a@a.example,b@a.example",
                "phone_numbers",
                mobile);
    }

    private void refused(String why, String... filters) {
        ThreeCrms.Answer answer = crms.call(ThreeCrms.HUBSPOT, "GET", contacts(filters), null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo(
                        "HubSpot takes at most 5 alternatives and 18 filters in all; "
                                + why
                                + ": leave one out, or ask twice");
        assertThat(answer.headers()).doesNotContainKey("ratelimit-limit");
    }

    @Test
    void what_a_caller_sends_stays_between_the_quotes_of_each_alternative() {
        contact(ThreeCrms.SALESFORCE, "Safe" + mark, mobile, "mobile");
        String evil = "x') OR (Name LIKE '%";
        assertThat(found(ThreeCrms.SALESFORCE, "phone_numbers", evil)).isEmpty();
        String quoted = contact(ThreeCrms.SALESFORCE, "Quoted" + mark, "'" + mark, "mobile");
        assertThat(found(ThreeCrms.SALESFORCE, "phone_numbers", "'" + mark))
                .containsExactly(quoted);
    }
}
