package dev.tributary.inbound;

import dev.tributary.Ids;
import dev.tributary.event.Events;
import dev.tributary.http.Routes;
import dev.tributary.integration.Integration;
import dev.tributary.ops.Metrics;

import java.time.Clock;
import java.util.List;

/** The feature's assembly: the webhook doors in front of the inbox. */
public final class Inbound {
    private final List<Routes> routes;

    private Inbound(List<Routes> routes) {
        this.routes = routes;
    }

    public static Inbound create(
            Integration integration,
            Events events,
            Metrics metrics,
            Ids ids,
            Clock clock,
            InboundRoutes.Settings settings) {
        Door.Finder doors =
                Door.finder(
                        integration.integratedAccounts(),
                        integration.connectors(),
                        integration.providerApps());
        return new Inbound(
                List.of(
                        new InboundRoutes(
                                doors,
                                events.inbox(),
                                events.stats(),
                                metrics,
                                ids,
                                clock,
                                settings)));
    }

    public List<Routes> routes() {
        return routes;
    }
}
