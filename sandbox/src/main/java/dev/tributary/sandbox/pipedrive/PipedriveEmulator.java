package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Emulator;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A Pipedrive that listens on loopback: people and apps read and write records with tokens, and
 * webhooks tell of changes. It starts with one company, one user in it, and no app.
 */
public final class PipedriveEmulator extends Emulator<PipedriveDial> {
    private volatile World world;

    private PipedriveEmulator(Options options, Function<Request, Reply> handler) {
        super(options, PipedriveDial.class, handler);
        world = new World(this);
    }

    /**
     * Starts an emulator; the caller closes it.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static PipedriveEmulator start(Options options) {
        CompletableFuture<PipedriveEmulator> started = new CompletableFuture<>();
        PipedriveEmulator emulator =
                new PipedriveEmulator(options, request -> started.join().world.answer(request));
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

    /** The records of {@link #company()}. */
    public Items items() {
        return company().items();
    }

    /** Makes personal API tokens. */
    public Tokens tokens() {
        return world.tokens();
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
