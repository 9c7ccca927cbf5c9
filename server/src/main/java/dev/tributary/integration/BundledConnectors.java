package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Config;
import dev.tributary.Failure;
import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The connectors of a folder, compiled when the server starts. Thread-safe. */
public final class BundledConnectors implements Connectors.Bundled {
    private static final String LAYER = "environment";

    private final dev.tributary.connector.Connectors loaded;
    private final SortedMap<String, Path> folders = new TreeMap<>();
    private final Map<Version, Connector> plain = new HashMap<>();
    private final Config.Limits limits;

    private record Version(String provider, @Nullable String version) {}

    /** {@code folders} is where they came from, the later of two with one name. */
    BundledConnectors(dev.tributary.connector.Connectors loaded, List<Path> folders) {
        this(loaded, folders, Config.Limits.USUAL);
    }

    private BundledConnectors(
            dev.tributary.connector.Connectors loaded, List<Path> folders, Config.Limits limits) {
        this.loaded = loaded;
        this.limits = limits;
        folders.forEach(folder -> this.folders.put(name(folder), folder));
        loaded.names().forEach(this::compile);
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
        folders.forEach(
                folder -> connectors.addAll(dev.tributary.connector.Connectors.folders(folder)));
        try {
            return new BundledConnectors(
                    dev.tributary.connector.Connectors.of(connectors, Models.load(models))
                            .watchedBy(watch),
                    connectors,
                    limits);
        } catch (Problems problems) {
            throw failure("the connectors cannot be loaded", problems);
        }
    }

    /** The unified resources that the connectors are written for. */
    public Models models() {
        return loaded.models();
    }

    /** The cases that are written down beside a connector, read anew; the report knows the rest. */
    public List<Fixture> fixtures(String provider, Report report) {
        Path folder = folders.get(provider);
        return folder == null ? List.of() : Fixtures.load(folder, report);
    }

    @Override
    public SortedSet<String> providers() {
        return loaded.names();
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
    public Connector layered(
            String provider,
            @Nullable String version,
            Map<String, Object> override,
            ExpressionLimits most) {
        try {
            Layer layer = new Layer(LAYER, "", override, most);
            return loaded.compile(provider, version, List.of(layer));
        } catch (Problems problems) {
            throw failure(
                    "the override of %s%s does not fit"
                            .formatted(provider, version == null ? "" : " in version " + version),
                    problems);
        }
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
