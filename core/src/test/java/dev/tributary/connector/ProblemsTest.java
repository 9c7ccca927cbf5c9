package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.document.Problems;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ProblemsTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/tributary/connector/problems").toAbsolutePath();

    @Test
    void everything_that_is_wrong_with_a_folder_is_said_at_once_with_file_and_line()
            throws IOException {
        Problems problems =
                catchThrowableOfType(
                        Problems.class,
                        () -> Connectors.load(GOLDEN.resolve("many"), Bundled.MODELS));
        assertThat(problems.getMessage().lines())
                .containsExactlyElementsOf(Files.readAllLines(GOLDEN.resolve("many/problems.txt")));
    }

    @Test
    void everything_that_is_wrong_with_auth_is_said_at_once_with_file_and_line()
            throws IOException {
        Problems problems =
                catchThrowableOfType(
                        Problems.class,
                        () -> Connectors.load(GOLDEN.resolve("auth"), Bundled.MODELS));
        assertThat(problems.getMessage().lines())
                .containsExactlyElementsOf(Files.readAllLines(GOLDEN.resolve("auth/problems.txt")));
    }

    @Test
    void everything_that_is_wrong_with_filters_is_said_at_once_with_file_and_line()
            throws IOException {
        Problems problems =
                catchThrowableOfType(
                        Problems.class,
                        () -> Connectors.load(GOLDEN.resolve("filters"), Bundled.MODELS));
        assertThat(problems.getMessage().lines())
                .containsExactlyElementsOf(
                        Files.readAllLines(GOLDEN.resolve("filters/problems.txt")));
    }

    @Test
    void everything_that_is_wrong_in_any_version_is_said_at_once_with_file_and_line()
            throws IOException {
        Problems problems =
                catchThrowableOfType(
                        Problems.class,
                        () -> Connectors.load(GOLDEN.resolve("versions"), Bundled.MODELS));
        assertThat(problems.getMessage().lines())
                .containsExactlyElementsOf(
                        Files.readAllLines(GOLDEN.resolve("versions/problems.txt")));
    }

    @Test
    void everything_that_is_wrong_with_an_overlay_is_said_at_once_with_a_pointer() {
        Layer layer =
                new Layer(
                        "environment",
                        Map.of(
                                "http", Map.of("bse", "x", "timeout", "soon"),
                                "crm",
                                        Map.of(
                                                "contacts",
                                                Map.of("read", "{\"naem\": 1", "list", 5))));
        assertThatThrownBy(() -> Bundled.CONNECTORS.compile("hubspot", List.of(layer)))
                .isInstanceOf(Problems.class)
                .hasMessage(
                        """
                        environment /crm/contacts/list: expected a method, got '5'
                        environment /crm/contacts/read, line 1, column 10: this is not JSONata: expected } before the end
                        environment /http/bse: http has no key 'bse'; did you mean 'base'?
                        environment /http/timeout: 'soon' is not a duration such as 10s\
                        """);
    }

    @Test
    void an_unknown_connector_comes_with_a_suggestion() {
        assertThatThrownBy(() -> Bundled.CONNECTORS.compile("hubspott"))
                .hasMessage("there is no connector 'hubspott'; did you mean 'hubspot'?");
    }
}
