package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Origin;
import dev.tributary.document.Report;
import dev.tributary.document.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads one provider's files as one tree: {@code connector.yaml} at the root, {@code
 * crm/contacts.yaml} under {@code crm} and {@code contacts}. An overlay has the same form.
 */
final class ConnectorFolder {
    static final String MAIN = "connector.yaml";
    static final String FIXTURES = "fixtures";

    /** The layer of the folder itself. */
    static final String OWN = "connector";

    private static final String YAML = ".yaml";

    private ConnectorFolder() {}

    /** The texts of a folder's files by their paths, such as {@code crm/contacts.yaml}. */
    static SortedMap<String, String> texts(Path folder) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Path each : list(folder)) {
            if (Files.isDirectory(each)) {
                list(each).stream()
                        .filter(file -> !Files.isDirectory(file))
                        .forEach(file -> put(texts, fileName(each) + "/" + fileName(file), file));
            } else {
                put(texts, fileName(each), each);
            }
        }
        return texts;
    }

    private static void put(Map<String, String> texts, String path, Path file) {
        if (path.endsWith(YAML)) {
            try {
                texts.put(path, Files.readString(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + file, unreadable);
            }
        }
    }

    /**
     * Empty when {@code connector.yaml} is not there or cannot be parsed.
     *
     * @param texts of files by their paths in the folder
     */
    static Optional<Node.Members> read(
            SortedMap<String, String> texts, String name, Set<String> models, Report report) {
        String main = texts.get(MAIN);
        if (main == null) {
            report.add(Origin.line(name + "/" + MAIN, 1), "a connector begins with this file");
            return Optional.empty();
        }
        return Yaml.read(main, name + "/" + MAIN, report)
                .map(node -> read(node, texts, name, models, report));
    }

    private static Node.Members read(
            Node main,
            SortedMap<String, String> texts,
            String name,
            Set<String> models,
            Report report) {
        Map<String, Map<String, Node>> found = new LinkedHashMap<>();
        texts.forEach(
                (path, text) -> {
                    int slash = path.indexOf('/');
                    String model = slash < 0 ? "" : path.substring(0, slash);
                    if (model.isEmpty() || model.equals(FIXTURES)) {
                        return;
                    }
                    Map<String, Node> resources =
                            found.computeIfAbsent(model, each -> new LinkedHashMap<>());
                    if (models.contains(model)) {
                        String resource = path.substring(slash + 1, path.length() - YAML.length());
                        Yaml.read(text, name + "/" + path, report)
                                .ifPresent(node -> resources.put(resource, node));
                    }
                });
        Map<String, Node> nodes = new LinkedHashMap<>(main.members());
        found.forEach(
                (model, resources) -> {
                    Origin origin = Origin.line(name + "/" + model, 1);
                    if (models.contains(model)) {
                        nodes.put(model, new Node.Members(origin, resources, false));
                    } else {
                        report.add(origin, "there is no model '%s'", model);
                    }
                });
        return layered(new Node.Members(main.origin(), nodes, false), OWN, models);
    }

    /**
     * Puts the layer's name over its read and write blocks, so that layers add theirs instead of
     * replacing those below; null still deletes them all.
     */
    static Node.Members layered(Node.Members root, String layer, Set<String> models) {
        Node.Members named = root;
        for (String model : models) {
            if (root.nodes().get(model) instanceof Node.Members resources) {
                Node.Members changed = resources;
                for (Map.Entry<String, Node> entry : resources.nodes().entrySet()) {
                    if (entry.getValue() instanceof Node.Members resource) {
                        changed = changed.with(entry.getKey(), named(resource, layer));
                    }
                }
                named = named.with(model, changed);
            }
        }
        return named;
    }

    private static Node named(Node.Members resource, String layer) {
        Node.Members named = resource;
        if (resource.nodes().get("variants") instanceof Node.Members variants) {
            named = named.with("variants", namedVariants(variants, layer));
        }
        for (String key : List.of("read", "write")) {
            if (resource.nodes().get(key) instanceof Node.Scalar block && block.isPresent()) {
                named =
                        named.with(
                                key, new Node.Members(block.origin(), Map.of(layer, block), false));
            }
        }
        return named;
    }

    private static Node namedVariants(Node.Members variants, String layer) {
        Node.Members named = variants;
        for (Map.Entry<String, Node> field : variants.nodes().entrySet()) {
            if (field.getValue() instanceof Node.Members byWord) {
                Node.Members changed = byWord;
                for (Map.Entry<String, Node> word : byWord.nodes().entrySet()) {
                    if (word.getValue() instanceof Node.Members variant) {
                        String name = layer + " " + word.getKey();
                        changed = changed.with(word.getKey(), named(variant, name));
                    }
                }
                named = named.with(field.getKey(), changed);
            }
        }
        return named;
    }

    /** What a folder holds, in the order of names; also inside a jar. */
    static List<Path> list(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + folder, unreadable);
        }
    }

    static String fileName(Path path) {
        return String.valueOf(path.getFileName()).replace("/", "");
    }
}
