package dev.tributary.sandbox;

import dev.tributary.sandbox.demo.DemoCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the sandbox: serve the emulators. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Emulated providers for people who build integrations, and the demo.",
        subcommands = {Serve.class, DemoCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Without a subcommand the emulators are served.
        boolean bare = arguments.length == 0 || arguments[0].startsWith("--");
        boolean help = arguments.length > 0 && arguments[0].matches("--help|--version");
        String[] full = arguments;
        if (bare && !help) {
            full = new String[arguments.length + 1];
            full[0] = "serve";
            System.arraycopy(arguments, 0, full, 1, arguments.length);
        }
        CommandLine commands = new CommandLine(new Main());
        commands.setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                    if (!(failure instanceof IllegalStateException
                            || failure instanceof IllegalArgumentException)) {
                        throw failure;
                    }
                    command.getErr().println(failure.getMessage());
                    return 1;
                });
        System.exit(commands.execute(full));
    }
}
