package dev.tributary.tool;

import dev.tributary.catalog.Rehearsal;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.document.Origin;
import dev.tributary.document.Problem;
import dev.tributary.document.Problems;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the fixtures of connectors that a running server is given; bounded in time. Thread-safe.
 */
public final class PlayAll implements Rehearsal {
    private static final Duration MOST = Duration.ofSeconds(20);

    private final Clock clock;

    public PlayAll(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Problem> play(Connectors connectors, String name, List<Fixture> fixtures) {
        long end = System.nanoTime() + MOST.toNanos();
        List<Problem> problems = new ArrayList<>();
        for (Fixture fixture : fixtures) {
            Origin origin = Origin.line(fixture.document(), 1);
            if (System.nanoTime() > end) {
                problems.add(
                        new Problem(
                                origin,
                                "not played: the fixtures together take longer than %d s"
                                        .formatted(MOST.toSeconds())));
                return problems;
            }
            try {
                Connector connector = connectors.compile(name, fixture.version(), List.of());
                new PlayFixture(connector, clock)
                        .play(fixture)
                        .forEach(each -> problems.add(new Problem(origin, each.toString())));
            } catch (Problems | IllegalArgumentException unplayable) {
                problems.add(new Problem(origin, String.valueOf(unplayable.getMessage())));
            }
        }
        return problems;
    }
}
