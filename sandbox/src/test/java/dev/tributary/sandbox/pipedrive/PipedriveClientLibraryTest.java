package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.NodeScript;
import dev.tributary.sandbox.Options;

import org.junit.jupiter.api.Test;

import java.util.Set;

/** The provider's own client library does not notice that it talks to an emulator. */
class PipedriveClientLibraryTest {
    private final NodeScript script = new NodeScript("pipedrive");

    @Test
    void the_providers_own_client_library_works_unchanged() throws Exception {
        script.install("pipedrive");
        try (PipedriveEmulator emulator = PipedriveEmulator.start(Options.defaults())) {
            App app = emulator.apps().create(Set.of(LetIn.REDIRECT), App.ALL_SCOPES);
            Company company = emulator.company();

            var said =
                    script.run(
                            "client-check.js",
                            emulator.address().toString(),
                            emulator.tokens().create(company, company.adminId()),
                            app.clientId(),
                            app.clientSecret(),
                            LetIn.REDIRECT);

            assertThat(said)
                    .containsEntry("expiresIn", 3600)
                    .containsEntry("deals", 5)
                    .containsEntry("lineItems", 300)
                    .containsEntry("users", 1);
        }
    }
}
