package dev.tributary.sandbox.demo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The server as a process of its own, which starts PostgreSQL below itself. Safe for use by many
 * threads; only one of them may kill and restart.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int TAIL_LINES = 25;

    private final Map<String, String> environment;
    private final String command;
    private final Path log;
    private final URI address;
    private final HttpClient http;
    private final Patience patience;
    private volatile @Nullable Process process;
    private volatile boolean killing;
    private volatile long peakKiB;

    /**
     * @param command for the shell; the process it starts must be the server itself
     * @param environment added to this process's own
     */
    ServerProcess(
            String command,
            Map<String, String> environment,
            Path log,
            URI address,
            HttpClient http,
            Patience patience) {
        this.command = command;
        this.environment = environment;
        this.log = log;
        this.address = address;
        this.http = http;
        this.patience = patience;
    }

    /** Returns when the server is ready for requests. */
    void start() {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", "exec " + command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException impossible) {
            throw new DemoFailure("cannot start the server with: " + command, impossible);
        }
        killing = false;
        patience.until(
                "the server is ready, see " + log,
                READY_LIMIT,
                () -> {
                    mustBeAlive();
                    return ready();
                });
    }

    /**
     * @throws DemoFailure with the end of its log when the server died by itself
     */
    void mustBeAlive() {
        Process current = process;
        if (current != null && !current.isAlive() && !killing) {
            throw new DemoFailure(
                    "the server died with status %d; the end of %s:%n%s"
                            .formatted(current.exitValue(), log, tail()));
        }
    }

    /** Ends the server as a power cut would, PostgreSQL too when {@code everything}. */
    void killHard(boolean everything) {
        Process current = running();
        killing = true;
        measure();
        List<ProcessHandle> below = everything ? current.descendants().toList() : List.of();
        current.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        patience.until("the killed server is gone", STOP_LIMIT, () -> !current.isAlive());
    }

    /** The most memory that one server process has held so far, in MiB. */
    long peakMiB() {
        measure();
        return peakKiB / 1024;
    }

    void measure() {
        Process current = process;
        if (current != null && current.isAlive()) {
            peakKiB = Math.max(peakKiB, ResidentMemory.peakKiB(current.pid()));
        }
    }

    String tail() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join(
                    System.lineSeparator(),
                    all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException unreadable) {
            return "(unreadable: " + unreadable + ")";
        }
    }

    /** Asks the server to end, and insists when it does not; PostgreSQL goes with it. */
    @Override
    public void close() {
        Process current = process;
        if (current == null || !current.isAlive()) {
            return;
        }
        killing = true;
        List<ProcessHandle> below = current.descendants().toList();
        current.destroy();
        try {
            if (!current.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                current.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        below.forEach(ProcessHandle::destroy);
    }

    private Process running() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException("the server was never started");
        }
        return current;
    }

    private boolean ready() {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/health/ready"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", stop);
        }
    }
}
