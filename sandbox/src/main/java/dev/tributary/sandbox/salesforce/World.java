package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Emulated;
import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.FrontDoor;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything an emulated Salesforce knows, wired; thrown away by a reset. */
final class World implements Emulated {
    private final SalesforceEmulator emulator;
    private final Dice dice;
    private final Apps apps;
    private final Orgs orgs;
    private final Grants grants;
    private final List<Emulator.Door> doors = new CopyOnWriteArrayList<>();
    private final FrontDoor main;

    World(SalesforceEmulator emulator) {
        this.emulator = emulator;
        dice = new Dice(emulator.seed());
        apps = new Apps(dice);
        grants = new Grants(emulator.clock(), dice);
        orgs = new Orgs(this::make);
        main = door(orgs.create("Sandbox Inc"), true);
    }

    /** The first org answers at the emulator's own address, each further one at its own. */
    private Org make(int number, String name, int port) {
        if (number == 1) {
            return org(number, name, emulator.address());
        }
        CompletableFuture<FrontDoor> ready = new CompletableFuture<>();
        Emulator.Door more = emulator.door(port, request -> ready.join().answer(plain(request)));
        doors.add(more);
        Org org = org(number, name, more.address());
        ready.complete(door(org, false));
        return org;
    }

    private Org org(int number, String name, URI address) {
        return new Org(
                number, name, address, emulator.clock(), emulator.businessDate(), emulator.dials());
    }

    /**
     * @param login whether all orgs can be entered here, and the sandbox turned
     */
    private FrontDoor door(Org org, boolean login) {
        Routes routes = new Routes();
        SalesforceRefusals refusals = new SalesforceRefusals(emulator.dials());
        Gate gate =
                new Gate(
                        org,
                        grants,
                        emulator.clock(),
                        emulator.dials(),
                        emulator.counters(),
                        routes);
        if (login) {
            new Control(emulator).addTo(routes);
            new SandboxRoutes(apps, orgs).addTo(routes);
        }
        new AuthorizeRoutes(apps, login ? orgs::all : () -> List.of(org), grants).addTo(routes);
        new TokenRoutes(
                        apps,
                        orgs,
                        org,
                        grants,
                        emulator.dials(),
                        emulator.clock(),
                        new TokenAnswers(orgs, emulator.address()))
                .addTo(routes);
        new IdentityRoutes(orgs, grants, emulator.clock(), emulator.address()).addTo(routes);
        new DescribeRoutes(gate).addTo(routes);
        new RecordRoutes(gate).add();
        new ReplicationRoutes(gate).add();
        new QueryRoutes(gate).add();
        new CollectionRoutes(gate).add();
        new CompositeRoutes(gate).add();
        new TreeRoutes(gate).add();
        new JobRoutes(gate).add();
        return new FrontDoor(dice, emulator.faults(), emulator.counters(), routes, refusals);
    }

    Apps apps() {
        return apps;
    }

    Orgs orgs() {
        return orgs;
    }

    @Override
    public Grants grants() {
        return grants;
    }

    @Override
    public Reply answer(Request request) {
        return main.answer(plain(request));
    }

    /** A path may end in a slash, and a POST may say that it means another method. */
    private static Request plain(Request request) {
        String path = request.path();
        String bare =
                path.length() > 1 && path.endsWith("/")
                        ? path.substring(0, path.length() - 1)
                        : path;
        if (!request.method().equals("POST") || request.query("_HttpMethod").isEmpty()) {
            return request.at(bare);
        }
        Map<String, List<String>> query = new HashMap<>(request.query());
        String method = String.join("", query.remove("_HttpMethod"));
        return new Request(method, bare, query, request.headers(), request.body());
    }

    @Override
    public void close() {
        doors.forEach(Emulator.Door::close);
    }
}
