package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.NodeScript;
import dev.tributary.sandbox.Options;

import org.junit.jupiter.api.Test;

import java.util.Set;

/** The provider's own client library does not notice that it talks to an emulator. */
class HubSpotClientLibraryTest {
    private final NodeScript script = new NodeScript("hubspot");

    @Test
    void the_providers_own_client_library_works_unchanged() throws Exception {
        script.install("@hubspot/api-client");
        try (HubSpotEmulator emulator = HubSpotEmulator.start(Options.defaults())) {
            App app = emulator.apps().create(Set.of(Installed.REDIRECT), App.ALL_SCOPES);
            emulator.owners().add("Darcel", "Schlecht", "darcel.schlecht@example.com");

            var said =
                    script.run(
                            "client-check.js",
                            emulator.address().toString(),
                            app.clientId(),
                            app.clientSecret(),
                            Installed.REDIRECT);

            assertThat(said)
                    .containsEntry("expiresIn", 1800)
                    .containsEntry("hubId", 20170001)
                    .containsEntry("deals", 4)
                    .containsEntry("owners", 1);
        }
    }

    @Test
    void the_whole_crm_model_can_be_walked_through_with_it() throws Exception {
        script.install("@hubspot/api-client");
        try (Installed installed = new Installed()) {
            installed.emulator.dials().set(HubSpotDial.SEARCH_LIMIT, 100);
            Owner owner = installed.emulator.owners().add("Ann", "A", "ann@example.com");

            var said =
                    script.run(
                            "crm-check.js",
                            installed.emulator.address().toString(),
                            installed
                                            .exchange(installed.code(App.ALL_SCOPES))
                                            .json()
                                            .get("access_token")
                                    + "",
                            owner.id());

            assertThat(said)
                    .containsEntry("cars", 3)
                    .containsEntry("notes", 1)
                    .containsEntry("splits", 1)
                    .containsEntry("lists", 1)
                    .containsEntry("users", 1)
                    .containsEntry("groups", 1);
        }
    }
}
