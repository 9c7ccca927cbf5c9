package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.FaultProfile;
import dev.tributary.sandbox.demo.DemoOptions.Kills;
import dev.tributary.sandbox.demo.SetUp.Connected;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

    @Option(names = "--report", paramLabel = "FILE", description = "write the summary as JSON")
    private @Nullable Path report;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "fixes all randomness; default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--faults",
            paramLabel = "off|default|harsh",
            converter = Faults.class,
            description = "how much goes wrong at the providers")
    private FaultProfile faults = FaultProfile.DEFAULT;

    @Option(
            names = "--months",
            paramLabel = "A..B",
            converter = MonthsText.class,
            description = "play only these; default: ${DEFAULT-VALUE}")
    private Months months = Months.ALL;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "of the server; default: ${DEFAULT-VALUE}, 0 takes a free one")
    private int port = 8080;

    @Option(
            names = "--hubspot-port",
            paramLabel = "PORT",
            description = "of the emulated HubSpot; default: ${DEFAULT-VALUE}")
    private int hubSpotPort = 7101;

    @Option(
            names = "--gusto-port",
            paramLabel = "PORT",
            description = "of the emulated Gusto; default: ${DEFAULT-VALUE}")
    private int gustoPort = 7102;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "a PostgreSQL of yours; default: DATABASE_URL, else an embedded one")
    private @Nullable String databaseUrl;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "database and log; emptied at the start; default: ${DEFAULT-VALUE}")
    private Path dataFolder = Path.of(".tributary", "demo");

    @Option(names = "--keep", description = "go on with the database of the last run")
    private boolean keep;

    @Option(names = "--fresh", description = "start with an empty database, as without --keep")
    private boolean fresh;

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
                Optional.ofNullable(databaseUrl).or(DemoCommand::databaseUrlOfEnvironment),
                new Kills(killServer, killEverything),
                serverCommand());
    }

    private static Optional<String> databaseUrlOfEnvironment() {
        return Optional.ofNullable(System.getenv("DATABASE_URL")).filter(url -> !url.isBlank());
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
            try {
                return FaultProfile.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("it is off, default or harsh, not " + text);
            }
        }
    }

    private static final class MonthsText implements ITypeConverter<Months> {
        @Override
        public Months convert(String text) {
            try {
                return Months.parse(text);
            } catch (IllegalArgumentException refused) {
                throw new TypeConversionException(refused.getMessage());
            }
        }
    }
}
