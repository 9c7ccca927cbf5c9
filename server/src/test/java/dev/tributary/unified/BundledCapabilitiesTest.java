package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.BundledConnectors;
import dev.tributary.connector.Fixture;
import dev.tributary.document.Report;
import dev.tributary.tool.PlayedFixtures;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The capability matrix of the connectors that come with the server says what fixtures show. */
class BundledCapabilitiesTest {
    private static final BundledConnectors BUNDLED =
            BundledConnectors.load(Path.of("../connectors"), Path.of("../models"));
    private static final Proof PROOF = new PlayedFixtures(BUNDLED, Clock.systemUTC());

    private static Map<?, ?> capabilities(String name) {
        return Capabilities.of(BUNDLED.plain(name, null), PROOF.of(name));
    }

    private static Map<?, ?> models(String name) {
        return (Map<?, ?>) capabilities(name).get("models");
    }

    @Test
    void a_method_says_how_many_fixtures_show_it() {
        for (String name : BUNDLED.providers()) {
            Map<String, Integer> counted = new HashMap<>();
            for (Fixture fixture : BUNDLED.fixtures(name, new Report())) {
                if (fixture.subject() instanceof Fixture.Call call) {
                    counted.merge(call.resource() + " " + call.method(), 1, Integer::sum);
                }
            }
            Map<?, ?> crm = (Map<?, ?>) models(name).get("crm");
            if (crm != null) {
                Map<?, ?> methods = (Map<?, ?>) ((Map<?, ?>) crm.get("contacts")).get("methods");
                int shown = (int) ((Map<?, ?>) methods.get("list")).get("fixtures");
                assertThat(shown).as(name).isEqualTo(counted.getOrDefault("crm/contacts list", 0));
            }
        }
    }

    @Test
    void no_method_of_ours_is_unproven() {
        for (String name : BUNDLED.providers()) {
            List<String> unproven = new ArrayList<>();
            for (Object resources : models(name).values()) {
                ((Map<?, ?>) resources).forEach((path, said) -> note(path, said, unproven));
            }
            assertThat(unproven).as(name).isEmpty();
            assertThat((List<?>) capabilities(name).get("fixtures_failed")).as(name).isEmpty();
        }
    }

    private static void note(Object resource, Object said, List<String> unproven) {
        ((Map<?, ?>) ((Map<?, ?>) said).get("methods"))
                .forEach(
                        (method, shown) -> {
                            Object why = ((Map<?, ?>) shown).get("unproven");
                            if (why != null) {
                                unproven.add(resource + " " + method + ": " + why);
                            }
                        });
    }

    @Test
    void webhooks_are_said_where_a_fixture_shows_them() {
        boolean any = false;
        for (String name : BUNDLED.providers()) {
            boolean told =
                    models(name).values().stream()
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
