package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What every org has before anybody does anything. */
final class Furnishing {
    private static final String[][] STAGES = {
        {"Prospecting", "10", "Pipeline"},
        {"Qualification", "10", "Pipeline"},
        {"Needs Analysis", "20", "Pipeline"},
        {"Value Proposition", "50", "Pipeline"},
        {"Id. Decision Makers", "60", "Pipeline"},
        {"Perception Analysis", "70", "Pipeline"},
        {"Proposal/Price Quote", "75", "Pipeline"},
        {"Negotiation/Review", "90", "Pipeline"},
        {"Closed Won", "100", "Closed"},
        {"Closed Lost", "0", "Omitted"},
    };

    private final Schema schema;
    private final Store store;
    private final Writer writer;

    Furnishing(Schema schema, Store store, Writer writer) {
        this.schema = schema;
        this.store = store;
        this.writer = writer;
    }

    /** Returns the administrator's id. */
    String furnish(String orgId, String name) {
        Entity users = schema.require("User");
        Actor admin = new Actor(store.nextId(users.prefix()), true);
        String domain = orgId.toLowerCase(Locale.ROOT) + ".example.com";
        writer.seed(
                users,
                admin.userId(),
                Json.of("Username", "admin@" + domain)
                        .and("Email", "admin@" + domain)
                        .and("FirstName", "Ada")
                        .and("LastName", "Min")
                        .and("Alias", "admin"),
                admin);
        writer.seed(
                schema.require("Organization"),
                orgId,
                Json.of("Name", name)
                        .and("InstanceName", "SBX1")
                        .and("OrganizationType", "Developer Edition")
                        .and("DefaultLocaleSidKey", "en_US")
                        .and("TimeZoneSidKey", "GMT")
                        .and("FiscalYearStartMonth", BigDecimal.ONE),
                admin);
        stages(admin);
        splitTypes(admin);
        seed(
                "Pricebook2",
                Json.of("Name", "Standard Price Book")
                        .and("IsActive", true)
                        .and("IsStandard", true),
                admin);
        for (String object : new String[] {"Account", "Contact", "Lead", "Opportunity"}) {
            String plural = schema.require(object).plural();
            seed(
                    "ListView",
                    Json.of("Name", "All " + plural)
                            .and("DeveloperName", "All" + plural)
                            .and("SobjectType", object)
                            .and("IsSoqlCompatible", true),
                    admin);
        }
        return admin.userId();
    }

    private void stages(Actor admin) {
        int order = 0;
        for (String[] stage : STAGES) {
            boolean won = stage[1].equals("100");
            Map<String, @Nullable Object> values =
                    new HashMap<>(
                            Json.of("MasterLabel", stage[0])
                                    .and("ApiName", stage[0])
                                    .and("IsActive", true)
                                    .and("SortOrder", new BigDecimal(++order))
                                    .and("IsWon", won)
                                    .and("IsClosed", won || stage[1].equals("0"))
                                    .and("DefaultProbability", new BigDecimal(stage[1]))
                                    .and("ForecastCategory", stage[2])
                                    .and("ForecastCategoryName", stage[2]));
            seed("OpportunityStage", values, admin);
        }
    }

    private void splitTypes(Actor admin) {
        for (boolean revenue : new boolean[] {true, false}) {
            seed(
                    "OpportunitySplitType",
                    Json.of("MasterLabel", revenue ? "Revenue" : "Overlay")
                            .and("DeveloperName", revenue ? "Revenue" : "Overlay")
                            .and("IsActive", true)
                            .and("IsTotalValidated", revenue)
                            .and("SplitField", "Amount"),
                    admin);
        }
    }

    private void seed(String object, Map<String, @Nullable Object> values, Actor admin) {
        Entity entity = schema.require(object);
        writer.seed(entity, store.nextId(entity.prefix()), values, admin);
    }
}
