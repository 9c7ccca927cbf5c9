package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Which values are taken. */
class SalesforceRulesTest {
    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
    }

    @AfterEach
    void close() {
        in.close();
    }

    private Wire.Answer create(String object, Object... values) {
        return client.post(LetIn.DATA + "/sobjects/" + object, Json.of(values));
    }

    private void refused(Wire.Answer answer, String code, String message, String... fields) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.at(0, "errorCode")).as(answer.body()).isEqualTo(code);
        assertThat(answer.at(0, "message") + "").contains(message);
        if (fields.length > 0) {
            assertThat(answer.at(0, "fields")).isEqualTo(List.of(fields));
        }
    }

    @Test
    void all_that_is_missing_is_named_at_once() {
        refused(
                create("Opportunity", "Amount", 5),
                "REQUIRED_FIELD_MISSING",
                "Required fields are missing: [Name, StageName, CloseDate]",
                "Name",
                "StageName",
                "CloseDate");
        String id = in.opportunity("a").id();
        refused(
                client.patch(LetIn.DATA + "/sobjects/Opportunity/" + id, Json.of("Name", null)),
                "REQUIRED_FIELD_MISSING",
                "[Name]");
        refused(
                client.patch(LetIn.DATA + "/sobjects/Opportunity/" + id, Json.of("Name", "")),
                "REQUIRED_FIELD_MISSING",
                "[Name]");
    }

    @Test
    void fields_that_do_not_exist_or_are_not_ours_to_write_are_refused() {
        refused(
                create("Account", "Name", "a", "Colour", "red"),
                "INVALID_FIELD",
                "No such column 'Colour' on sobject of type Account");
        refused(
                create("Account", "Name", "a", "CreatedDate", "2026-01-01T00:00:00Z"),
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                "Unable to create/update fields: CreatedDate.",
                "CreatedDate");
        refused(
                create("Opportunity", "Name", "a", "IsWon", true, "ExpectedRevenue", 5),
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                "ExpectedRevenue, IsWon");
        refused(
                create("Account", "Id", "001000000000001", "Name", "a"),
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                "cannot specify Id in an insert call");
    }

    @Test
    void texts_have_a_length_and_emails_a_form() {
        assertThat(create("Account", "Name", "x".repeat(255)).status()).isEqualTo(201);
        refused(
                create("Account", "Name", "x".repeat(256)),
                "STRING_TOO_LONG",
                "(max length=255)",
                "Name");
        refused(
                create("Contact", "LastName", "a", "Email", "nobody"),
                "INVALID_EMAIL_ADDRESS",
                "Email: invalid email address: nobody",
                "Email");
        Wire.Answer two = create("Contact", "LastName", "x".repeat(81), "Email", "nobody");
        assertThat(two.list()).hasSize(2);
    }

    @Test
    void json_types_must_fit() {
        refused(
                create("Account", "Name", 5),
                "JSON_PARSER_ERROR",
                "Cannot deserialize instance of string from VALUE_NUMBER_INT value 5");
        refused(
                create("Account", "Name", "a", "AnnualRevenue", "much"),
                "JSON_PARSER_ERROR",
                "Cannot deserialize instance of currency from VALUE_STRING value much");
        refused(
                create("Account", "Name", "a", "NumberOfEmployees", 1.5),
                "JSON_PARSER_ERROR",
                "instance of int");
        refused(
                create("Contact", "LastName", "a", "Birthdate", "31.1.1990"),
                "JSON_PARSER_ERROR",
                "instance of date");
        refused(create("Account", "Name", List.of("a")), "JSON_PARSER_ERROR", "START_ARRAY");
        refused(
                create("Contact", "LastName", "a", "DoNotCall", "perhaps"),
                "JSON_PARSER_ERROR",
                "instance of boolean");
    }

    @Test
    void numbers_may_be_sent_as_text_unless_the_dial_is_off() {
        assertThat(
                        create(
                                        "Account",
                                        "Name",
                                        "a",
                                        "AnnualRevenue",
                                        "5",
                                        "NumberOfEmployees",
                                        "7")
                                .status())
                .isEqualTo(201);
        in.emulator.dials().set(SalesforceDial.COERCE_TEXT_VALUES, false);
        refused(
                create("Account", "Name", "a", "AnnualRevenue", "5"),
                "JSON_PARSER_ERROR",
                "instance of currency from VALUE_STRING");
        assertThat(create("Account", "Name", "a", "AnnualRevenue", 5).status()).isEqualTo(201);
    }

    @Test
    void numbers_are_rounded_to_their_scale_and_have_a_range() {
        String id = in.opportunity("a", "Amount", 10.005).id();
        assertThat(client.get(LetIn.DATA + "/sobjects/Opportunity/" + id).at("Amount") + "")
                .isEqualTo("10.01");
        refused(
                create(
                        "Opportunity",
                        "Name",
                        "a",
                        "StageName",
                        "Prospecting",
                        "CloseDate",
                        "2026-01-01",
                        "Probability",
                        1000),
                "NUMBER_OUTSIDE_VALID_RANGE",
                "Probability: value outside of valid range");
    }

    @Test
    void references_must_lead_to_a_standing_record_of_the_right_object() {
        refused(
                create("Contact", "LastName", "a", "AccountId", "nobody"),
                "MALFORMED_ID",
                "Account ID: id value of incorrect type: nobody",
                "AccountId");
        refused(
                create("Contact", "LastName", "a", "AccountId", in.org.adminId()),
                "MALFORMED_ID",
                "id value of incorrect type");
        refused(
                create("Contact", "LastName", "a", "AccountId", "001Hs1000000099"),
                "INVALID_CROSS_REFERENCE_KEY",
                "invalid cross reference id");
        String gone = in.org.create("Account", Map.of("Name", "a")).id();
        in.org.delete(gone);
        refused(
                create("Contact", "LastName", "a", "AccountId", gone),
                "ENTITY_IS_DELETED",
                "entity is deleted");
        SObject idle = in.org.addUser("I", "Dle", "idle@example.com");
        in.org.update(idle.id(), Map.of("IsActive", false));
        refused(
                create("Account", "Name", "a", "OwnerId", idle.id()),
                "INACTIVE_OWNER_OR_USER",
                "operation performed with inactive user");
    }

    @Test
    void unique_values_are_taken_once_among_the_standing() {
        in.org.addField(
                "Account", Field.text("Tax__c", 20).with(Field.Flag.UNIQUE, Field.Flag.EXTERNAL));
        String first = create("Account", "Name", "a", "Tax__c", "DE-1").at("id") + "";

        refused(
                create("Account", "Name", "b", "Tax__c", "de-1"),
                "DUPLICATE_VALUE",
                "duplicate value found: Tax__c duplicates value on record with id: "
                        + first.substring(0, 15));
        assertThat(
                        client.patch(
                                        LetIn.DATA + "/sobjects/Account/" + first,
                                        Map.of("Tax__c", "DE-1"))
                                .status())
                .isEqualTo(204);
        in.org.delete(first);
        assertThat(create("Account", "Name", "b", "Tax__c", "DE-1").status()).isEqualTo(201);
        assertThat(
                        in.anonymous()
                                .post(
                                        "/_sandbox/orgs/%s/records/Account/%s/undelete"
                                                .formatted(in.org.id(), first),
                                        Map.of())
                                .at(0, "errorCode"))
                .isEqualTo("DUPLICATE_VALUE");
    }

    @Test
    void picklists_take_anything_unless_they_are_restricted() {
        in.org.addField(
                "Account", Field.picklist("Tier__c", "Gold", "Silver").with(Field.Flag.RESTRICTED));

        assertThat(create("Account", "Name", "a", "Industry", "Piracy").status()).isEqualTo(201);
        refused(
                create("Account", "Name", "a", "Tier__c", "Bronze"),
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                "Tier: bad value for restricted picklist field: Bronze",
                "Tier__c");
        assertThat(create("Account", "Name", "a", "Tier__c", "Gold").status()).isEqualTo(201);
    }

    @Test
    void dates_and_moments_are_kept_without_offset_and_to_the_second() {
        String id =
                create(
                                        "Event",
                                        "Subject",
                                        "Lunch",
                                        "StartDateTime",
                                        "2026-03-01T12:00:00.750+02:00",
                                        "ActivityDate",
                                        "2026-03-01")
                                .at("id")
                        + "";
        Wire.Answer event = client.get(LetIn.DATA + "/sobjects/Event/" + id);

        assertThat(event.at("StartDateTime")).isEqualTo("2026-03-01T10:00:00.000+0000");
        assertThat(event.at("ActivityDate")).isEqualTo("2026-03-01");
    }
}
