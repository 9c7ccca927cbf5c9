package dev.tributary.unified;

import dev.tributary.Within;
import dev.tributary.call.Calls;
import dev.tributary.catalog.BundledConnectors;
import dev.tributary.db.Database;
import dev.tributary.http.Dispatch;
import dev.tributary.http.Routes;
import dev.tributary.integration.Integration;
import dev.tributary.job.Loop;
import dev.tributary.ops.Metrics;
import dev.tributary.unified.batch.BatchRoutes;
import dev.tributary.unified.openapi.DocsRoutes;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The feature's assembly: the public API over every provider, and what describes it. */
public final class Unified implements AutoCloseable {
    private static final Duration PURGE_EVERY = Duration.ofHours(1);

    private final List<Routes> routes;
    private final ProxyRoutes proxy;
    private final BundledConnectors bundled;
    private final Settings settings;
    private final Loop purge;

    /**
     * What it stands on.
     *
     * @param bundled the connectors that come with the server
     * @param proof what is known to work of them
     */
    public record Ground(
            Database db,
            Calls calls,
            Integration integration,
            BundledConnectors bundled,
            Proof proof,
            Metrics metrics,
            Clock clock) {}

    /** {@code publicUrl} is how others reach us. */
    public record Settings(String publicUrl, int bodyBytesMax, ProxyRoutes.Limits proxy) {}

    private Unified(Ground ground, Settings settings) {
        this.bundled = ground.bundled;
        this.settings = settings;
        UnifiedRoutes unified = new UnifiedRoutes(ground.calls, ground.db, ground.clock);
        MetaRoutes meta = new MetaRoutes(ground.calls);
        Dispatch inBatches =
                new Dispatch(
                        List.of(unified, meta),
                        settings.publicUrl,
                        settings.bodyBytesMax,
                        ground.metrics);
        purge =
                new Loop(
                        "idempotency-keys",
                        PURGE_EVERY,
                        () -> Within.everything().call(() -> purged(unified)));
        proxy = new ProxyRoutes(ground.calls, settings.proxy);
        routes =
                List.of(
                        unified,
                        meta,
                        new BatchRoutes(inBatches),
                        new CapabilityRoutes(
                                ground.integration.catalog(),
                                ground.integration.connectors(),
                                ground.integration.integratedAccounts(),
                                ground.proof),
                        proxy);
    }

    public static Unified create(Ground ground, Settings settings) {
        return new Unified(ground, settings);
    }

    private static boolean purged(UnifiedRoutes unified) {
        unified.purge();
        return false;
    }

    public List<Routes> routes() {
        return routes;
    }

    /** The provider's own API on every path, for a door of its own. */
    public Routes proxyOrigin() {
        return proxy.atOrigin();
    }

    /**
     * The description of the whole API.
     *
     * @param all the server's routes, which may still grow until somebody asks
     */
    public Routes docs(List<Routes> all) {
        return new DocsRoutes(all, bundled.models(), settings.publicUrl);
    }

    public void start() {
        purge.start();
    }

    @Override
    public void close() {
        purge.close();
    }
}
