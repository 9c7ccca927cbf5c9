package dev.tributary.ops;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Schema;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Health for load balancers, metrics for Prometheus. */
public final class HealthRoutes implements Routes {
    private final Metrics metrics;
    private final BooleanSupplier ready;

    /** {@code ready}: whether what requests need can be reached. */
    public HealthRoutes(Metrics metrics, BooleanSupplier ready) {
        this.metrics = metrics;
        this.ready = ready;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Operations", "How the server is doing.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health/live", Access.OPEN, ask -> Reply.ok(Map.of("status", "live")))
                        .says("Whether the process answers")
                        .answers(200, Schema.object().with("status", Schema.words("live"))),
                Route.get("/health/ready", Access.OPEN, this::ready)
                        .says("Whether requests can be served", "503 while the database is away.")
                        .answers(200, Schema.object().with("status", Schema.words("ready"))),
                Route.get(
                                "/metrics",
                                Access.OPEN,
                                ask -> Reply.text(200, "text/plain; version=0.0.4", metrics.text()))
                        .says("Metrics for Prometheus")
                        .answers(200, new Content("text/plain", Schema.text())));
    }

    private Reply ready(Ask ask) {
        if (!ready.getAsBoolean()) {
            throw new Failure(Code.NOT_READY, "the database cannot be reached");
        }
        return Reply.ok(Map.of("status", "ready"));
    }
}
