package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A Gusto that listens on loopback: apps are connected to companies over OAuth, read employees and
 * write into unprocessed payrolls. It starts with one company and no app.
 */
public final class GustoEmulator extends Emulator<GustoDial> {
    private volatile World world;

    private GustoEmulator(Options options, Function<Request, Reply> handler) {
        super(options, GustoDial.class, handler);
        world = new World(this);
    }

    /**
     * Starts an emulator; the caller closes it.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static GustoEmulator start(Options options) {
        CompletableFuture<GustoEmulator> started = new CompletableFuture<>();
        GustoEmulator emulator =
                new GustoEmulator(options, request -> started.join().world.answer(request));
        started.complete(emulator);
        return emulator;
    }

    public Apps apps() {
        return world.apps();
    }

    public Companies companies() {
        return world.companies();
    }

    /** The company that is there from the start. */
    public Company company() {
        return companies().all().getFirst();
    }

    /** The employees of {@link #company()}. */
    public Employees employees() {
        return company().employees();
    }

    /** The payrolls of {@link #company()}. */
    public Payrolls payrolls() {
        return company().payrolls();
    }

    /** Runs a payroll of {@link #company()} as its admin does; it cannot be changed afterwards. */
    public Payroll processPayroll(String uuid) {
        return payrolls().process(uuid);
    }

    /** Every amount that somebody has written into a payroll of {@link #company()}. */
    public List<Cell> cells() {
        return payrolls().cells();
    }

    @Override
    public void expireAccessTokens() {
        world.grants().expireAccessTokens();
    }

    @Override
    protected void renew() {
        world = new World(this);
    }
}
