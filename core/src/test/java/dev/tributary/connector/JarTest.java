package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class JarTest {
    @TempDir Path folder;

    @Test
    void connectors_and_models_load_from_inside_a_jar() throws IOException {
        Map<String, String> create = Map.of("create", "true");
        try (FileSystem jar = FileSystems.newFileSystem(folder.resolve("data.jar"), create)) {
            Path inside = jar.getPath("/connectors");
            copy(Bundled.CONNECTORS_FOLDER, inside);
            Connectors connectors = Connectors.load(inside, Bundled.MODELS);
            assertThat(connectors.names()).isEqualTo(Bundled.CONNECTORS.names());
            for (String name : connectors.names()) {
                assertThat(connectors.compile(name).version())
                        .isEqualTo(Bundled.connector(name).version());
                assertThat(Fixtures.load(inside.resolve(name))).isNotEmpty();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }
}
