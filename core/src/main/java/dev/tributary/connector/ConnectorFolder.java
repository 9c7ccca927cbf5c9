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
import java.util.stream.Stream;

/**
 * Reads one provider's folder as one tree: {@code connector.yaml} at the root, {@code
 * crm/contacts.yaml} under {@code crm} and {@code contacts}. An overlay has the same form.
 */
final class ConnectorFolder {
    static final String MAIN = "connector.yaml";
    static final String FIXTURES = "fixtures";

    /** The layer of the folder itself. */
    static final String OWN = "connector";

    private static final String YAML = ".yaml";

    private ConnectorFolder() {}

    /** Empty when {@code connector.yaml} cannot be parsed. */
    static Optional<Node.Members> read(
            Path folder, String name, Set<String> models, Report report) {
        return Yaml.read(folder.resolve(MAIN), name + "/" + MAIN, report)
                .map(main -> read(main, folder, name, models, report));
    }

    private static Node.Members read(
            Node main, Path folder, String name, Set<String> models, Report report) {
        Map<String, Node> nodes = new LinkedHashMap<>(main.members());
        for (Path model : list(folder)) {
            String modelName = fileName(model);
            if (!Files.isDirectory(model) || modelName.equals(FIXTURES)) {
                continue;
            }
            String path = name + "/" + modelName;
            if (!models.contains(modelName)) {
                report.add(Origin.line(path, 1), "there is no model '%s'", modelName);
                continue;
            }
            Map<String, Node> resources = new LinkedHashMap<>();
            for (Path file : list(model)) {
                String fileName = fileName(file);
                if (fileName.endsWith(YAML)) {
                    String resource = fileName.substring(0, fileName.length() - YAML.length());
                    Yaml.read(file, path + "/" + fileName, report)
                            .ifPresent(node -> resources.put(resource, node));
                }
            }
            nodes.put(modelName, new Node.Members(Origin.line(path, 1), resources, false));
        }
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
