package dev.tributary.tool;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs {@code tributary connector …} with a folder of connectors of its own. */
final class Tool {
    /** What a command ended with. */
    record Ran(int code, String out, String err) {}

    private final Path connectors;

    Tool(Path folder) {
        this.connectors = folder.resolve("connectors");
    }

    Ran run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--connectors";
        all[words.length + 1] = connectors.toString();
        int code =
                new CommandLine(new ConnectorCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler(ConnectorCommand.SAY)
                        .execute(all);
        return new Ran(code, out.toString(), err.toString());
    }

    Path file(String path) {
        return connectors.resolve(path);
    }

    String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String text) {
        try {
            Files.createDirectories(file(path).getParent());
            Files.writeString(file(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(String path, String what, String with) {
        String before = text(path);
        if (!before.contains(what)) {
            throw new AssertionError(path + " has no " + what + ":\n" + before);
        }
        write(path, before.replace(what, with));
    }
}
