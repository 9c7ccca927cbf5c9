package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.NodeScript;
import dev.tributary.sandbox.Options;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** The client library that people use does not notice that it talks to an emulator. */
class SalesforceClientLibraryTest {
    private final NodeScript script = new NodeScript("salesforce");

    @Test
    void jsforce_works_unchanged_in_an_org_that_is_not_where_people_log_in() throws Exception {
        script.install("jsforce");
        try (SalesforceEmulator emulator = SalesforceEmulator.start(Options.defaults())) {
            App app = emulator.apps().create(Set.of(LetIn.REDIRECT), App.ALL_SCOPES);
            Org org = emulator.orgs().create("Elsewhere Ltd");
            org.addField(
                    "Account",
                    Field.text("Number__c", 20).with(Field.Flag.EXTERNAL, Field.Flag.UNIQUE));
            org.addField("Lead", Field.picklist("Region__c", "North", "South"));
            emulator.dials().set(SalesforceDial.BULK_DELAY_MILLIS, 100);

            var said =
                    script.run(
                            "client-check.js",
                            emulator.address().toString(),
                            app.clientId(),
                            app.clientSecret(),
                            LetIn.REDIRECT,
                            org.id());

            assertThat(said)
                    .containsEntry("bulk", 2300)
                    .containsEntry("paged", 2300)
                    .containsEntry("custom", List.of("Region__c"));
        }
    }
}
