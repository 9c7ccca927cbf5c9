package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

class DataFolderTest {
    @TempDir private Path temporary;

    @Test
    void what_an_earlier_run_left_is_deleted_unless_it_is_kept() throws IOException {
        DataFolder folder = folder("demo");
        folder.open(false);
        Path left = Files.writeString(folder.path().resolve("left"), "by an earlier run");

        folder.open(true);
        assertThat(left).exists();

        folder.open(false);
        assertThat(left).doesNotExist();
    }

    @Test
    void a_folder_with_something_else_in_it_is_left_alone() throws IOException {
        Path precious = Files.createDirectory(temporary.resolve("precious"));
        Path file = Files.writeString(precious.resolve("thesis.txt"), "chapter one");

        assertThatThrownBy(() -> folder("precious").open(false)).hasMessageContaining("--data-dir");
        assertThat(file).hasContent("chapter one");
    }

    private DataFolder folder(String name) {
        return new DataFolder(temporary.resolve(name), new Patience(Clock.systemUTC()));
    }
}
