package dev.tributary.tool;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Fixture;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

/** Plays a connector's fixtures and says where they differ. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Plays a connector's fixtures through the engine and says where they differ.")
final class TestConnector implements Callable<Integer> {
    private static final int NAME_WIDTH_MAX = 40;

    @Spec private @Nullable CommandSpec spec;
    @Mixin private Places places = new Places();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|FOLDER",
            description = "the connector; left out: all of yours")
    private @Nullable String named;

    @Option(
            names = "--fixture",
            paramLabel = "PATTERN",
            description = "only those whose file fits, such as 'contacts.*'")
    private @Nullable String pattern;

    @Override
    public Integer call() {
        Models models = places.models();
        int played = 0;
        int failed = 0;
        boolean wrong = false;
        for (Path folder : places.folders(named)) {
            Loaded loaded = Loaded.from(folder, models);
            Console.out(spec).println(Places.name(folder));
            loaded.problems()
                    .forEach(
                            problem ->
                                    Console.out(spec).println("  " + Places.line(folder, problem)));
            wrong |= !loaded.problems().isEmpty();
            if (loaded.connector() != null) {
                List<Fixture> fixtures = loaded.fixtures().stream().filter(this::isWanted).toList();
                played += fixtures.size();
                failed += play(loaded, fixtures);
            }
        }
        Console.out(spec).println(summary(played, failed));
        Console.out(spec).flush();
        return failed == 0 && !wrong && played > 0 ? 0 : 1;
    }

    /** How many failed. */
    private int play(Loaded loaded, List<Fixture> fixtures) {
        PrintWriter out = Console.out(spec);
        int width = fixtures.stream().mapToInt(one -> file(one).length()).max().orElse(0);
        int failed = 0;
        for (Fixture fixture : fixtures) {
            Connector connector = loaded.connector(fixture);
            if (connector == null) {
                failed++;
                continue;
            }
            long start = System.nanoTime();
            List<Difference> differences =
                    new PlayFixture(connector, Clock.systemUTC()).play(fixture);
            long millis = (System.nanoTime() - start) / 1_000_000;
            out.printf(
                    "  %s %-" + Math.clamp(width, 1, NAME_WIDTH_MAX) + "s  %4d ms  %s%n",
                    differences.isEmpty() ? "✓" : "✗",
                    file(fixture),
                    millis,
                    fixture.about());
            differences.forEach(difference -> out.println("    " + difference));
            failed += differences.isEmpty() ? 0 : 1;
        }
        return failed;
    }

    private boolean isWanted(Fixture fixture) {
        String wanted = pattern;
        if (wanted == null) {
            return true;
        }
        String name = file(fixture);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + wanted);
        return matcher.matches(Path.of(name)) || name.equals(wanted + ".yaml");
    }

    private static String file(Fixture fixture) {
        return fixture.document().substring(fixture.document().lastIndexOf('/') + 1);
    }

    private String summary(int played, int failed) {
        if (played == 0) {
            return pattern == null
                    ? "there is no fixture"
                    : "no fixture's file fits '%s'".formatted(pattern);
        }
        return failed == 0
                ? Console.count(played, "fixture") + " passed"
                : "%d of %s failed".formatted(failed, Console.count(played, "fixture"));
    }
}
