package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connector.Fixture;
import dev.tributary.integration.BundledConnectors;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The capability matrix of the connectors that come with the server says what fixtures show. */
class BundledCapabilitiesTest {
    private static final BundledConnectors BUNDLED =
            BundledConnectors.load(Path.of("../connectors"), Path.of("../models"));
    private static final Proof PROOF = new Proof(BUNDLED::fixtures);

    @Test
    void a_method_says_how_many_fixtures_show_it() {
        for (String name : BUNDLED.providers()) {
            Map<String, Integer> counted = new HashMap<>();
            for (Fixture fixture : BUNDLED.fixtures(name)) {
                if (fixture.subject() instanceof Fixture.Call call) {
                    counted.merge(call.resource() + " " + call.method(), 1, Integer::sum);
                }
            }
            Map<?, ?> models =
                    (Map<?, ?>) new Capabilities(PROOF).of(BUNDLED.plain(name, null)).get("models");
            Map<?, ?> crm = (Map<?, ?>) models.get("crm");
            if (crm != null) {
                Map<?, ?> methods = (Map<?, ?>) ((Map<?, ?>) crm.get("contacts")).get("methods");
                int shown = (int) ((Map<?, ?>) methods.get("list")).get("fixtures");
                assertThat(shown).as(name).isEqualTo(counted.getOrDefault("crm/contacts list", 0));
            }
        }
    }

    @Test
    void webhooks_are_said_where_a_fixture_shows_them() {
        boolean any = false;
        for (String name : BUNDLED.providers()) {
            Map<?, ?> models =
                    (Map<?, ?>) new Capabilities(PROOF).of(BUNDLED.plain(name, null)).get("models");
            boolean told =
                    models.values().stream()
                            .flatMap(resources -> ((Map<?, ?>) resources).values().stream())
                            .anyMatch(
                                    resource ->
                                            !((List<?>) ((Map<?, ?>) resource).get("webhooks"))
                                                    .isEmpty());
            assertThat(told).as(name).isEqualTo(BUNDLED.plain(name, null).webhooks().isPresent());
            any |= told;
        }
        assertThat(any).isTrue();
    }
}
