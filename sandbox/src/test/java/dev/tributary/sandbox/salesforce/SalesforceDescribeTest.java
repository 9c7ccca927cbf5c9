package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class SalesforceDescribeTest {
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

    @Test
    void versions_are_listed_for_anybody_and_old_or_future_ones_are_not_there() {
        List<@Nullable Object> versions = in.anonymous().get("/services/data").list();
        assertThat(versions.getLast())
                .isEqualTo(
                        Json.of(
                                "label", "Summer '26",
                                "url", "/services/data/v67.0",
                                "version", "67.0"));
        assertThat(client.get("/services/data/v67.0").json())
                .containsEntry("query", "/services/data/v67.0/query");
        for (String version : List.of("v30.0", "v68.0", "v60", "60.0", "latest")) {
            assertThat(client.get("/services/data/" + version + "/sobjects").status())
                    .as(version)
                    .isEqualTo(404);
        }
        assertThat(in.anonymous().get("/services/data/v60.0").status()).isEqualTo(401);
    }

    @Test
    void objects_are_listed_with_their_prefixes() {
        Wire.Answer all = client.get(LetIn.DATA + "/sobjects/");

        assertThat(Json.text(all.at("sobjects")))
                .contains(
                        "\"name\":\"OpportunitySplit\"",
                        "\"keyPrefix\":\"001\"",
                        "\"labelPlural\":\"Opportunity Products\"");
        assertThat(client.get(LetIn.DATA + "/sobjects/account").at("objectDescribe", "name"))
                .isEqualTo("Account");
    }

    private Map<String, @Nullable Object> field(String object, String name) {
        Wire.Answer answer = client.get(LetIn.DATA + "/sobjects/" + object + "/describe");
        for (Object field : Json.asList(answer.at("fields")).orElseThrow()) {
            Map<String, @Nullable Object> found = Json.asObject(field).orElseThrow();
            if (name.equals(found.get("name"))) {
                return found;
            }
        }
        throw new AssertionError(object + " has no field " + name);
    }

    @Test
    void fields_say_what_they_are_and_who_writes_them() {
        assertThat(field("Account", "Name"))
                .containsEntry("type", "string")
                .containsEntry("length", 255)
                .containsEntry("nillable", false)
                .containsEntry("createable", true)
                .containsEntry("updateable", true)
                .containsEntry("nameField", true)
                .containsEntry("custom", false)
                .containsEntry("defaultedOnCreate", false);
        assertThat(field("Contact", "AccountId"))
                .containsEntry("type", "reference")
                .containsEntry("referenceTo", List.of("Account"))
                .containsEntry("relationshipName", "Account");
        assertThat(field("Task", "WhoId"))
                .containsEntry("referenceTo", List.of("Contact", "Lead"))
                .containsEntry("polymorphicForeignKey", true);
        assertThat(field("Opportunity", "Amount"))
                .containsEntry("type", "currency")
                .containsEntry("precision", 18)
                .containsEntry("scale", 2);
        assertThat(field("Opportunity", "SystemModstamp"))
                .containsEntry("type", "datetime")
                .containsEntry("createable", false)
                .containsEntry("updateable", false)
                .containsEntry("nillable", false)
                .containsEntry("defaultedOnCreate", true);
        assertThat(field("OpportunitySplit", "OpportunityId"))
                .containsEntry("createable", true)
                .containsEntry("updateable", false);
        assertThat(field("OpportunityStage", "MasterLabel")).containsEntry("createable", false);
        assertThat(field("Account", "Description")).containsEntry("filterable", false);
    }

    @Test
    void the_stages_of_opportunities_are_those_of_the_org() {
        in.anonymous()
                .post(
                        "/_sandbox/orgs/" + in.org.id() + "/records/OpportunityStage",
                        Map.of(
                                "MasterLabel",
                                "Engaging",
                                "ApiName",
                                "Engaging",
                                "IsActive",
                                true,
                                "SortOrder",
                                3,
                                "DefaultProbability",
                                40));

        assertThat(Json.text(field("Opportunity", "StageName").get("picklistValues") + ""))
                .contains("Prospecting", "Engaging", "Closed Won");
    }

    @Test
    void custom_fields_and_objects_are_described_like_the_others() {
        String org = "/_sandbox/orgs/" + in.org.id();
        in.anonymous().post(org + "/objects", Map.of("name", "Quota__c", "label", "Quota"));
        in.anonymous()
                .post(
                        org + "/fields/Quota__c",
                        Map.of(
                                "name", "Account__c",
                                "type", "reference",
                                "reference_to", List.of("Account"),
                                "relationship_children", "Quotas__r"));
        in.anonymous()
                .post(
                        org + "/fields/Quota__c",
                        Map.of(
                                "name",
                                "Code__c",
                                "length",
                                12,
                                "label",
                                "Secret code",
                                "external",
                                true,
                                "unique",
                                true));

        assertThat(field("Quota__c", "Code__c"))
                .containsEntry("label", "Secret code")
                .containsEntry("custom", true)
                .containsEntry("externalId", true)
                .containsEntry("unique", true)
                .containsEntry("idLookup", true)
                .containsEntry("length", 12);
        assertThat(field("Quota__c", "Account__c")).containsEntry("relationshipName", "Account__r");
        String account = in.org.create("Account", Map.of("Name", "Acme")).id();
        String quota =
                client.post(
                                        LetIn.DATA + "/sobjects/Quota__c",
                                        Map.of("Name", "Q1", "Account__c", account))
                                .at("id")
                        + "";
        assertThat(quota).startsWith("a00");
        assertThat(
                        in.query(client, "SELECT (SELECT Name FROM Quotas__r) FROM Account")
                                .at("records", 0, "Quotas__r", "records", 0, "Name"))
                .isEqualTo("Q1");
        assertThat(in.column(client, "SELECT Account__r.Name FROM Quota__c", "Account__r", "Name"))
                .containsExactly("Acme");
        assertThat(in.anonymous().post(org + "/fields/Account", Map.of("name", "Plain")).status())
                .isEqualTo(400);
        assertThat(in.anonymous().post(org + "/objects", Map.of("name", "Plain")).status())
                .isEqualTo(400);
    }

    @Test
    void a_description_that_has_not_changed_is_not_sent_again() {
        String path = LetIn.DATA + "/sobjects/Account/describe";
        String since = client.get(path).header("Last-Modified");
        assertThat(since).endsWith("GMT");
        Wire again = client.with("If-Modified-Since", since);

        assertThat(again.get(path).status()).isEqualTo(304);
        in.clock.pass(Duration.ofSeconds(2));
        in.org.addField("Account", Field.text("New__c", 10));
        assertThat(again.get(path).status()).isEqualTo(200);
        assertThat(again.get(LetIn.DATA + "/sobjects/Contact/describe").status()).isEqualTo(304);

        in.org.removeField("Account", "New__c");
        assertThat(client.get(path).body()).doesNotContain("New__c");
    }

    @Test
    void a_page_layout_has_its_fields_in_sections() {
        String path = LetIn.DATA + "/sobjects/Account/describe/layouts";
        Wire.Answer all = client.get(path);

        assertThat(all.at("recordTypeMappings", 0, "recordTypeId")).isEqualTo("012000000000000AAA");
        Wire.Answer one = client.get(all.at("recordTypeMappings", 0, "urls", "layout") + "");
        assertThat(one.json()).isEqualTo(all.at("layouts", 0));
        assertThat(one.at("detailLayoutSections", 0, "heading")).isEqualTo("System Information");
        assertThat(Json.text(one.at("detailLayoutSections")))
                .contains("\"heading\":\"Address Information\"", "\"value\":\"BillingCity\"");
        assertThat(client.get(path + "/012000000000001AAA").status()).isEqualTo(404);
        assertThat(client.get(LetIn.DATA + "/sobjects/Nothing/describe/layouts").status())
                .isEqualTo(404);
    }

    @Test
    void with_several_record_types_the_layout_is_that_of_one_of_them() {
        for (String name : List.of("New", "Renewal")) {
            in.org.create(
                    "RecordType",
                    Map.of("Name", name, "DeveloperName", name, "SobjectType", "Opportunity"));
        }
        String path = LetIn.DATA + "/sobjects/Opportunity/describe/layouts";
        Wire.Answer all = client.get(path);

        assertThat(all.json()).containsEntry("layouts", null);
        assertThat(all.at("recordTypeMappings", 0, "name")).isEqualTo("New");
        String type = all.at("recordTypeMappings", 0, "recordTypeId") + "";
        assertThat(client.get(path + "/" + type).status()).isEqualTo(200);
        assertThat(client.get(path.replace("Opportunity", "Lead") + "/" + type).status())
                .isEqualTo(404);
    }

    @Test
    void list_views_belong_to_their_object() {
        Wire.Answer views = client.get(LetIn.DATA + "/sobjects/Opportunity/listviews");

        assertThat(views.json())
                .containsEntry("size", 1)
                .containsEntry("done", true)
                .containsEntry("sobjectType", "Opportunity");
        assertThat(views.at("listviews", 0, "developerName")).isEqualTo("AllOpportunities");
        String url = views.at("listviews", 0, "describeUrl") + "";
        assertThat((String) client.get(url).at("query"))
                .startsWith("SELECT Id, Name FROM Opportunity");
        assertThat(client.get(url.replace("/Opportunity/", "/Lead/")).status()).isEqualTo(404);
    }
}
