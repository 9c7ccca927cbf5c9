package dev.tributary.document;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads YAML files as trees that know their lines. No anchors, no tags: what you see is all. */
public final class Yaml {
    private static final int CODE_POINTS_MAX = 1_000_000;
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final String document;
    private final Report report;

    private Yaml(String document, Report report) {
        this.document = document;
        this.report = report;
    }

    /**
     * @param document the name of the file in problems
     */
    public static Optional<Node> read(Path file, String document, Report report) {
        try {
            return read(Files.readString(file), document, report);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    /** Empty when the text cannot be parsed; the report knows why. */
    public static Optional<Node> read(String text, String document, Report report) {
        Node empty = new Node.Members(Origin.line(document, 1), Map.of(), false);
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(document)
                        .setCodePointLimit(CODE_POINTS_MAX)
                        .setUseMarks(true)
                        .build();
        try {
            Optional<org.snakeyaml.engine.v2.nodes.Node> root =
                    new Compose(settings).composeString(text);
            return Optional.of(root.map(new Yaml(document, report)::node).orElse(empty));
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            report.add(Origin.line(document, line), "%s", malformed.getProblem());
        } catch (YamlEngineException malformed) {
            report.add(Origin.line(document, 1), "%s", String.valueOf(malformed.getMessage()));
        }
        return Optional.empty();
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node node) {
        Origin origin = origin(node);
        if (node.getAnchor().isPresent()) {
            report.add(origin, "anchors are not part of the language: write it twice");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, origin);
            case SequenceNode sequence -> {
                List<Node> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(node(item)));
                yield new Node.Items(origin, items);
            }
            case MappingNode mapping -> members(mapping, origin);
            default -> Node.nothing(origin);
        };
    }

    private Node members(MappingNode mapping, Origin origin) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        boolean replace = false;
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                report.add(origin(tuple.getKeyNode()), "a key must be text");
                continue;
            }
            Node value = node(tuple.getValueNode());
            if (key.getValue().equals(Node.REPLACE) && value.isTrue()) {
                replace = true;
            } else if (nodes.put(key.getValue(), at(value, origin(key))) != null) {
                report.add(origin(key), "'%s' stands here twice", key.getValue());
            }
        }
        return new Node.Members(origin, nodes, replace);
    }

    /** A member stands where its key does. */
    private static Node at(Node value, Origin key) {
        return switch (value) {
            case Node.Scalar scalar -> new Node.Scalar(key, scalar.value(), scalar.content());
            case Node.Items items -> new Node.Items(key, items.nodes());
            case Node.Members members -> new Node.Members(key, members.nodes(), members.replace());
        };
    }

    private Node scalar(ScalarNode scalar, Origin origin) {
        boolean block =
                scalar.getScalarStyle() == ScalarStyle.LITERAL
                        || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        return new Node.Scalar(origin, value(scalar), block ? origin.plus(1) : origin);
    }

    private @Nullable Object value(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            BigInteger whole = new BigInteger(text);
            return whole.abs().compareTo(LONG_MAX) <= 0 ? (Object) whole.longValue() : whole;
        }
        return tag.equals(Tag.FLOAT) ? decimal(text) : text;
    }

    private static Object decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException special) {
            return text;
        }
    }

    private Origin origin(org.snakeyaml.engine.v2.nodes.Node node) {
        return Origin.line(document, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
    }
}
