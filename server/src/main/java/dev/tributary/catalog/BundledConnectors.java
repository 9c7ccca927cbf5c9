package dev.tributary.catalog;

import dev.tributary.Code;
import dev.tributary.Config;
import dev.tributary.Failure;
import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Fixtures;
import dev.tributary.connector.Layer;
import dev.tributary.document.Problem;
import dev.tributary.document.Problems;
import dev.tributary.document.Report;
import dev.tributary.mapping.ExpressionLimits;
import dev.tributary.mapping.WatchExpressions;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The connectors of a folder, compiled when the server starts. Thread-safe. */
public final class BundledConnectors implements Bundled {
    private final Connectors loaded;
    private final SortedMap<String, Path> folders = new TreeMap<>();
    private final Map<Version, Connector> plain = new HashMap<>();
    private final SortedSet<String> names;
    private final Config.Limits limits;
    private final WatchExpressions watch;

    private record Version(String provider, @Nullable String version) {}

    /** {@code folders} is where they came from, the later of two with one name. */
    private BundledConnectors(
            Connectors loaded, List<Path> folders, Config.Limits limits, WatchExpressions watch) {
        this.loaded = loaded.watchedBy(watch);
        this.limits = limits;
        this.watch = watch;
        this.names = Collections.unmodifiableSortedSet(loaded.names());
        folders.forEach(folder -> this.folders.put(name(folder), folder));
        names.forEach(this::compile);
    }

    private void compile(String provider) {
        Connector usual = loaded.compile(provider);
        ApiVersions versions = loaded.versions(provider);
        for (String name : versions.names()) {
            boolean same = name.equals(versions.usual());
            plain.put(
                    new Version(provider, name),
                    same ? usual : loaded.compile(provider, name, List.of()));
        }
        plain.put(new Version(provider, null), usual);
    }

    /**
     * @throws Failure {@code unprocessable} with every problem, each with its file and line
     */
    public static BundledConnectors load(Path connectors, Path models) {
        return load(List.of(connectors), models);
    }

    /**
     * Those of several folders; of two with one name that of the later folder.
     *
     * @throws Failure {@code unprocessable} with every problem, each with its file and line
     */
    public static BundledConnectors load(List<Path> folders, Path models) {
        return load(folders, models, Config.Limits.USUAL, WatchExpressions.NOBODY);
    }

    /**
     * @param limits of the expressions of overrides
     * @param watch told of what expressions use
     */
    public static BundledConnectors load(
            List<Path> folders, Path models, Config.Limits limits, WatchExpressions watch) {
        List<Path> connectors = new ArrayList<>();
        folders.forEach(folder -> connectors.addAll(Connectors.folders(folder)));
        try {
            return new BundledConnectors(
                    Connectors.of(connectors, Models.load(models)), connectors, limits, watch);
        } catch (Problems problems) {
            throw failure("the connectors cannot be loaded", problems);
        }
    }

    @Override
    public Models models() {
        return loaded.models();
    }

    @Override
    public List<Fixture> fixtures(String provider, Report report) {
        Path folder = folders.get(provider);
        return folder == null ? List.of() : Fixtures.load(folder, report);
    }

    @Override
    public SortedSet<String> providers() {
        return names;
    }

    @Override
    public ApiVersions versions(String provider) {
        return loaded.versions(provider);
    }

    @Override
    public Connector plain(String provider, @Nullable String version) {
        Connector connector = plain.get(new Version(provider, version));
        if (connector == null) {
            throw Failure.notFound("provider", provider);
        }
        return connector;
    }

    @Override
    public Connector layered(String provider, @Nullable String version, List<Layer> layers) {
        return loaded.compile(provider, version, layers);
    }

    @Override
    public Connectors read(String environmentId, String name, Map<String, String> texts) {
        return Bundled.super.read(environmentId, name, texts).watchedBy(watch);
    }

    @Override
    public ExpressionLimits limits(String environmentId) {
        return limits.of(environmentId);
    }

    /** Inside a jar the name of a folder ends with a slash. */
    private static String name(Path folder) {
        return String.valueOf(folder.getFileName()).replace("/", "");
    }

    private static Failure failure(String what, Problems problems) {
        return new Failure(Code.UNPROCESSABLE, what + ":\n" + problems.getMessage(), problems)
                .with("problems", problems.all().stream().map(Problem::toString).toList());
    }
}
