package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.NodeScript;
import dev.tributary.sandbox.Options;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** The provider's own client library does not notice that it talks to an emulator. */
class PipedriveClientLibraryTest {
    private final NodeScript script =
            new NodeScript(
                    Path.of("src", "test", "js", "pipedrive"),
                    Path.of("target", "client-check-pipedrive"));

    @Test
    void the_providers_own_client_library_works_unchanged() throws Exception {
        script.install("pipedrive");
        try (PipedriveEmulator emulator = PipedriveEmulator.start(Options.defaults())) {
            App app = emulator.apps().create(Set.of(LetIn.REDIRECT), App.ALL_SCOPES);
            Company company = emulator.company();

            NodeScript.Run run =
                    script.check(
                            emulator.address().toString(),
                            emulator.tokens().create(company, company.adminId()),
                            app.clientId(),
                            app.clientSecret(),
                            LetIn.REDIRECT);

            assertThat(run.status()).as(run.output()).isZero();
            assertThat(Json.object(run.output().getBytes(StandardCharsets.UTF_8)).orElseThrow())
                    .containsEntry("expiresIn", 3600)
                    .containsEntry("deals", 5)
                    .containsEntry("lineItems", 300)
                    .containsEntry("users", 1);
        }
    }
}
