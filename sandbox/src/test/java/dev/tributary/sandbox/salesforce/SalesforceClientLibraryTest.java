package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.NodeScript;
import dev.tributary.sandbox.Options;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The client library that people use does not notice that it talks to an emulator. */
class SalesforceClientLibraryTest {
    private final NodeScript script =
            new NodeScript(
                    Path.of("src", "test", "js", "salesforce"),
                    Path.of("target", "client-check-salesforce"));

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

            NodeScript.Run run =
                    script.check(
                            emulator.address().toString(),
                            app.clientId(),
                            app.clientSecret(),
                            LetIn.REDIRECT,
                            org.id());

            assertThat(run.status()).as(run.output()).isZero();
            assertThat(Json.object(run.output().getBytes(StandardCharsets.UTF_8)).orElseThrow())
                    .containsEntry("bulk", 2300)
                    .containsEntry("paged", 2300)
                    .containsEntry("custom", List.of("Region__c"));
        }
    }
}
