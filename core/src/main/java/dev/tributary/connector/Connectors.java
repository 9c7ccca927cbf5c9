package dev.tributary.connector;

import dev.tributary.document.CheckShape;
import dev.tributary.document.Layers;
import dev.tributary.document.Node;
import dev.tributary.document.Problem;
import dev.tributary.document.Problems;
import dev.tributary.document.Report;
import dev.tributary.document.Suggest;
import dev.tributary.mapping.ExpressionLimits;
import dev.tributary.mapping.Provenance;
import dev.tributary.mapping.WatchExpressions;
import dev.tributary.model.Models;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All connectors of a folder, each in its own sub-folder. They are read and checked when loaded,
 * and compiled with the layers of whoever uses them. Immutable, thread-safe.
 */
public final class Connectors {
    private static final int VERSION_BYTES = 8;

    private final Models models;
    private final Set<String> modelNames;
    private final SortedMap<String, VersionedTree> trees;
    private final ExpressionLimits limits;
    private final WatchExpressions watch;

    private Connectors(
            Models models,
            Set<String> modelNames,
            SortedMap<String, VersionedTree> trees,
            ExpressionLimits limits,
            WatchExpressions watch) {
        this.models = models;
        this.modelNames = modelNames;
        this.trees = trees;
        this.limits = limits;
        this.watch = watch;
    }

    /** The same; what is compiled tells of its expressions. */
    public Connectors watchedBy(WatchExpressions other) {
        return new Connectors(models, modelNames, trees, limits, other);
    }

    /** The same with these limits of the expressions in the connectors' own files. */
    public Connectors within(ExpressionLimits other) {
        return new Connectors(models, modelNames, trees, other, watch);
    }

    /**
     * @throws Problems with everything that is wrong in any of them
     */
    public static Connectors load(Path directory, Models models) {
        return of(folders(directory), models);
    }

    /** The folders of a directory that are connectors, in the order of their names. */
    public static List<Path> folders(Path directory) {
        return ConnectorFolder.list(directory).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve(ConnectorFolder.MAIN)))
                .toList();
    }

    /**
     * The connectors of these folders; of two with one name the later.
     *
     * @throws Problems with everything that is wrong in any of them
     */
    public static Connectors of(List<Path> folders, Models models) {
        SortedMap<String, SortedMap<String, String>> texts = new TreeMap<>();
        folders.forEach(
                folder ->
                        texts.put(ConnectorFolder.fileName(folder), ConnectorFolder.texts(folder)));
        return of(texts, models);
    }

    /**
     * A connector whose files are not in a folder.
     *
     * @param texts by path, such as {@code connector.yaml} and {@code crm/contacts.yaml}
     * @throws Problems with everything that is wrong in it
     */
    public static Connectors of(String name, Map<String, String> texts, Models models) {
        return of(new TreeMap<>(Map.of(name, new TreeMap<>(texts))), models);
    }

    private static Connectors of(
            SortedMap<String, SortedMap<String, String>> folders, Models models) {
        Set<String> modelNames =
                models.byPath().values().stream()
                        .map(ResourceModel::model)
                        .collect(Collectors.toCollection(TreeSet::new));
        Report report = new Report();
        SortedMap<String, VersionedTree> trees = new TreeMap<>();
        folders.forEach(
                (name, texts) ->
                        ConnectorFolder.read(texts, name, modelNames, report)
                                .ifPresent(
                                        tree ->
                                                trees.put(
                                                        name,
                                                        VersionedTree.of(
                                                                tree, modelNames, report))));
        Connectors connectors =
                new Connectors(
                        models,
                        modelNames,
                        trees,
                        ExpressionLimits.DEFAULT,
                        WatchExpressions.NOBODY);
        trees.values().forEach(one -> one.all().forEach(tree -> connectors.complete(tree, report)));
        report.throwIfAny();
        return connectors;
    }

    /** The unified resources that they are written for. */
    public Models models() {
        return models;
    }

    public SortedSet<String> names() {
        return new TreeSet<>(trees.keySet());
    }

    /**
     * The versions of the provider's API that a connector carries.
     *
     * @throws IllegalArgumentException when there is no connector of that name
     */
    public ApiVersions versions(String name) {
        return require(name).versions();
    }

    /**
     * A connector with layers over it, the last on top.
     *
     * @param version of the provider's API; null: the usual one
     * @throws Problems with everything that is wrong in the layers
     * @throws IllegalArgumentException when there is no connector of that name, or no such version
     */
    public Connector compile(String name, @Nullable String version, List<Layer> layers) {
        Report report = new Report();
        VersionedTree tree = require(name);
        LayerVersions versions = new LayerVersions();
        List<Node.Members> composed = new ArrayList<>(List.of(tree.own()));
        List<String> names = new ArrayList<>(List.of(LayerVersions.OWN));
        versions.add(LayerVersions.OWN, Provenance.CONNECTOR, version(tree.own()), limits);
        Node.Members layered = tree.tree(version);
        if (version != null && layered != tree.own()) {
            composed.add(layered);
            names.add(VersionedTree.layer(version));
            versions.add(VersionedTree.layer(version), Provenance.API_VERSION, version, limits);
        }
        for (Layer layer : layers) {
            Node.Members over = (Node.Members) Node.of(layer.name(), layer.document());
            over = ConnectorFolder.layered(over, layer.name(), modelNames);
            layered = (Node.Members) Layers.over(layered, over);
            composed.add(layered);
            names.add(layer.name());
            versions.add(layer.name(), layer.name(), layer.version(), layer.limits());
        }
        Node.Members root = complete(layered, report);
        report.throwIfAny();
        List<Node> stages = new ArrayList<>();
        composed.subList(0, composed.size() - 1)
                .forEach(below -> stages.add(Inherit.into(below, models, modelNames)));
        stages.add(root);
        return new CompileConnector(
                        name,
                        new Stages(stages, names, versions),
                        models,
                        modelNames,
                        new Values(versions, watch, name))
                .compile(version(root));
    }

    private VersionedTree require(String name) {
        VersionedTree tree = trees.get(name);
        if (tree == null) {
            throw new IllegalArgumentException(
                    "there is no connector '%s'%s"
                            .formatted(name, Suggest.among(trees.keySet(), name)));
        }
        return tree;
    }

    public Connector compile(String name, List<Layer> layers) {
        return compile(name, null, layers);
    }

    public Connector compile(String name) {
        return compile(name, List.of());
    }

    /** What is allowed in a connector and yet looks like an oversight. */
    public List<Problem> remarks(String name) {
        VersionedTree tree = trees.get(name);
        return tree == null
                ? List.of()
                : new Remarks(Inherit.into(tree.own(), models, modelNames), models).all(modelNames);
    }

    private Node.Members complete(Node.Members layered, Report report) {
        Node.Members root = Inherit.into(layered, models, modelNames);
        new CheckShape(report).check(root, Language.root(modelNames));
        new CrossCheck(root, models, report).check(root, modelNames);
        return root;
    }

    /** The same for the same content, wherever it came from. */
    private static String version(Node root) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(String.valueOf(root.plain()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
