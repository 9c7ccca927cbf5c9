package dev.tributary.sandbox.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the demo keeps its database and its log. It deletes nothing that it did not make. */
final class DataFolder {
    private static final String MARK = ".made-by-tributary-demo";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final Patience patience;

    DataFolder(Path folder, Patience patience) {
        this.folder = folder.toAbsolutePath().normalize();
        this.patience = patience;
    }

    Path path() {
        return folder;
    }

    Path log() {
        return folder.resolve("server.log");
    }

    /**
     * @throws DemoFailure when the folder holds something else
     */
    void open(boolean keep) {
        try {
            if (Files.isDirectory(folder) && !empty()) {
                if (!Files.exists(folder.resolve(MARK))) {
                    throw new DemoFailure(
                            "%s holds something that is not the demo's; choose another --data-dir"
                                    .formatted(folder));
                }
                stopDatabase();
                if (!keep) {
                    delete();
                }
            }
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(MARK), "The demo deletes this folder when it starts.\n");
        } catch (IOException unwritable) {
            throw new DemoFailure("cannot use " + folder + ": " + unwritable, unwritable);
        }
    }

    /** An earlier run that was killed may have left PostgreSQL running in here. */
    private void stopDatabase() throws IOException {
        List<Path> marks;
        try (Stream<Path> files = Files.walk(folder, 4)) {
            marks = files.filter(file -> file.endsWith("postmaster.pid")).toList();
        }
        for (Path mark : marks) {
            Optional<ProcessHandle> left = postgres(mark);
            left.ifPresent(ProcessHandle::destroy);
            patience.until(
                    "the PostgreSQL of an earlier run has stopped",
                    STOP_LIMIT,
                    () -> left.map(process -> !process.isAlive()).orElse(true));
        }
    }

    private static Optional<ProcessHandle> postgres(Path mark) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(mark).getFirst().strip());
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    }

    private boolean empty() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
