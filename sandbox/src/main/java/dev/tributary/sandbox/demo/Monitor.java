package dev.tributary.sandbox.demo;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Looks at the server's figures again and again, in a thread of its own. */
final class Monitor implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(200);

    private final LongSupplier undelivered;
    private final ServerProcess server;
    private @Nullable Thread watcher;
    private volatile JsonNode stats = JsonNodeFactory.instance.objectNode();
    private volatile JsonNode lag = stats;

    /**
     * @param undelivered events that the CRM has not brought to the server yet
     */
    Monitor(LongSupplier undelivered, ServerProcess server) {
        this.undelivered = undelivered;
        this.server = server;
    }

    void start(Api api) {
        watcher = Thread.ofVirtual().name("monitor").start(() -> watch(api));
    }

    /** A figure of GET /stats; 0 before the first look. */
    long stat(String name) {
        return stats.path(name).asLong(0);
    }

    /** What has happened in the CRM and is not yet done here; the part in the server may be old. */
    long backlog() {
        return undelivered.getAsLong()
                + lag.path("inbox").asLong(0)
                + lag.path("hints").asLong(0)
                + lag.path("commission").asLong(0);
    }

    long parked() {
        return lag.path("parked").asLong(0);
    }

    /** Asks now: nothing is under way anywhere. */
    boolean nothingUnderWay(Api api) {
        return undelivered.getAsLong() == 0
                && api.get("/lag").path("zero").asBoolean(false)
                && undelivered.getAsLong() == 0;
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.interrupt();
        }
    }

    private void watch(Api api) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lag = api.get("/lag");
                stats = api.get("/stats");
                server.measure();
                Patience.pause(STEP);
            }
        } catch (DemoFailure | Api.Refused over) {
            // The run itself meets the same trouble and reports it.
            stats = stats.deepCopy();
        }
    }
}
