package dev.tributary.model;

import dev.tributary.document.CheckShape;
import dev.tributary.document.Node;
import dev.tributary.document.Problems;
import dev.tributary.document.Report;
import dev.tributary.document.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The unified resources, read from a folder of {@code model/resource.yaml}. Immutable. */
public record Models(SortedMap<String, ResourceModel> byPath) {
    private static final String YAML = ".yaml";

    public Models {
        byPath = Collections.unmodifiableSortedMap(new TreeMap<>(byPath));
    }

    /**
     * @throws Problems with everything that is wrong
     */
    public static Models load(Path directory) {
        Report report = new Report();
        SortedMap<String, ResourceModel> byPath = new TreeMap<>();
        for (Path model : list(directory)) {
            if (Files.isDirectory(model)) {
                for (Path file : list(model)) {
                    String document = name(model) + "/" + name(file);
                    if (document.endsWith(YAML)) {
                        resource(file, document, report)
                                .ifPresent(resource -> byPath.put(resource.path(), resource));
                    }
                }
            }
        }
        report.throwIfAny();
        return new Models(byPath);
    }

    public Optional<ResourceModel> resource(String model, String name) {
        return Optional.ofNullable(byPath.get(model + "/" + name));
    }

    private static Optional<ResourceModel> resource(Path file, String document, Report report) {
        Optional<Node> read = Yaml.read(file, document, report);
        read.ifPresent(node -> new CheckShape(report).check(node, ModelLanguage.RESOURCE));
        return report.isEmpty() ? read.map(node -> resource(node, document)) : Optional.empty();
    }

    private static ResourceModel resource(Node node, String document) {
        String path = document.substring(0, document.length() - YAML.length());
        int slash = path.indexOf('/');
        return new ResourceModel(
                path.substring(0, slash),
                path.substring(slash + 1),
                node.at("title").text().orElse(path),
                node.at("about").text().orElse(""),
                ModelLanguage.fields(node.at("fields")));
    }

    /** What a folder holds, in the order of names; also inside a jar. */
    private static List<Path> list(Path directory) {
        try (Stream<Path> found = Files.list(directory)) {
            return found.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list " + directory, unreadable);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName()).replace("/", "");
    }

    Map<String, ResourceModel> ofModel(String model) {
        return byPath.subMap(model + "/", model + "0");
    }
}
