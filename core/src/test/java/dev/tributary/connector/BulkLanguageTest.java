package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.document.Problems;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

class BulkLanguageTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/dev/tributary/connector/bulk").toAbsolutePath();
    private static final Connector ACME =
            Connectors.load(FOLDER.resolve("good"), Bundled.MODELS).compile("acme");

    private static Resource resource(String name) {
        return ACME.resource("crm", name).orElseThrow();
    }

    @Test
    void bulk_jobs_are_inherited_like_methods() {
        Bulk.Write contacts = resource("contacts").bulkWrite().orElseThrow();
        assertThat(contacts.operations()).containsKeys("create", "update", "upsert", "delete");
        assertThat(contacts.clear()).isEqualTo("#N/A");
        assertThat(Objects.requireNonNull(contacts.upload()).format())
                .isEqualTo(Request.BodyFormat.CSV);
        assertThat(resource("contacts").bulkRead()).isPresent();

        assertThat(resource("users").bulk()).as("only names neither").isEmpty();

        Bulk.Write accounts = resource("accounts").bulkWrite().orElseThrow();
        assertThat(accounts.operations()).containsOnlyKeys("create", "update", "upsert");
        assertThat(accounts.steps().every()).isEqualTo(Duration.ofSeconds(60));
        assertThat(resource("accounts").bulkRead()).isEmpty();
    }

    @Test
    void everything_that_is_wrong_with_a_job_is_said_with_file_and_line() throws IOException {
        Problems problems =
                catchThrowableOfType(
                        Problems.class,
                        () -> Connectors.load(FOLDER.resolve("bad"), Bundled.MODELS));
        assertThat(problems.getMessage().lines())
                .containsExactlyElementsOf(Files.readAllLines(FOLDER.resolve("bad/problems.txt")));
    }
}
