package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Options;

/**
 * A Pipedrive that listens on loopback: people and apps read and write records with tokens, and
 * webhooks tell of changes. It starts with one company, one user in it, and no app.
 */
public final class PipedriveEmulator extends Emulator<PipedriveDial, World> {
    private PipedriveEmulator(Options options) {
        super(options, PipedriveDial.class);
        begin();
    }

    /**
     * Starts an emulator; the caller closes it.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static PipedriveEmulator start(Options options) {
        return new PipedriveEmulator(options);
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

    /** The records of {@link #company()}. */
    public Items items() {
        return company().items();
    }

    /** Makes personal API tokens. */
    public Tokens tokens() {
        return world().tokens();
    }

    public Webhooks webhooks() {
        return world().webhooks();
    }

    @Override
    protected World newWorld() {
        return new World(this);
    }
}
