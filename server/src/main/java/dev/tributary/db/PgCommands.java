package dev.tributary.db;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root, so for root on Linux each runs in a user
 * namespace of its own, where nobody is root and the files keep their owner.
 */
final class PgCommands {
    private static final int SECONDS_MAX = 120;

    private final Path cache;
    private final Path log;
    private @Nullable Path home;

    PgCommands(Path cache, Path log) {
        this.cache = cache;
        this.log = log;
    }

    record Outcome(int exit, String output) {}

    /** Runs a program to its end. */
    Outcome run(String program, String... arguments) {
        try {
            List<String> command = command(program, List.of(arguments), List.of());
            Path output = Files.createTempFile("tributary-" + program, ".out");
            try {
                Process process =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile())
                                .start();
                if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Outcome(-1, program + " did not end in " + SECONDS_MAX + " s");
                }
                return new Outcome(process.exitValue(), Files.readString(output).strip());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Outcome(-1, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(-1, "interrupted");
        }
    }

    /** Runs a program that must succeed. */
    void check(String program, String... arguments) {
        Outcome outcome = run(program, arguments);
        if (outcome.exit == 0) {
            return;
        }
        String advice = "";
        if (asRoot() && (outcome.output.contains("unshare") || outcome.output.contains("root"))) {
            advice =
                    "\nPostgreSQL does not run as root and this machine forbids user namespaces:"
                            + " run Tributary as another user, or set DATABASE_URL.";
        }
        throw new Failure(
                Code.NOT_READY,
                "%s failed (exit %d): %s%s"
                        .formatted(program, outcome.exit, outcome.output, advice));
    }

    /**
     * Starts the server. On Linux it gets a session of its own, so that Ctrl-C in a terminal
     * reaches only us and the server stops after its last client has.
     */
    Process launch(List<String> arguments) throws IOException {
        List<String> session = isLinux() ? List.of("setsid") : List.of();
        return new ProcessBuilder(command("postgres", arguments, session))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** The last lines of the server's log. */
    String logTail(int lines) {
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private List<String> command(String program, List<String> arguments, List<String> prefix) {
        if (home == null) {
            home = UnpackPostgres.into(cache);
        }
        List<String> command = new ArrayList<>(prefix);
        if (isLinux() && asRoot()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
