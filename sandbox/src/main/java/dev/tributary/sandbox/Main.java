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
        System.exit(new CommandLine(new Main()).execute(full));
    }
}
