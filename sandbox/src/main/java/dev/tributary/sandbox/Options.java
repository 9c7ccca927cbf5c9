package dev.tributary.sandbox;

import java.time.Clock;

/**
 * How an emulator starts.
 *
 * @param port on 127.0.0.1; 0 takes a free one
 * @param seed of everything that looks random: faults, ids and tokens
 * @param clock the wall time that tokens, limits and signatures live on
 */
public record Options(int port, long seed, Clock clock) {
    public Options {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
    }

    public static Options defaults() {
        return new Options(0, 1, Clock.systemUTC());
    }

    public Options withPort(int newPort) {
        return new Options(newPort, seed, clock);
    }

    public Options withSeed(long newSeed) {
        return new Options(port, newSeed, clock);
    }

    public Options withClock(Clock newClock) {
        return new Options(port, seed, newClock);
    }
}
