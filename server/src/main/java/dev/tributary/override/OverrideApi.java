package dev.tributary.override;

import dev.tributary.call.Calls;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Rehearsal;
import dev.tributary.http.Routes;
import dev.tributary.integration.IntegratedAccounts;
import dev.tributary.integration.Integration;

import java.util.List;

/** The feature's assembly. */
public final class OverrideApi {
    private final List<Routes> routes;

    private OverrideApi(Integration integration, Calls calls, Rehearsal rehearsal) {
        Catalog catalog = integration.catalog();
        IntegratedAccounts accounts = integration.integratedAccounts();
        Preview preview = new Preview(catalog, integration.connectors(), calls);
        routes =
                List.of(
                        new OverrideRoutes(catalog, Sides.environment(accounts), preview),
                        new ConnectorRoutes(catalog, accounts, rehearsal),
                        new OverrideRoutes(catalog, Sides.platform(accounts), preview));
    }

    /**
     * @param rehearsal plays the fixtures of connectors that are brought
     */
    public static OverrideApi create(Integration integration, Calls calls, Rehearsal rehearsal) {
        return new OverrideApi(integration, calls, rehearsal);
    }

    public List<Routes> routes() {
        return routes;
    }
}
