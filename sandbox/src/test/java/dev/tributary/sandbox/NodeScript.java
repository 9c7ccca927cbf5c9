package dev.tributary.sandbox;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script for Node with a package of its own, run where its packages are installed once. */
public final class NodeScript {
    private final Path source;
    private final Path place;

    /** What came of a run. */
    public record Run(int status, String output) {}

    /**
     * @param source the folder with package.json and client-check.js
     * @param place where to install and run them
     */
    public NodeScript(Path source, Path place) {
        this.source = source;
        this.place = place;
    }

    /** Installs what the script needs, unless the package is there already. */
    public void install(String npmPackage) throws IOException, InterruptedException {
        Files.createDirectories(place);
        for (String file : List.of("package.json", "client-check.js")) {
            Files.copy(
                    source.resolve(file), place.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            if (run("node", "--version").status() != 0) {
                skip("node does not run");
            }
        } catch (IOException missing) {
            skip("Node is not installed");
        }
        if (!Files.isDirectory(place.resolve("node_modules").resolve(npmPackage))) {
            Run npm = run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
            if (npm.status() != 0) {
                skip("npm could not install the client library: " + npm.output());
            }
        }
    }

    public Run check(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "client-check.js"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Without Node this cannot be tried, which only a continuous build must not accept. */
    private static void skip(String why) {
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        abort(why + ": the client library was not tried");
    }

    private Run run(String... command) throws IOException, InterruptedException {
        Path output = place.resolve("output.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(place.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return new Run(-1, "took longer than two minutes");
        }
        return new Run(process.exitValue(), Files.readString(output));
    }
}
