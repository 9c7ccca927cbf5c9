package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.FaultProfile;
import dev.tributary.sandbox.demo.DemoOptions.Kills;
import dev.tributary.sandbox.demo.SetUp.Connected;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code demo}: the whole path on this machine, with a summary that checks itself. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays a year of real opportunities through Tributary into an emulated payroll,",
            "checks every number, and keeps serving."
        })
public final class DemoCommand implements Callable<Integer> {
    /** How the server is started: a shell command line, as a property or in the environment. */
    static final String SERVER_COMMAND = "tributary.server.command";

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger HTTP_LOG = Logger.getLogger("io.helidon");

    private static final String SERVER_COMMAND_VARIABLE = "TRIBUTARY_SERVER_COMMAND";

    @Option(names = "--exit", description = "stop after the summary")
    private boolean exit;

    @Option(names = "--report", description = "write the summary to this file as JSON")
    private @Nullable Path report;

    @Option(names = "--seed", description = "fixes all randomness; default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--faults",
            converter = Faults.class,
            description = "off, default or harsh; default: default")
    private FaultProfile faults = FaultProfile.DEFAULT;

    @Option(names = "--port", description = "of the server; default: ${DEFAULT-VALUE}, 0 = free")
    private int port = 8080;

    @Option(names = "--hubspot-port", description = "default: ${DEFAULT-VALUE}, 0 = free")
    private int hubSpotPort = 7101;

    @Option(names = "--gusto-port", description = "default: ${DEFAULT-VALUE}, 0 = free")
    private int gustoPort = 7102;

    @Option(
            names = "--database-url",
            description = "an external PostgreSQL; default: DATABASE_URL, else an embedded one")
    private @Nullable String databaseUrl = System.getenv("DATABASE_URL");

    @Option(names = "--data-dir", description = "default: ${DEFAULT-VALUE}")
    private Path dataFolder = Path.of(".tributary", "demo");

    @Option(
            names = "--keep",
            negatable = true,
            description = "go on with the database of the last run; --no-keep is the default")
    private boolean keep;

    @Option(names = "--fresh", description = "start with an empty database, the default")
    private boolean fresh;

    @Option(
            names = "--months",
            converter = MonthsText.class,
            description = "play only these; default: 2017-03..2017-12")
    private Months months = Months.ALL;

    @Option(names = "--kill-server", hidden = true, description = "kill -9 the server N times")
    private int killServer;

    @Option(
            names = "--kill-everything",
            hidden = true,
            description = "kill -9 the server and PostgreSQL N times")
    private int killEverything;

    private final AtomicReference<@Nullable Demo> running = new AtomicReference<>();
    private volatile boolean stopping;

    @Override
    public Integer call() {
        HTTP_LOG.setLevel(Level.WARNING);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Thread stop = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try (Demo demo = new Demo(options(), out)) {
            running.set(demo);
            return play(demo, out);
        } catch (DemoFailure | Api.Refused | IllegalStateException failed) {
            // Ctrl-C reaches the server as well as us: what follows from it is no failure.
            Patience.pause(Duration.ofMillis(300));
            if (!stopping) {
                System.err.println("tributary demo: " + failed.getMessage());
            }
            return 1;
        }
    }

    private int play(Demo demo, PrintStream out) {
        AtomicReference<@Nullable Connected> tributary = new AtomicReference<>();
        Report result = demo.run(tributary::set);
        new Summary(result, out).print();
        if (report != null) {
            Demo.write(result, report);
        }
        Connected connected = tributary.get();
        if (!exit && connected != null) {
            new Invitation(connected, out).print();
            demo.serve();
        }
        return result.passed() ? 0 : 1;
    }

    private DemoOptions options() {
        return new DemoOptions(
                seed,
                faults,
                months,
                new Ports(port, hubSpotPort, gustoPort),
                dataFolder,
                keep && !fresh,
                System.console() != null && System.console().isTerminal(),
                Optional.ofNullable(databaseUrl),
                new Kills(killServer, killEverything),
                serverCommand());
    }

    private static String serverCommand() {
        return Optional.ofNullable(System.getProperty(SERVER_COMMAND))
                .or(() -> Optional.ofNullable(System.getenv(SERVER_COMMAND_VARIABLE)))
                .orElseThrow(
                        () ->
                                new DemoFailure(
                                        "%s does not say how to start the server: use ./tributary"
                                                .formatted(SERVER_COMMAND_VARIABLE)));
    }

    private void stop() {
        stopping = true;
        Demo demo = running.get();
        if (demo != null) {
            demo.close();
        }
    }

    private static final class Faults implements ITypeConverter<FaultProfile> {
        @Override
        public FaultProfile convert(String text) {
            return FaultProfile.valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    private static final class MonthsText implements ITypeConverter<Months> {
        @Override
        public Months convert(String text) {
            return Months.parse(text);
        }
    }
}
