package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A HubSpot that listens on loopback: apps install into portals over OAuth, read and write CRM
 * records, and receive signed webhooks. It starts with one portal and no app.
 */
public final class HubSpotEmulator extends Emulator<HubSpotDial> {
    private volatile World world;

    private HubSpotEmulator(Options options, Function<Request, Reply> handler) {
        super(options, HubSpotDial.class, handler);
        world = new World(this);
    }

    /**
     * Starts an emulator; the caller closes it.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static HubSpotEmulator start(Options options) {
        CompletableFuture<HubSpotEmulator> started = new CompletableFuture<>();
        HubSpotEmulator emulator =
                new HubSpotEmulator(options, request -> started.join().world.answer(request));
        started.complete(emulator);
        return emulator;
    }

    public Apps apps() {
        return world.apps();
    }

    public Portals portals() {
        return world.portals();
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
        return world.webhooks();
    }

    @Override
    public void expireAccessTokens() {
        world.grants().expireAccessTokens();
    }

    @Override
    protected void renew() {
        World old = world;
        world = new World(this);
        old.close();
    }

    @Override
    public void close() {
        super.close();
        world.close();
    }
}
