package dev.tributary.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Postgres's lock file tells about an earlier server on the same data folder. A killed server
 * leaves the file behind, and where nothing reaps orphans (a container without an init) its process
 * stays as a zombie, which Postgres takes for a living server and refuses to start.
 */
final class PostmasterPid {
    /** No process can have it: above the largest pid that any kernel gives out. */
    private static final String NOBODY = "999999999";

    private final Path file;

    PostmasterPid(Path data) {
        file = data.resolve("postmaster.pid");
    }

    /** Whether a Postgres server is alive on this data folder. */
    boolean live() throws IOException {
        List<String> lines = lines();
        return !lines.isEmpty() && isPostgres(lines.getFirst());
    }

    /**
     * Makes a dead server's file harmless. Only the pid is replaced: Postgres reads the rest to
     * find out that no backend of the dead server still holds its shared memory, and waiting for
     * that is what keeps the data whole.
     */
    void disarm() throws IOException {
        List<String> lines = new ArrayList<>(lines());
        if (lines.isEmpty()) {
            Files.deleteIfExists(file);
        } else if (!lines.getFirst().equals(NOBODY)) {
            lines.set(0, NOBODY);
            Files.write(file, lines, StandardCharsets.UTF_8);
        }
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean isPostgres(String pid) throws IOException {
        long number;
        try {
            number = Long.parseLong(pid.strip());
        } catch (NumberFormatException e) {
            return false;
        }
        Path proc = Path.of("/proc", Long.toString(number));
        if (Files.isDirectory(Path.of("/proc/self"))) {
            return isPostgresIn(proc);
        }
        return ProcessHandle.of(number)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    // A zombie has a status but no command line; a recycled pid has another program's.
    private static boolean isPostgresIn(Path proc) throws IOException {
        try {
            String command = Files.readString(proc.resolve("cmdline"), StandardCharsets.UTF_8);
            return command.split("\0", 2)[0].endsWith("/postgres");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            if (Files.exists(proc)) {
                throw e;
            }
            return false; // it ended while we looked
        }
    }
}
