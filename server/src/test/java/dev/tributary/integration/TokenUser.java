package dev.tributary.integration;

import dev.tributary.Config;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A server in a process of its own, whose threads call a provider until they are told to stop. */
final class TokenUser implements AutoCloseable {
    private static final int THREADS = 50;
    private static final Duration BETWEEN = Duration.ofMillis(150);

    private final Process process;
    private final BufferedReader said;

    private TokenUser(Process process) {
        this.process = process;
        said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static TokenUser start(TestDatabase database, String provider, IntegratedAccount account)
            throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokenUser.class.getName(),
                        database.url(),
                        provider,
                        account.environmentId(),
                        account.id());
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(new java.io.File("target/token-user.log")));
        builder.environment().put("LOGIN", database.config().user());
        builder.environment().put("PASSWORD", database.config().password().orElseThrow().value());
        builder.environment().put(TestServer.KEYSET_VARIABLE, TestServer.KEYSET.value());
        TokenUser user = new TokenUser(builder.start());
        if (!"ready".equals(user.said.readLine())) {
            throw new IllegalStateException("a process with a server did not start");
        }
        return user;
    }

    /** As a machine ends that loses its power. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Lets it end and tell how it went. */
    @SuppressWarnings("unchecked")
    Map<String, Object> finish() throws IOException {
        process.getOutputStream().close();
        return Json.read(said.readLine(), Map.class);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        said.close();
    }

    public static void main(String[] arguments) throws Exception {
        Config.Database config =
                new Config.Database(
                        Optional.of(new Secret(arguments[0])),
                        System.getenv("LOGIN"),
                        Optional.of(new Secret(System.getenv("PASSWORD"))),
                        8,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        new Config.Embedded(Path.of("unused"), 0, false));
        AcmeConnector acme = new AcmeConnector(arguments[1]);
        try (Database database = Database.open(config);
                TestServer server = new TestServer(database, Clock.systemUTC(), acme)) {
            server.integration.start();
            System.out.println("ready");
            System.out.println(Json.text(work(server, arguments[2], arguments[3])));
        }
        System.exit(0);
    }

    private static Map<String, Object> work(TestServer server, String environment, String id)
            throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        AtomicReference<String> first = new AtomicReference<>("");
        Thread reader = Thread.ofPlatform().daemon().start(TokenUser::untilInputEnds);
        List<Thread> threads =
                java.util.stream.IntStream.range(0, THREADS)
                        .mapToObj(
                                i ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            while (reader.isAlive()) {
                                                                Within.environment(environment)
                                                                        .run(
                                                                                () ->
                                                                                        call(
                                                                                                server,
                                                                                                environment,
                                                                                                id,
                                                                                                failures,
                                                                                                first));
                                                                calls.incrementAndGet();
                                                                pause();
                                                            }
                                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return Map.of("calls", calls.get(), "failures", failures.get(), "first", first.get());
    }

    private static void call(
            TestServer server,
            String environment,
            String id,
            AtomicInteger failures,
            AtomicReference<String> first) {
        try {
            server.ask(server.integration.integratedAccounts().require(environment, id));
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            first.compareAndSet("", String.valueOf(e.getMessage()));
        }
    }

    private static void untilInputEnds() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis() / 2 + (long) (Math.random() * 150));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
