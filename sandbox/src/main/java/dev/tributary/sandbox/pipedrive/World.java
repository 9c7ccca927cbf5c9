package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Emulated;
import dev.tributary.sandbox.FrontDoor;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import java.time.Clock;

/** Everything an emulated Pipedrive knows, wired; thrown away by a reset. */
final class World implements Emulated {
    private final Apps apps;
    private final Companies companies;
    private final Tokens tokens;
    private final Grants grants;
    private final Webhooks webhooks;
    private final FrontDoor door;

    World(PipedriveEmulator emulator) {
        Clock clock = emulator.clock();
        Dials<PipedriveDial> dials = emulator.dials();
        Dice dice = new Dice(emulator.seed());
        apps = new Apps(dice);
        tokens = new Tokens(dice);
        grants = new Grants(clock, dice);
        webhooks = new Webhooks(dice, dials, emulator.counters(), clock);
        companies = new Companies(emulator.address(), clock, dice, dials, webhooks::hear);
        companies.create("Sandbox Inc");
        Gate gate =
                new Gate(
                        apps,
                        companies,
                        tokens,
                        grants,
                        new Limits(clock, dials),
                        dials,
                        emulator.counters(),
                        clock);
        Routes routes = new Routes();
        new Control(emulator).addTo(routes);
        new SandboxRoutes(apps, companies, tokens, webhooks, dials).addTo(routes);
        new AuthorizeRoutes(apps, companies, grants).addTo(routes);
        new TokenRoutes(apps, companies, grants, dials, clock).addTo(routes);
        new ItemRoutes(gate).addTo(routes);
        new SearchRoutes(gate, clock).addTo(routes);
        new LineItemRoutes(gate).addTo(routes);
        new FieldRoutes(gate).addTo(routes);
        new V1FieldRoutes(gate).addTo(routes);
        new UserRoutes(gate).addTo(routes);
        new WebhookRoutes(gate, clock).addTo(routes);
        new NoteRoutes(gate).addTo(routes);
        new LeadRoutes(gate, clock).addTo(routes);
        new FilterRoutes(gate, clock).addTo(routes);
        new RecentRoutes(gate).addTo(routes);
        new MergeRoutes(gate).addTo(routes);
        door =
                new FrontDoor(
                        dice,
                        emulator.faults(),
                        emulator.counters(),
                        routes,
                        new PipedriveRefusals());
    }

    Apps apps() {
        return apps;
    }

    Companies companies() {
        return companies;
    }

    Tokens tokens() {
        return tokens;
    }

    @Override
    public Grants grants() {
        return grants;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    @Override
    public Reply answer(Request request) {
        return door.answer(Addressed.plain(request));
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
