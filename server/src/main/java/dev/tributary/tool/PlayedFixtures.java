package dev.tributary.tool;

import dev.tributary.catalog.BundledConnectors;
import dev.tributary.catalog.Catalog;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Fixture;
import dev.tributary.document.Problem;
import dev.tributary.document.Report;
import dev.tributary.unified.Proof;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Plays the fixtures of a connector when they are first asked about, and remembers what came of it:
 * the server's do not change while it runs, and a change of an environment's has a number of its
 * own. Nothing goes over the network. Thread-safe.
 */
public final class PlayedFixtures implements Proof {
    private static final int OWN_MAX = 500;

    private final BundledConnectors connectors;
    private final Clock clock;
    private final Map<String, Shown> byConnector = new ConcurrentHashMap<>();
    private final Map<Long, Shown> byChange = new ConcurrentHashMap<>();

    public PlayedFixtures(BundledConnectors connectors, Clock clock) {
        this.connectors = connectors;
        this.clock = clock;
    }

    @Override
    public Shown of(String connector) {
        return byConnector.computeIfAbsent(connector, this::play);
    }

    @Override
    public Shown of(Catalog.Own own, String connector) {
        if (byChange.size() >= OWN_MAX) {
            byChange.clear();
        }
        return byChange.computeIfAbsent(
                own.change(),
                change ->
                        play(
                                own.fixtures(),
                                version -> own.connectors().compile(connector, version, List.of()),
                                new Report()));
    }

    private Shown play(String name) {
        Report report = new Report();
        return play(
                connectors.fixtures(name, report),
                version -> connectors.plain(name, version),
                report);
    }

    private Shown play(
            List<Fixture> fixtures, Function<@Nullable String, Connector> versions, Report report) {
        List<Fixture> passed = new ArrayList<>();
        Map<String, String> failed = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Fixture fixture : fixtures) {
            String wrong = wrong(versions, fixture);
            if (wrong.isEmpty()) {
                passed.add(fixture);
                continue;
            }
            problems.add(wrong);
            if (fixture.subject() instanceof Fixture.Call call) {
                failed.putIfAbsent(key(call), wrong);
            }
        }
        report.all().stream().map(Problem::toString).forEach(problems::add);
        return new Shown(
                counted(passed),
                failed,
                Coverage.shown(versions.apply(null), passed),
                webhooks(passed),
                problems);
    }

    /** Empty: it passes. Whatever one of them throws says something about that one alone. */
    private String wrong(Function<@Nullable String, Connector> versions, Fixture fixture) {
        try {
            List<Difference> found =
                    new PlayFixture(versions.apply(fixture.version()), clock).play(fixture);
            return found.isEmpty() ? "" : fixture.document() + ": " + found.getFirst().line();
        } catch (RuntimeException broken) {
            return fixture.document() + ": " + broken;
        }
    }

    private static Map<String, Integer> counted(List<Fixture> passed) {
        Map<String, Integer> methods = new HashMap<>();
        for (Fixture fixture : passed) {
            if (fixture.subject() instanceof Fixture.Call call) {
                methods.merge(key(call), 1, Integer::sum);
            }
        }
        return methods;
    }

    private static String key(Fixture.Call call) {
        return Coverage.path(call.resource()) + " " + call.method();
    }

    private static Map<String, Set<String>> webhooks(List<Fixture> passed) {
        Map<String, Set<String>> webhooks = new HashMap<>();
        for (Fixture fixture : passed) {
            if (fixture.subject() instanceof Fixture.Hook
                    && fixture.result() instanceof List<?> hints) {
                hints.forEach(hint -> add(webhooks, (Map<?, ?>) hint));
            }
        }
        return webhooks;
    }

    private static void add(Map<String, Set<String>> webhooks, Map<?, ?> hint) {
        webhooks.computeIfAbsent(
                        hint.get("model") + "/" + hint.get("resource"), absent -> new TreeSet<>())
                .add(String.valueOf(hint.get("change")));
    }
}
