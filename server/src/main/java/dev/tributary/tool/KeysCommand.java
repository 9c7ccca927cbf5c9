package dev.tributary.tool;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.PooledHttp;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What an operator does about the vault's keys; the work itself is a running server's. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The keys that seal credentials.")
public final class KeysCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int BYTES_MAX = 1 << 20;

    @Spec private @Nullable CommandSpec spec;

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Adds a key and seals everything anew with it, while servers run.",
                "Where the keyset is in the environment, add a key there first and restart."
            })
    int rotate(
            @Option(
                            names = "--server",
                            paramLabel = "URL",
                            defaultValue = "http://127.0.0.1:8080",
                            description = "a running Tributary; ${DEFAULT-VALUE} if not said")
                    String server,
            @Option(
                            names = "--admin-key",
                            paramLabel = "SECRET",
                            defaultValue = "${env:TRIBUTARY_ADMIN_KEY}",
                            description = "better in the environment: TRIBUTARY_ADMIN_KEY")
                    @Nullable String adminKey) {
        if (adminKey == null || adminKey.isEmpty()) {
            throw Failure.invalid("keys rotate needs the admin key, in TRIBUTARY_ADMIN_KEY");
        }
        HttpReply reply =
                new PooledHttp(true)
                        .send(
                                new HttpCall(
                                        "POST",
                                        URI.create(server.replaceFirst("/$", "") + "/keys:rotate"),
                                        Map.of("authorization", "Bearer " + adminKey),
                                        new byte[0],
                                        PATIENCE,
                                        BYTES_MAX));
        String said = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.status() != 200) {
            throw new Failure(
                    Code.UPSTREAM_ERROR,
                    "%s answered %d: %s".formatted(server, reply.status(), said));
        }
        if (spec != null) {
            spec.commandLine().getOut().println(said);
        }
        return 0;
    }
}
