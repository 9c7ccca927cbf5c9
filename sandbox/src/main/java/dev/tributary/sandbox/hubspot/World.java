package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Emulated;
import dev.tributary.sandbox.FrontDoor;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

/** Everything an emulated HubSpot knows, wired; thrown away by a reset. */
final class World implements Emulated {
    private final Apps apps;
    private final Portals portals;
    private final Grants grants;
    private final Webhooks webhooks;
    private final FrontDoor door;

    World(HubSpotEmulator emulator) {
        Dice dice = new Dice(emulator.seed());
        apps = new Apps(emulator.clock(), dice);
        webhooks =
                new Webhooks(apps, dice, emulator.dials(), emulator.counters(), emulator.clock());
        portals =
                new Portals(
                        emulator.clock(),
                        () -> emulator.dials().on(HubSpotDial.PRIMARY_COMPANY_PROPERTIES),
                        webhooks::hear);
        portals.create("Sandbox Inc");
        grants = new Grants(emulator.clock(), dice);
        Routes routes = new Routes();
        HubSpotRefusals refusals = new HubSpotRefusals(dice);
        Gate gate =
                new Gate(
                        apps,
                        portals,
                        grants,
                        new Limits(emulator.clock(), emulator.dials()),
                        emulator.dials(),
                        emulator.counters(),
                        refusals,
                        emulator.clock());
        new Control(emulator).addTo(routes);
        new SandboxRoutes(apps, portals, webhooks, gate).addTo(routes);
        new AuthorizeRoutes(apps, portals, grants).addTo(routes);
        new TokenRoutes(apps, grants, emulator.dials(), emulator.clock(), refusals).addTo(routes);
        new ObjectRoutes(gate).addTo(routes);
        new BatchRoutes(gate, emulator.clock()).addTo(routes);
        new SearchRoutes(gate, emulator.clock()).addTo(routes);
        new OwnerRoutes(gate).addTo(routes);
        new PipelineRoutes(gate).addTo(routes);
        new PropertyRoutes(gate).addTo(routes);
        new AssociationRoutes(gate, emulator.clock()).addTo(routes);
        new AssociationBatchRoutes(gate, emulator.clock()).addTo(routes);
        new AssociationLabelRoutes(gate).addTo(routes);
        new CustomSchemaRoutes(gate).addTo(routes);
        new SplitRoutes(gate, emulator.clock()).addTo(routes);
        new MergeRoutes(gate).addTo(routes);
        new ListRoutes(gate).addTo(routes);
        new AccountRoutes(gate).addTo(routes);
        new WebhookSettingsRoutes(apps, gate).addTo(routes);
        door = new FrontDoor(dice, emulator.faults(), emulator.counters(), routes, refusals);
    }

    Apps apps() {
        return apps;
    }

    Portals portals() {
        return portals;
    }

    @Override
    public Grants grants() {
        return grants;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    /** Dated paths lead to the same places as the numbered ones. */
    @Override
    public Reply answer(Request request) {
        return door.answer(request.at(Paths.resolve(request.path())));
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
