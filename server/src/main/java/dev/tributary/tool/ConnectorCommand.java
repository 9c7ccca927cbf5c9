package dev.tributary.tool;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.document.Problems;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tributary connector …}: the tools for people who write connectors. */
@Command(
        name = "connector",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tools for people who write connectors.",
        subcommands = {
            NewConnector.class,
            CheckConnector.class,
            TestConnector.class,
            TryConnector.class,
            RecordFixture.class,
        })
public final class ConnectorCommand {
    /** What is wrong with the call or with the files: said without a stack. */
    public static final CommandLine.IExecutionExceptionHandler SAY =
            (exception, commandLine, result) -> {
                if (!(exception instanceof Failure || exception instanceof Problems)) {
                    throw exception;
                }
                commandLine.getErr().println(exception.getMessage());
                commandLine.getErr().flush();
                return exception instanceof Failure failure
                                && failure.code() == Code.INVALID_REQUEST
                        ? CommandLine.ExitCode.USAGE
                        : CommandLine.ExitCode.SOFTWARE;
            };
}
