package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Emulated;
import dev.tributary.sandbox.FrontDoor;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

/** Everything an emulated Gusto knows, wired; thrown away by a reset. */
final class World implements Emulated {
    private final Apps apps;
    private final Companies companies;
    private final Grants grants;
    private final FrontDoor door;

    World(GustoEmulator emulator) {
        Dice dice = new Dice(emulator.seed());
        apps = new Apps(dice);
        companies = new Companies(emulator.clock(), emulator.businessDate(), dice);
        companies.create("Sandbox Inc");
        grants = new Grants(emulator.clock(), dice);
        Routes routes = new Routes();
        Gate gate =
                new Gate(
                        apps,
                        companies,
                        grants,
                        emulator.dials(),
                        emulator.counters(),
                        emulator.clock());
        new Control(emulator).addTo(routes);
        new SandboxRoutes(apps, companies).addTo(routes);
        new OAuthRoutes(apps, companies, grants, emulator.dials(), emulator.clock()).addTo(routes);
        new EmployeeRoutes(gate, emulator.businessDate()).addTo(routes);
        new PayrollRoutes(
                        gate,
                        emulator.businessDate(),
                        new UpdatePayroll(emulator.dials(), dice, emulator.counters()))
                .addTo(routes);
        door =
                new FrontDoor(
                        dice, emulator.faults(), emulator.counters(), routes, new GustoRefusals());
    }

    Apps apps() {
        return apps;
    }

    Companies companies() {
        return companies;
    }

    @Override
    public Grants grants() {
        return grants;
    }

    @Override
    public Reply answer(Request request) {
        return door.answer(request);
    }
}
