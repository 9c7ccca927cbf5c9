package dev.tributary.connector;

import dev.tributary.document.CheckShape;
import dev.tributary.document.Layers;
import dev.tributary.document.Node;
import dev.tributary.document.Report;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A connector's folder as one tree for each version of the provider's API: its own keys, and those
 * keys with a version's layer over them.
 */
record VersionedTree(ApiVersions versions, Node.Members own, Map<String, Node.Members> others) {
    static final String VERSION = "version";
    static final String VERSIONS = "versions";

    /** Takes a folder's tree apart. */
    static VersionedTree of(Node.Members folder, Set<String> models, Report report) {
        Node.Members own = folder.without(VERSION).without(VERSIONS);
        Map<String, Node> said = new LinkedHashMap<>(folder.nodes());
        said.keySet().retainAll(Set.of(VERSION, VERSIONS));
        new CheckShape(report)
                .check(
                        Layers.settle(new Node.Members(folder.origin(), said, false)),
                        Language.versioned());
        String usual = folder.at(VERSION).text().orElse(null);
        if (folder.has(VERSIONS) && usual == null) {
            report.add(
                    folder.at(VERSIONS).origin(),
                    "versions need version: which one the connector's own keys are about");
        }
        Map<String, Node.Members> others = new LinkedHashMap<>();
        folder.at(VERSIONS)
                .members()
                .forEach(
                        (name, layer) -> {
                            if (refused(name, layer, usual, report) == null) {
                                others.put(name, over(own, name, layer, models));
                            }
                        });
        Set<String> names = new TreeSet<>(others.keySet());
        if (usual != null) {
            names.add(usual);
        }
        return new VersionedTree(new ApiVersions(usual, new TreeSet<>(names)), own, others);
    }

    private static Node.Members over(
            Node.Members own, String name, Node layer, Set<String> models) {
        Node.Members of = (Node.Members) layer.in(layer(name));
        return (Node.Members) Layers.over(own, ConnectorFolder.layered(of, layer(name), models));
    }

    /** The name of the layer that a version is, in origins and over its blocks. */
    static String layer(String version) {
        return VERSION + " " + version;
    }

    /** Why there cannot be such a version, which is reported; null: there can. */
    private static @Nullable String refused(
            String name, Node layer, @Nullable String usual, Report report) {
        String why = null;
        if (!(layer instanceof Node.Members)) {
            why = "version '%s' must be an object of the keys that differ".formatted(name);
        } else if (!Formats.VERSION.rule().complaint(name).isEmpty()) {
            why = "'%s' is not %s".formatted(name, Formats.VERSION.what());
        } else if (name.equals(usual)) {
            why = "version '%s' is what the connector's own keys are about".formatted(name);
        }
        if (why != null) {
            report.add(layer.origin(), "%s", why);
        }
        return why;
    }

    /** Every tree that there is. */
    Collection<Node.Members> all() {
        Map<String, Node.Members> all = new LinkedHashMap<>(others);
        all.put("", own);
        return all.values();
    }

    /**
     * @param version null: the usual one
     * @throws IllegalArgumentException when there is no such version
     */
    Node.Members tree(@Nullable String version) {
        if (version == null || version.equals(versions.usual())) {
            return own;
        }
        Node.Members tree = others.get(version);
        if (tree == null) {
            throw new IllegalArgumentException(
                    "there is no version '%s'; there are %s"
                            .formatted(version, String.join(", ", versions.names())));
        }
        return tree;
    }
}
