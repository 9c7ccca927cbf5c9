package dev.tributary;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything an operator can set. The keys, their defaults and what they mean stand in {@code
 * default.yaml}; {@link LoadConfig} reads them.
 */
public record Config(
        Path dataDir,
        Optional<Secret> adminKey,
        Http http,
        Database database,
        Optional<Secret> keyset,
        Connectors connectors,
        boolean allowPrivateNetworks) {

    /** {@code publicUrl} has no slash at its end; empty: where we listen. */
    public record Http(String host, int port, String publicUrl, int bodyBytesMax) {}

    /** The Postgres that holds all state: an external one by URL, else the embedded one. */
    public record Database(
            Optional<String> url,
            String user,
            Optional<Secret> password,
            int connections,
            Duration connectTimeout,
            Duration statementTimeout,
            Embedded embedded) {}

    /** The embedded Postgres, used when no URL is given. Port 0 takes a free one. */
    public record Embedded(Path directory, int port, boolean fsync) {}

    /** Folders that replace the bundled connectors and models. */
    public record Connectors(Optional<Path> folder, Optional<Path> models) {}
}
