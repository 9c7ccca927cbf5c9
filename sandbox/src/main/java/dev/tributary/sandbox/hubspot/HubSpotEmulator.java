package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Options;

/**
 * A HubSpot that listens on loopback: apps install into portals over OAuth, read and write CRM
 * records, and receive signed webhooks. It starts with one portal and no app.
 */
public final class HubSpotEmulator extends Emulator<HubSpotDial, World> {
    private HubSpotEmulator(Options options) {
        super(options, HubSpotDial.class);
        begin();
    }

    /**
     * Starts an emulator; the caller closes it.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static HubSpotEmulator start(Options options) {
        return new HubSpotEmulator(options);
    }

    public Apps apps() {
        return world().apps();
    }

    public Portals portals() {
        return world().portals();
    }

    /** The portal that is there from the start. */
    public Portal portal() {
        return portals().all().getFirst();
    }

    /** The records of {@link #portal()}. */
    public Crm crm() {
        return portal().crm();
    }

    /** The owners of {@link #portal()}. */
    public Owners owners() {
        return portal().owners();
    }

    public Webhooks webhooks() {
        return world().webhooks();
    }

    @Override
    protected World newWorld() {
        return new World(this);
    }
}
