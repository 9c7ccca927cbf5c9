package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connector.Connector;
import dev.tributary.integration.BundledConnectors;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The capability matrix of the connectors that come with the server stands on fixtures. */
class BundledCapabilitiesTest {
    private static final BundledConnectors BUNDLED =
            BundledConnectors.load(Path.of("../connectors"), Path.of("../models"));
    private static final Proof PROOF = new Proof(BUNDLED::fixtures);

    @Test
    void every_method_of_every_resource_has_a_fixture() {
        List<String> unproven = new ArrayList<>();
        for (String name : BUNDLED.providers()) {
            Connector connector = BUNDLED.plain(name);
            connector
                    .resources()
                    .values()
                    .forEach(
                            resource ->
                                    resource.methods().keySet().stream()
                                            .filter(
                                                    method ->
                                                            PROOF.of(name)
                                                                            .of(
                                                                                    resource.path(),
                                                                                    method)
                                                                    == 0)
                                            .forEach(
                                                    method ->
                                                            unproven.add(
                                                                    name
                                                                            + " "
                                                                            + resource.path()
                                                                            + " "
                                                                            + method)));
        }
        assertThat(unproven).isEmpty();
    }

    @Test
    void webhooks_are_said_where_a_fixture_shows_them() {
        boolean any = false;
        for (String name : BUNDLED.providers()) {
            Map<?, ?> models =
                    (Map<?, ?>) new Capabilities(PROOF).of(BUNDLED.plain(name)).get("models");
            boolean told =
                    models.values().stream()
                            .flatMap(resources -> ((Map<?, ?>) resources).values().stream())
                            .anyMatch(
                                    resource ->
                                            !((List<?>) ((Map<?, ?>) resource).get("webhooks"))
                                                    .isEmpty());
            assertThat(told).as(name).isEqualTo(BUNDLED.plain(name).webhooks().isPresent());
            any |= told;
        }
        assertThat(any).isTrue();
    }
}
