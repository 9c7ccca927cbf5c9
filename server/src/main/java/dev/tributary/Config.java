package dev.tributary;

import dev.tributary.mapping.ExpressionLimits;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything an operator can set. The keys, their defaults and what they mean stand in {@code
 * default.yaml}; {@link LoadConfig} reads them.
 *
 * @param dataDir where this server keeps what it keeps on disk
 * @param adminKey empty: the first start makes one
 * @param keyset of the vault, Tink's JSON; empty: a file in {@code dataDir}
 */
public record Config(
        Path dataDir,
        Optional<Secret> adminKey,
        Http http,
        Database database,
        Optional<Secret> keyset,
        Connectors connectors,
        Call call,
        Proxy proxy,
        Bulk bulk,
        Log log) {

    /**
     * The server's door. Port 0 takes a free one; {@code publicUrl} has no slash at its end.
     *
     * @param requestsPerMinute of an API key that has no limit of its own; 0: any number
     * @param browserOrigins whose pages may use account tokens
     */
    public record Http(
            String host,
            int port,
            String publicUrl,
            int bodyBytesMax,
            int requestsPerMinute,
            List<String> browserOrigins) {}

    /** The Postgres that holds all state: an external one by URL, else the embedded one. */
    public record Database(
            Optional<Secret> url,
            String user,
            Optional<Secret> password,
            int connections,
            Duration connectTimeout,
            Duration statementTimeout,
            Embedded embedded) {}

    /** The embedded Postgres, used when no URL is given. Port 0 takes a free one. */
    public record Embedded(Path directory, int port, boolean fsync) {}

    /** A folder of connectors beside the bundled ones; models instead of the bundled ones. */
    public record Connectors(Optional<Path> folder, Optional<Path> models, Limits limits) {
        public Connectors(Optional<Path> folder, Optional<Path> models) {
            this(folder, models, Limits.USUAL);
        }
    }

    /** What expressions of overrides may use: in most environments, and in those with their own. */
    public record Limits(ExpressionLimits usual, Map<String, ExpressionLimits> byEnvironment) {
        public static final Limits USUAL = new Limits(ExpressionLimits.DEFAULT, Map.of());

        public Limits {
            byEnvironment = Map.copyOf(byEnvironment);
        }

        public ExpressionLimits of(String environmentId) {
            return byEnvironment.getOrDefault(environmentId, usual);
        }
    }

    /**
     * How providers are called.
     *
     * @param allowPrivateNetworks whether they may live at loopback and private addresses
     * @param pagesMax most pages of one walk over a list
     */
    public record Call(boolean allowPrivateNetworks, int pagesMax) {}

    /**
     * What the raw proxy passes on, either way.
     *
     * @param port where every path is the provider's, for account tokens; empty: nowhere
     */
    public record Proxy(OptionalInt port, int bodyBytesMax, int answerBytesMax) {
        public static final Proxy USUAL = new Proxy(OptionalInt.empty(), 1 << 30, 1 << 30);
    }

    /** How long the records of a bulk job are kept when it has ended. */
    public record Bulk(Duration recordsKept) {}

    /** What is written to standard error. */
    public record Log(System.Logger.Level level) {}
}
