package dev.tributary;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The server's command line. */
@Command(
        name = "tributary",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Unified API and sync platform for CRM, HRIS and payroll.")
public final class Main {
    static final int EXIT_FAILED = 1;
    static final int EXIT_MISCONFIGURED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Command(mixinStandardHelpOptions = true, description = "Runs the server until it is stopped.")
    int serve(
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "your settings; every key stands in default.yaml")
                    @Nullable Path file) {
        Map<String, String> environment = System.getenv();
        Config config;
        try {
            config = LoadConfig.from(chosen(file, environment), environment);
        } catch (Failure failure) {
            System.err.println(failure.getMessage());
            return EXIT_MISCONFIGURED;
        }
        Logs.configure(config.log());
        return run(config);
    }

    private static @Nullable Path chosen(@Nullable Path file, Map<String, String> environment) {
        String named = environment.get("TRIBUTARY_CONFIG");
        return file == null && named != null ? Path.of(named) : file;
    }

    private static int run(Config config) {
        App app;
        try {
            app = App.open(config, Clock.systemUTC());
        } catch (Failure failure) {
            System.err.println("tributary: " + failure.getMessage());
            return failure.code() == Code.INVALID_REQUEST ? EXIT_MISCONFIGURED : EXIT_FAILED;
        }
        try {
            app.start();
        } catch (Failure failure) {
            app.close();
            System.err.println("tributary: " + failure.getMessage());
            return EXIT_FAILED;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(
                                        () -> {
                                            app.close();
                                            stopped.countDown();
                                        }));
        System.out.printf(
                "tributary serves %s (port %d), ready after %d ms%n",
                config.http().publicUrl(), app.port(), sinceStart().toMillis());
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CommandLine.ExitCode.OK;
    }

    private static Duration sinceStart() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Clock.systemUTC().instant()))
                .orElse(Duration.ZERO);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "tributary " + (version == null ? "(not from a jar)" : version),
                "Java " + Runtime.version()
            };
        }
    }
}
