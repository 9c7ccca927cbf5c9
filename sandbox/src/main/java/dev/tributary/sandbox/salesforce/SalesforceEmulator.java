package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Sizes;

import java.util.function.Function;

/**
 * A Salesforce that listens on loopback: apps get into orgs over OAuth, query, read and write
 * records, and run bulk jobs. It starts with one org, which answers at the emulator's own address;
 * further orgs have ports of their own.
 */
public final class SalesforceEmulator extends Emulator<SalesforceDial, World> {
    /** A bulk upload and a little; SOQL in an address. */
    private static final Sizes SIZES = new Sizes(160 * 1024 * 1024, 16_384);

    private SalesforceEmulator(Options options) {
        super(options, SalesforceDial.class, SIZES);
        begin();
    }

    /**
     * Starts an emulator; the caller closes it.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static SalesforceEmulator start(Options options) {
        return new SalesforceEmulator(options);
    }

    public Apps apps() {
        return world().apps();
    }

    public Orgs orgs() {
        return world().orgs();
    }

    /** The org that is there from the start. */
    public Org org() {
        return orgs().all().getFirst();
    }

    Door door(int port, Function<Request, Reply> handler) {
        return open(port, handler);
    }

    @Override
    protected World newWorld() {
        return new World(this);
    }
}
