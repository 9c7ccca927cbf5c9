package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Options;

import java.util.List;

/**
 * A Gusto that listens on loopback: apps are connected to companies over OAuth, read employees and
 * write into unprocessed payrolls. It starts with one company and no app.
 */
public final class GustoEmulator extends Emulator<GustoDial, World> {
    private GustoEmulator(Options options) {
        super(options, GustoDial.class);
        begin();
    }

    /**
     * Starts an emulator; the caller closes it.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static GustoEmulator start(Options options) {
        return new GustoEmulator(options);
    }

    public Apps apps() {
        return world().apps();
    }

    public Companies companies() {
        return world().companies();
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
    protected World newWorld() {
        return new World(this);
    }
}
