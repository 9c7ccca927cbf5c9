package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Fixtures;
import dev.tributary.model.Models;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

class FixturesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    private static final Path FOLDER = ROOT.resolve("connectors");
    private static final Connectors CONNECTORS =
            Connectors.load(FOLDER, Models.load(ROOT.resolve("models")));

    @TestFactory
    Stream<DynamicContainer> every_fixture_plays_through_the_engine_as_it_is_written() {
        return CONNECTORS.names().stream()
                .map(
                        name ->
                                DynamicContainer.dynamicContainer(
                                        name,
                                        fixtures(name).stream()
                                                .map(fixture -> test(name, fixture))));
    }

    private static DynamicTest test(String name, Fixture fixture) {
        return DynamicTest.dynamicTest(
                fixture.document() + ": " + fixture.about(),
                () ->
                        assertThat(
                                        new PlayFixture(
                                                        CONNECTORS.compile(
                                                                name, fixture.version(), List.of()),
                                                        Clock.systemUTC())
                                                .play(fixture))
                                .isEmpty());
    }

    /** No provider of ours has bulk jobs of every kind: a made-up one has. */
    @TestFactory
    Stream<DynamicTest> a_bulk_job_plays_too() {
        Path folder = ROOT.resolve("core/src/test/resources/dev/tributary/connector/bulk/good");
        Connectors madeUp = Connectors.load(folder, Models.load(ROOT.resolve("models")));
        return Fixtures.load(folder.resolve("acme")).stream()
                .map(
                        fixture ->
                                DynamicTest.dynamicTest(
                                        fixture.about(),
                                        () ->
                                                assertThat(
                                                                new PlayFixture(
                                                                                madeUp.compile(
                                                                                        "acme"),
                                                                                Clock.systemUTC())
                                                                        .play(fixture))
                                                        .isEmpty()));
    }

    /** The capability matrix stands on fixtures: a method without one is a claim without proof. */
    @Test
    void every_method_of_every_resource_has_a_fixture() {
        for (String name : CONNECTORS.names()) {
            assertThat(Coverage.missing(CONNECTORS.compile(name), fixtures(name)))
                    .as(name)
                    .isEmpty();
        }
    }

    private static List<Fixture> fixtures(String name) {
        return Fixtures.load(FOLDER.resolve(name));
    }
}
