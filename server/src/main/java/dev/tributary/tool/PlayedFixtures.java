package dev.tributary.tool;

import dev.tributary.connector.Fixture;
import dev.tributary.document.Problem;
import dev.tributary.document.Report;
import dev.tributary.integration.BundledConnectors;
import dev.tributary.unified.Proof;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays the fixtures of a connector when they are first asked about, and remembers what came of it:
 * connectors do not change while a server runs. Nothing goes over the network. Thread-safe.
 */
public final class PlayedFixtures implements Proof {
    private final BundledConnectors connectors;
    private final Clock clock;
    private final Map<String, Shown> byConnector = new ConcurrentHashMap<>();

    public PlayedFixtures(BundledConnectors connectors, Clock clock) {
        this.connectors = connectors;
        this.clock = clock;
    }

    @Override
    public Shown of(String connector) {
        return byConnector.computeIfAbsent(connector, this::play);
    }

    private Shown play(String name) {
        Report report = new Report();
        List<Fixture> passed = new ArrayList<>();
        Map<String, String> failed = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Fixture fixture : connectors.fixtures(name, report)) {
            String wrong = wrong(name, fixture);
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
                Coverage.shown(connectors.plain(name, null), passed),
                webhooks(passed),
                problems);
    }

    /** Empty: it passes. Whatever one of them throws says something about that one alone. */
    private String wrong(String name, Fixture fixture) {
        try {
            List<Difference> found =
                    new PlayFixture(connectors.plain(name, fixture.version()), clock).play(fixture);
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
