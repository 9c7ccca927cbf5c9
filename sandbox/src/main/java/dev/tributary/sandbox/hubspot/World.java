package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.FrontDoor;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

/** Everything an emulated HubSpot knows, wired; thrown away by a reset. */
final class World implements AutoCloseable {
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
        portals = new Portals(emulator.clock(), webhooks::hear);
        portals.create("Sandbox Inc");
        grants = new Grants(emulator.clock(), dice);
        Routes routes = new Routes();
        new Control(emulator).addTo(routes);
        door =
                new FrontDoor(
                        dice,
                        emulator.faults(),
                        emulator.counters(),
                        routes,
                        new HubSpotRefusals(dice));
        webhooks.start();
    }

    Apps apps() {
        return apps;
    }

    Portals portals() {
        return portals;
    }

    Grants grants() {
        return grants;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    Reply answer(Request request) {
        return door.answer(request);
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
