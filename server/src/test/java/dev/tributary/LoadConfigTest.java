package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadConfigTest {
    @TempDir private Path folder;

    @Test
    void the_defaults_stand_in_the_manual() {
        Config config = LoadConfig.from(null, Map.of());
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.http().publicUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(config.database().url()).isEmpty();
        assertThat(config.database().statementTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.database().embedded().fsync()).isTrue();
        assertThat(config.adminKey()).isEmpty();
        assertThat(config.allowPrivateNetworks()).isFalse();
    }

    @Test
    void a_file_is_laid_over_them_and_the_environment_over_both() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "http:\n  port: 9000\n  public_url: https://x.example/\n");
        Config config =
                LoadConfig.from(
                        file,
                        Map.of(
                                "TRIBUTARY_HTTP_PORT", "9001",
                                "DATABASE_URL", "postgres://u:p@db/x",
                                "TRIBUTARY_ADMIN_KEY", "secret"));
        assertThat(config.http().port()).isEqualTo(9001);
        assertThat(config.http().publicUrl()).isEqualTo("https://x.example");
        assertThat(config.database().url()).contains("postgres://u:p@db/x");
        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void every_problem_is_told_at_once() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "htp:\n  port: 1\nhttp:\n  port: high\n");
        assertThatThrownBy(
                        () ->
                                LoadConfig.from(
                                        file,
                                        Map.of(
                                                "TRIBUTARY_DATABASE_STATEMENT_TIMEOUT", "long",
                                                "TRIBUTARY_HTTP_PUBLIC_URL", "example.com")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("there is no key 'htp.port'")
                .hasMessageContaining("http.port is 'high'; it must be 0 to 65535")
                .hasMessageContaining("database.statement_timeout is 'long'; write 250ms")
                .hasMessageContaining("http.public_url is 'example.com'");
    }
}
