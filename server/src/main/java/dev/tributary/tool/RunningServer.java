package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.PooledHttp;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Tributary that serves, asked over its public API. */
final class RunningServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BYTES_MAX = 64 << 20;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "a running Tributary, such as http://127.0.0.1:8080")
    private @Nullable String server;

    @Option(
            names = "--key",
            paramLabel = "SECRET",
            defaultValue = "${env:TRIBUTARY_API_KEY}",
            description = "an environment's API key; better in TRIBUTARY_API_KEY")
    private @Nullable String key;

    @Option(names = "--account", paramLabel = "ID", description = "the integrated account, ia_…")
    private @Nullable String account;

    boolean isMeant() {
        return server != null;
    }

    /** The answer, a problem document too. */
    HttpReply ask(UnifiedRequest request) {
        String url = server;
        String id = account;
        if (url == null || key == null || id == null) {
            throw Failure.invalid("--server needs --key (or TRIBUTARY_API_KEY) and --account");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("authorization", "Bearer " + key);
        if (request.content().length > 0) {
            headers.put("content-type", "application/json");
        }
        String root = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return new PooledHttp(true)
                .send(
                        new HttpCall(
                                request.verb(),
                                URI.create(root + request.target(id)),
                                headers,
                                request.content(),
                                PATIENCE,
                                BYTES_MAX));
    }
}
