package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

class LoadConfigTest {
    @TempDir Path folder;

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("my.yaml"), yaml);
    }

    private static Config load(Map<String, String> environment) {
        return LoadConfig.from(null, environment);
    }

    @Test
    void without_anything_the_defaults_hold() {
        Config config = load(Map.of());
        assertThat(config.http())
                .isEqualTo(
                        new Config.Http(
                                "127.0.0.1",
                                8080,
                                "http://127.0.0.1:8080",
                                8 << 20,
                                6000,
                                List.of()));
        assertThat(config.database().url()).isEmpty();
        assertThat(config.database().statementTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.database().embedded())
                .isEqualTo(new Config.Embedded(Path.of(".tributary/data/postgres"), 0, true));
        assertThat(config.call()).isEqualTo(new Config.Call(false, 100_000));
        assertThat(config.proxy()).isEqualTo(Config.Proxy.USUAL);
        assertThat(config.bulk().recordsKept()).isEqualTo(Duration.ofDays(7));
        assertThat(config.adminKey()).isEmpty();
    }

    @Test
    void origins_are_a_list_and_nothing_but_origins() throws IOException {
        String two = "http: {browser_origins: 'https://app.example, http://localhost:3000'}\n";
        assertThat(LoadConfig.from(file(two), Map.of()).http().browserOrigins())
                .containsExactly("https://app.example", "http://localhost:3000");
        for (String wrong : List.of("*", "app.example", "https://app.example/", "null")) {
            Path bad = file("http: {browser_origins: '%s'}\n".formatted(wrong));
            assertThatThrownBy(() -> LoadConfig.from(bad, Map.of()))
                    .hasMessageContaining("must be origins such as https://app.example");
        }
    }

    @Test
    void the_proxy_has_a_port_of_its_own_when_one_is_set() throws IOException {
        Path file = file("proxy: {body_bytes_max: 1MiB, answer_bytes_max: 512KiB}\n");
        Map<String, String> environment = Map.of("TRIBUTARY_PROXY_PORT", "8081");
        assertThat(LoadConfig.from(file, environment).proxy())
                .isEqualTo(new Config.Proxy(OptionalInt.of(8081), 1 << 20, 512 << 10));
        Path bad = file("proxy: {port: none, answer_bytes_max: 2048MiB}\n");
        assertThatThrownBy(() -> LoadConfig.from(bad, Map.of()))
                .hasMessageContaining("proxy.port is 'none'; it must be a whole number")
                .hasMessageContaining("proxy.answer_bytes_max is '2048MiB'; it must be a size");
    }

    @Test
    void the_file_wins_over_the_defaults_and_the_environment_over_the_file() throws IOException {
        Path file = file("http: {port: 9000, host: 0.0.0.0}\ndata_dir: /var/lib/tributary\n");
        Config config =
                LoadConfig.from(
                        file,
                        Map.of(
                                "TRIBUTARY_HTTP_PORT", "9001",
                                "TRIBUTARY_HTTP_PUBLIC_URL", "https://trb.example/",
                                "TRIBUTARY_ADMIN_KEY", "k",
                                "DATABASE_URL", "postgres://a:b@h/d"));
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
        assertThat(config.http().port()).isEqualTo(9001);
        assertThat(config.http().publicUrl()).isEqualTo("https://trb.example");
        assertThat(config.database().embedded().directory())
                .isEqualTo(Path.of("/var/lib/tributary/postgres"));
        assertThat(config.database().url()).contains(new Secret("postgres://a:b@h/d"));
        assertThat(config.adminKey()).contains(new Secret("k"));
        assertThat(config.toString()).doesNotContain("a:b@h", "Optional[k]");
    }

    @Test
    void all_problems_are_listed_at_once_with_their_places() throws IOException {
        Path file =
                file(
                        "http:\n"
                                + "  port: many\n"
                                + "  prot: 1\n"
                                + "database: [1]\n"
                                + "call:\n"
                                + "  connect_timeout: 5\n");
        assertThatThrownBy(
                        () ->
                                LoadConfig.from(
                                        file,
                                        Map.of(
                                                "TRIBUTARY_HTTP_PUBLIC_URL", "trb.example",
                                                "TRIBUTARY_HTPP_PORT", "1",
                                                "TRIBUTARY_DATABASE_CONNECT_TIMEOUT", "5",
                                                "TRIBUTARY_CONNECTORS_FOLDER", "/no/such/folder")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(file + ":2: http.port is 'many'; it must be a whole number")
                .hasMessageContaining(file + ":3: there is no setting 'http.prot'")
                .hasMessageContaining(file + ":4: expected one value")
                .hasMessageContaining(file + ":6: there is no setting 'call.connect_timeout'")
                .hasMessageContaining("database.connect_timeout is '5'")
                .hasMessageContaining("TRIBUTARY_HTTP_PUBLIC_URL: http.public_url is 'trb.example'")
                .hasMessageContaining("TRIBUTARY_HTPP_PORT: there is no such setting")
                .hasMessageContaining(
                        "TRIBUTARY_CONNECTORS_FOLDER: connectors.folder is '/no/such/folder'");
    }

    @Test
    void an_environment_may_have_limits_of_its_own() throws IOException {
        Config.Limits limits =
                LoadConfig.from(
                                file(
                                        """
                                        connectors:
                                          expression_limits: 1s 20000000
                                          environment_limits: "env_a: 250ms 1000, env_b: 9s 7"
                                        """),
                                Map.of())
                        .connectors()
                        .limits();
        assertThat(limits.of("env_a").time()).isEqualTo(Duration.ofMillis(250));
        assertThat(limits.of("env_a").steps()).isEqualTo(1000);
        assertThat(limits.of("env_b").steps()).isEqualTo(7);
        assertThat(limits.of("env_c").time()).isEqualTo(Duration.ofSeconds(1));
        assertThat(load(Map.of()).connectors().limits()).isEqualTo(Config.Limits.USUAL);
        for (String wrong : List.of("env_a", "env_a: 1s", "env_a: 0s 5", "env_a: 1s 5; env_b")) {
            assertThatThrownBy(() -> load(Map.of("TRIBUTARY_CONNECTORS_ENVIRONMENT_LIMITS", wrong)))
                    .hasMessageContaining("it must be environments with limits");
        }
    }

    @Test
    void broken_yaml_and_a_missing_file_are_problems_with_a_place() throws IOException {
        assertThatThrownBy(() -> LoadConfig.from(file("http: {port: 1"), Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("my.yaml:");
        assertThatThrownBy(() -> LoadConfig.from(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("none.yaml: cannot be read");
    }

    @Test
    void variables_that_a_container_platform_makes_up_are_not_ours() {
        Config config =
                load(
                        Map.of(
                                "TRIBUTARY_SERVICE_HOST", "10.0.0.1",
                                "TRIBUTARY_PORT_8080_TCP_PORT", "8080",
                                "TRIBUTARY_JAVA_HOME", "/opt/jdk"));
        assertThat(config.http().port()).isEqualTo(8080);
    }

    @Test
    void each_default_is_read_and_each_key_has_a_comment_or_speaks_for_itself() {
        Settings settings = Settings.read(Optional.empty(), Map.of());
        assertThat(settings.problems()).isEmpty();
        for (String key : settings.keys()) {
            // A nonsense value must be noticed or must show up: otherwise nobody reads the key.
            Map<String, String> nonsense = Map.of(Settings.variable(key), "\u0001nonsense");
            assertThat(isNoticed(nonsense)).as(key).isTrue();
        }
    }

    private static boolean isNoticed(Map<String, String> environment) {
        try {
            Config config = load(environment);
            return !config.equals(load(Map.of()));
        } catch (Failure e) {
            return true;
        }
    }
}
