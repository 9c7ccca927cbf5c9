package dev.tributary.sandbox;

import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What all emulators have: a port, a seed, dials, counters and a business date. The state itself
 * belongs to a world that {@link #reset} throws away.
 */
public abstract class Emulator<D extends Enum<D> & Dial, W extends Emulated>
        implements AutoCloseable {
    private final Clock clock;
    private final Dials<HttpFault> faults = new Dials<>(HttpFault.class);
    private final Dials<D> dials;
    private final Counters counters = new Counters();
    private final BusinessDate date;
    private final Endpoint endpoint;
    private final Sizes sizes;
    private volatile long seed;
    private volatile CompletableFuture<W> world = new CompletableFuture<>();

    /**
     * Opens the port; requests wait until the subclass has {@linkplain #begin begun}.
     *
     * @throws IllegalStateException when the port is taken
     */
    protected Emulator(Options options, Class<D> dialType) {
        this(options, dialType, Sizes.USUAL);
    }

    /**
     * The same, with sizes of requests that differ from the usual.
     *
     * @throws IllegalStateException when the port is taken
     */
    protected Emulator(Options options, Class<D> dialType, Sizes sizes) {
        this.sizes = sizes;
        clock = options.clock();
        seed = options.seed();
        dials = new Dials<>(dialType);
        date = new BusinessDate(clock);
        endpoint = new Endpoint(options.port(), sizes, request -> world().answer(request));
    }

    /** Makes a world in which nothing has happened. */
    protected abstract W newWorld();

    /** Lets the first requests in; the end of a subclass's constructor. */
    protected final void begin() {
        world.complete(newWorld());
    }

    protected final W world() {
        return world.join();
    }

    /** Where the emulator listens, such as http://127.0.0.1:7001. */
    public URI address() {
        return endpoint.address();
    }

    public long seed() {
        return seed;
    }

    public Clock clock() {
        return clock;
    }

    /** Faults of any HTTP request. */
    public Dials<HttpFault> faults() {
        return faults;
    }

    /** What is particular to this provider. */
    public Dials<D> dials() {
        return dials;
    }

    public Counters counters() {
        return counters;
    }

    /** The date on which business happens; tokens, limits and signatures stay on wall time. */
    public BusinessDate businessDate() {
        return date;
    }

    /** Sets all fault dials at once. */
    public void apply(FaultProfile profile) {
        faults.apply(profile);
        dials.apply(profile);
    }

    /** Forgets everything but the port: objects taken from the emulator before are dead. */
    public void reset(long newSeed) {
        seed = newSeed;
        faults.reset();
        dials.reset();
        counters.reset();
        date.reset();
        world().close();
        world = CompletableFuture.completedFuture(newWorld());
    }

    /**
     * Opens one more port; whoever asked for it closes it.
     *
     * @param port 0 takes a free one
     * @throws IllegalStateException when the port is taken
     */
    protected Door open(int port, Function<Request, Reply> handler) {
        Endpoint more = new Endpoint(port, sizes, handler);
        return new Door(more.address(), more::close);
    }

    /** A port beside the emulator's own. */
    public record Door(URI address, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    /** Makes every access token expire now. */
    public void expireAccessTokens() {
        world().grants().expireAccessTokens();
    }

    @Override
    public void close() {
        endpoint.close();
        world().close();
    }
}
