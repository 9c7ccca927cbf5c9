package dev.tributary;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The server's command line. */
@Command(
        name = "tributary",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Unified API and sync platform for CRM, HRIS and payroll.")
public final class Main {
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
                    @Nullable Path file,
            @Option(
                            names = "--rehearse",
                            hidden = true,
                            description = "starts, asks itself a few things and ends")
                    boolean rehearse) {
        Map<String, String> environment = System.getenv();
        Config config;
        try {
            config = LoadConfig.from(chosen(file, environment), environment);
        } catch (Failure failure) {
            System.err.println(failure.getMessage());
            return RunUntilStopped.EXIT_MISCONFIGURED;
        }
        Logs.configure(config.log());
        RunUntilStopped server = new RunUntilStopped(config, Clock.systemUTC());
        return rehearse ? server.rehearse() : server.run();
    }

    private static @Nullable Path chosen(@Nullable Path file, Map<String, String> environment) {
        String named = environment.get("TRIBUTARY_CONFIG");
        return file == null && named != null ? Path.of(named) : file;
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
