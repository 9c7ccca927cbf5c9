package dev.tributary;

import dev.tributary.tool.ConnectorCommand;
import dev.tributary.tool.KeysCommand;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The server's command line. */
@Command(
        name = "tributary",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConnectorCommand.class, KeysCommand.class},
        description = "Unified API and sync platform for CRM, HRIS and payroll.")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** All commands; what a tool complains about is one line, not a stack. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        // Terminals read UTF-8 whatever the locale says, and marks are not ASCII.
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line.setExecutionExceptionHandler(ConnectorCommand.SAY);
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
