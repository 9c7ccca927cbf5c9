package dev.tributary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Scripts for Node with a package of their own, run where its packages are installed once. */
public final class NodeScript {
    private final Path source;
    private final Path place;

    private record Run(int status, String output) {}

    /**
     * @param name of the folder below src/test/js with package.json and the scripts
     */
    public NodeScript(String name) {
        source = Path.of("src", "test", "js", name);
        place = Path.of("target", "client-check-" + name);
    }

    /** Installs what the scripts need, unless the package is there already. */
    public void install(String npmPackage) throws IOException, InterruptedException {
        Files.createDirectories(place);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        place.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try {
            if (run(List.of("node", "--version")).status() != 0) {
                skip("node does not run");
            }
        } catch (IOException missing) {
            skip("Node is not installed");
        }
        if (!Files.isDirectory(place.resolve("node_modules").resolve(npmPackage))) {
            Run npm = run(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
            if (npm.status() != 0) {
                skip("npm could not install the client library: " + npm.output());
            }
        }
    }

    /** Runs a script, which must succeed, and gives the JSON object that it printed. */
    public Map<String, @Nullable Object> run(String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Run run = run(command);
        assertThat(run.status()).as(run.output()).isZero();
        return Json.object(run.output().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /** Without Node this cannot be tried, which only a continuous build must not accept. */
    private static void skip(String why) {
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        abort(why + ": the client library was not tried");
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
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
