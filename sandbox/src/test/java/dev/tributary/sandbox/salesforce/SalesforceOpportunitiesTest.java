package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stages, products and splits of opportunities. */
class SalesforceOpportunitiesTest {
    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();
    private String id = "";
    private String path = "";

    @BeforeEach
    void connect() {
        client = in.client();
        id = in.opportunity("Ten seats", "Amount", 1000).id();
        path = LetIn.DATA + "/sobjects/Opportunity/" + id;
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void what_follows_from_the_stage_follows_it() {
        assertThat(client.get(path).json())
                .containsEntry("IsClosed", false)
                .containsEntry("ForecastCategory", "Pipeline");
        assertThat(client.get(path).at("Probability") + "").isEqualTo("10.0");
        assertThat(client.get(path).at("ExpectedRevenue") + "").isEqualTo("100.0");

        client.patch(path, Map.of("StageName", "Closed Won"));

        assertThat(client.get(path).json())
                .containsEntry("IsClosed", true)
                .containsEntry("IsWon", true)
                .containsEntry("ForecastCategory", "Closed");
        assertThat(client.get(path).at("ExpectedRevenue") + "").isEqualTo("1000.0");
        client.patch(path, Map.of("StageName", "Qualification", "Probability", 33));
        assertThat(client.get(path).at("Probability") + "").isEqualTo("33.0");
        assertThat(client.get(path).at("IsWon")).isEqualTo(false);
    }

    @Test
    void a_stage_that_is_none_is_refused_unless_the_dial_is_off() {
        Wire.Answer refused = client.patch(path, Map.of("StageName", "Hoping"));
        assertThat(refused.at(0, "errorCode")).isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");

        in.emulator.dials().set(SalesforceDial.RESTRICTED_STAGES, false);
        assertThat(client.patch(path, Map.of("StageName", "Hoping")).status()).isEqualTo(204);
        assertThat(client.get(path).at("IsClosed")).isEqualTo(false);
    }

    private String entry(int price) {
        String product =
                in.org.create("Product2", Map.of("Name", "GTX", "ProductCode", "G-1")).id();
        return in.org
                .create(
                        "PricebookEntry",
                        Map.of(
                                "Product2Id",
                                product,
                                "Pricebook2Id",
                                in.org.all("Pricebook2").getFirst().id(),
                                "UnitPrice",
                                price,
                                "IsActive",
                                true))
                .id();
    }

    @Test
    void products_make_the_amount_and_what_is_written_over_it_is_ignored() {
        Wire.Answer item =
                client.post(
                        LetIn.DATA + "/sobjects/OpportunityLineItem",
                        Map.of(
                                "OpportunityId",
                                id,
                                "PricebookEntryId",
                                entry(120),
                                "Quantity",
                                3,
                                "UnitPrice",
                                100));
        assertThat(item.status()).as(item.body()).isEqualTo(201);

        assertThat(client.patch(path, Map.of("Amount", 5, "NextStep", "call")).status())
                .isEqualTo(204);
        Wire.Answer opportunity = client.get(path);
        assertThat(opportunity.at("Amount") + "").isEqualTo("300.0");
        assertThat(opportunity.at("NextStep")).isEqualTo("call");
        assertThat(opportunity.at("HasOpportunityLineItem")).isEqualTo(true);
        assertThat(opportunity.at("Pricebook2Id"))
                .isEqualTo(in.org.all("Pricebook2").getFirst().id());
        Wire.Answer line =
                client.get(LetIn.DATA + "/sobjects/OpportunityLineItem/" + item.at("id"));
        assertThat(line.json()).containsEntry("Name", "GTX").containsEntry("ProductCode", "G-1");
        assertThat(line.at("ListPrice") + "").isEqualTo("120.0");
        assertThat(line.at("TotalPrice") + "").isEqualTo("300.0");

        client.delete(LetIn.DATA + "/sobjects/OpportunityLineItem/" + item.at("id"));
        assertThat(client.get(path).at("HasOpportunityLineItem")).isEqualTo(false);
    }

    private Wire.Answer split(Object... percentages) {
        List<Object> records = new ArrayList<>();
        int n = 0;
        for (Object percentage : percentages) {
            String user =
                    in.org
                            .addUser(
                                    "U",
                                    "N" + n,
                                    "u%d-%d@example.com".formatted(n++, in.org.all("User").size()))
                            .id();
            records.add(
                    Json.of("attributes", Json.of("type", "OpportunitySplit"))
                            .and("OpportunityId", id)
                            .and("SplitOwnerId", user)
                            .and("SplitPercentage", percentage));
        }
        return client.post(
                LetIn.DATA + "/composite/sobjects",
                Json.of("allOrNone", false).and("records", records));
    }

    @Test
    void revenue_splits_make_a_whole_or_none_is_kept() {
        Wire.Answer part = split(60, 30);
        assertThat(part.at(0, "success")).isEqualTo(false);
        assertThat(part.at(1, "errors", 0, "message") + "").contains("must total 100%, not 90%");
        assertThat(in.org.all("OpportunitySplit")).isEmpty();

        assertThat(split(60, 40).at(1, "success")).isEqualTo(true);
        assertThat(
                        in.column(
                                client,
                                "SELECT SplitAmount FROM OpportunitySplit ORDER BY SplitAmount",
                                "SplitAmount"))
                .containsExactly("400.0", "600.0");
        client.patch(path, Map.of("Amount", 2000));
        assertThat(
                        in.column(
                                client,
                                "SELECT SplitAmount FROM OpportunitySplit WHERE"
                                    + " SplitType.DeveloperName = 'Revenue' ORDER BY SplitAmount",
                                "SplitAmount"))
                .containsExactly("800.0", "1200.0");
        String first = in.org.all("OpportunitySplit").getFirst().id();
        assertThat(
                        client.delete(LetIn.DATA + "/sobjects/OpportunitySplit/" + first)
                                .at(0, "errorCode"))
                .isEqualTo("FIELD_CUSTOM_VALIDATION_EXCEPTION");
        assertThat(client.delete(path).status()).as("they go with it").isEqualTo(204);
        assertThat(in.org.all("OpportunitySplit")).isEmpty();
    }

    @Test
    void splits_need_no_whole_when_the_dial_is_off() {
        in.emulator.dials().set(SalesforceDial.SPLITS_MUST_TOTAL_100, false);
        assertThat(split(60).at(0, "success")).isEqualTo(true);
    }

    @Test
    void overlay_splits_need_no_whole() {
        String overlay =
                in.org.all("OpportunitySplitType").stream()
                        .filter(type -> type.text("DeveloperName").orElse("").equals("Overlay"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        assertThat(
                        client.post(
                                        LetIn.DATA + "/sobjects/OpportunitySplit",
                                        Map.of(
                                                "OpportunityId",
                                                id,
                                                "SplitOwnerId",
                                                in.org.adminId(),
                                                "SplitTypeId",
                                                overlay,
                                                "SplitPercentage",
                                                25))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void team_members_have_the_names_of_their_users() {
        SObject user = in.org.addUser("Ann", "Other", "ann@example.com");
        in.org.create(
                "OpportunityTeamMember",
                Map.of("OpportunityId", id, "UserId", user.id(), "TeamMemberRole", "Sales Rep"));

        Wire.Answer found =
                in.query(
                        client,
                        "SELECT (SELECT Name, User.Email, TeamMemberRole FROM"
                                + " OpportunityTeamMembers) FROM Opportunity");
        assertThat(Json.text(found.at("records", 0, "OpportunityTeamMembers", "records")))
                .contains("\"Name\":\"Ann Other\"", "ann@example.com", "Sales Rep");
    }
}
