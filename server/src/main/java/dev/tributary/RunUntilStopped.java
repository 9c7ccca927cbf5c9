package dev.tributary;

import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.PooledHttp;

import picocli.CommandLine.ExitCode;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The life of a server process: open, serve, and close whatever was opened when the process is told
 * to stop, also when that happens half way through opening. Used once.
 */
final class RunUntilStopped {
    static final int EXIT_FAILED = 1;
    static final int EXIT_MISCONFIGURED = 2;
    private static final Duration OPENING_MAX = Duration.ofSeconds(60);

    private final Config config;
    private final Clock clock;
    private final CompletableFuture<App> opened = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    RunUntilStopped(Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The exit code, when the server has stopped or could not start. */
    int run() {
        App app;
        try {
            app = open();
        } catch (Failure failure) {
            System.err.println("tributary: " + failure.getMessage());
            return failure.code() == Code.INVALID_REQUEST ? EXIT_MISCONFIGURED : EXIT_FAILED;
        }
        System.out.printf(
                "tributary serves %s (port %d), ready after %d ms%n",
                config.http().publicUrl(), app.port(), sinceStart().toMillis());
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    /**
     * Starts, asks itself a few things and ends: the launcher records which classes that takes, and
     * later starts find them prepared.
     */
    int rehearse() {
        App app = open();
        Http http = new PooledHttp(true);
        for (String path : List.of("/health/ready", "/metrics", "/errors", "/nothing-here")) {
            http.send(
                    new HttpCall(
                            "GET",
                            URI.create("http://127.0.0.1:" + app.port() + path),
                            Map.of(),
                            new byte[0],
                            Duration.ofSeconds(10),
                            1 << 20));
        }
        return ExitCode.OK;
    }

    private App open() {
        Thread stop = Thread.ofPlatform().name("stop").unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            App app = App.open(config, clock);
            opened.complete(app);
            app.start();
            return app;
        } finally {
            // Without an app there is nothing to close; with one this changes nothing.
            opened.cancel(false);
        }
    }

    private void stop() {
        try {
            opened.get(OPENING_MAX.toSeconds(), TimeUnit.SECONDS).close();
        } catch (CancellationException e) {
            // it never opened, and cleaned up after itself
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("tributary: not closed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private Duration sinceStart() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, clock.instant()))
                .orElse(Duration.ZERO);
    }
}
