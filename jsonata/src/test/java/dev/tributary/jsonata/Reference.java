package dev.tributary.jsonata;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The reference implementation in a Node process, started anew when an expression is too much for
 * it.
 */
final class Reference implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 4;

    private final Path scripts;
    private Process node;
    private BufferedWriter to;
    private BufferedReader from;

    Reference(Path scripts) throws IOException {
        this.scripts = scripts;
        start();
    }

    private void start() throws IOException {
        ProcessBuilder command =
                new ProcessBuilder("node", "--max-old-space-size=512", "reference.js")
                        .directory(scripts.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("TZ", "UTC"); // timestamps without a zone are in the machine's
        node = command.start();
        to = node.outputWriter();
        from = node.inputReader();
    }

    /**
     * The answer to a request line: a value, undefined or a code; a crash if there is none in time.
     */
    Map<?, ?> ask(String request) throws IOException, InterruptedException {
        BufferedReader answers = from;
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                answer.complete(answers.readLine());
                            } catch (IOException e) {
                                answer.complete(null);
                            }
                        });
        try {
            to.write(request + "\n");
            to.flush();
            String line = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line != null) return (Map<?, ?>) Json.parse(line);
        } catch (IOException | TimeoutException | ExecutionException e) {
            // it hangs or is gone: below it is started again
        }
        node.destroyForcibly();
        start();
        return Map.of("code", "crash");
    }

    @Override
    public void close() {
        node.destroyForcibly();
    }
}
