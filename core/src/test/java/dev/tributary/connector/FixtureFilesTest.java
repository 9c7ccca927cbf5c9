package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.document.Problems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How fixtures are read; the server plays them. */
class FixtureFilesTest {
    @TempDir Path folder;

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
}
