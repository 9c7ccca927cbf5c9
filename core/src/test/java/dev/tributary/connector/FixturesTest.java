package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.document.Problems;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

class FixturesTest {
    @TempDir Path folder;

    @TestFactory
    Stream<DynamicContainer> every_fixture_plays_as_it_is_written() {
        return Bundled.CONNECTORS.names().stream()
                .map(
                        name ->
                                DynamicContainer.dynamicContainer(
                                        name,
                                        fixtures(name).stream()
                                                .map(fixture -> test(name, fixture))));
    }

    private static DynamicTest test(String connector, Fixture fixture) {
        return DynamicTest.dynamicTest(
                fixture.document() + ": " + fixture.about(),
                () -> new PlayFixture(Bundled.connector(connector), fixture).play());
    }

    /** The capability matrix stands on fixtures: a method without one is a claim without proof. */
    @Test
    void every_method_of_every_resource_has_a_fixture() {
        for (String name : Bundled.CONNECTORS.names()) {
            Set<String> shown = new TreeSet<>();
            for (Fixture fixture : fixtures(name)) {
                if (fixture.subject() instanceof Fixture.Call call) {
                    shown.add(call.resource() + " " + call.method());
                }
            }
            Set<String> claimed = new TreeSet<>();
            for (Resource resource : Bundled.connector(name).resources().values()) {
                resource.methods()
                        .keySet()
                        .forEach(method -> claimed.add(resource.path() + " " + method));
                if (resource.write().isPresent()) {
                    List.of("find", "read", "send", "confirm")
                            .forEach(part -> claimed.add(resource.path() + " " + part));
                }
            }
            assertThat(shown).as(name).containsAll(claimed);
        }
    }

    @Test
    void what_is_wrong_with_a_fixture_is_said_with_its_line() throws IOException {
        Files.createDirectories(folder.resolve("acme/fixtures"));
        Files.writeString(
                folder.resolve("acme/fixtures/a.yaml"),
                """
                about: nothing much
                method: list
                webhook: []
                upstream:
                  - get: /things
                    replay: {status: 200}
                resullt: []
                """);
        assertThatThrownBy(() -> Fixtures.load(folder.resolve("acme")))
                .isInstanceOf(Problems.class)
                .hasMessage(
                        """
                        acme/fixtures/a.yaml:1: a fixture needs result or failure
                        acme/fixtures/a.yaml:3: a fixture takes only one of method, webhook (null drops an inherited one)
                        acme/fixtures/a.yaml:5: an exchange needs reply
                        acme/fixtures/a.yaml:6: an exchange has no key 'replay'; did you mean 'reply'?
                        acme/fixtures/a.yaml:7: a fixture has no key 'resullt'; did you mean 'result'?\
                        """);
    }

    private static List<Fixture> fixtures(String name) {
        return Fixtures.load(Bundled.CONNECTORS_FOLDER.resolve(name));
    }
}
