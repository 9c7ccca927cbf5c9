package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

class ServerProcessTest {
    @TempDir private Path folder;

    @Test
    void a_server_that_dies_is_reported_with_the_end_of_its_log() {
        try (ServerProcess server = server("sh -c 'echo no $WHAT here; exit 3'")) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(DemoFailure.class)
                    .hasMessageContaining("died with status 3")
                    .hasMessageContaining("no database here");
        }
    }

    @Test
    void the_memory_of_a_process_can_be_read() {
        assertThat(ResidentMemory.peakKiB(ProcessHandle.current().pid())).isGreaterThan(10_000);
    }

    private ServerProcess server(String command) {
        return new ServerProcess(
                command,
                Map.of("WHAT", "database"),
                folder.resolve("server.log"),
                URI.create("http://127.0.0.1:1"),
                HttpClient.newHttpClient(),
                new Patience(Clock.systemUTC()));
    }
}
