package dev.tributary.document;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a document and where it stands. Reading the wrong kind answers empty: the shape check
 * is what complains.
 */
public sealed interface Node {
    /** The key that makes an object replace what it is laid over. */
    String REPLACE = "replace";

    Origin origin();

    /**
     * Text, a boolean, a number or null.
     *
     * @param value {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code
     *     BigDecimal} or null
     * @param content where the text itself begins: a block's is one line below its key
     */
    record Scalar(Origin origin, @Nullable Object value, Origin content) implements Node {}

    record Items(Origin origin, List<Node> nodes) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }
    }

    /** An object; {@code replace}: it does not merge with what it is laid over. */
    record Members(Origin origin, Map<String, Node> nodes, boolean replace) implements Node {
        public Members {
            nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        }

        public Members with(String key, Node node) {
            Map<String, Node> changed = new LinkedHashMap<>(nodes);
            changed.put(key, node);
            return new Members(origin, changed, replace);
        }

        public Members without(String key) {
            Map<String, Node> changed = new LinkedHashMap<>(nodes);
            changed.remove(key);
            return new Members(origin, changed, replace);
        }
    }

    /** The same tree as a part of a layer. */
    default Node in(String layer) {
        return switch (this) {
            case Scalar scalar ->
                    new Scalar(
                            scalar.origin().in(layer), scalar.value(), scalar.content().in(layer));
            case Items items ->
                    new Items(
                            items.origin().in(layer),
                            items.nodes().stream().map(item -> item.in(layer)).toList());
            case Members members -> {
                Map<String, Node> nodes = new LinkedHashMap<>();
                members.nodes().forEach((key, node) -> nodes.put(key, node.in(layer)));
                yield new Members(members.origin().in(layer), nodes, members.replace());
            }
        };
    }

    static Node nothing(Origin origin) {
        return new Scalar(origin, null, origin);
    }

    /** An overlay document, such as parsed JSON, under the name it shall have in problems. */
    static Node of(String document, Map<String, ?> tree) {
        return of(document, "", tree);
    }

    private static Node of(String document, String pointer, @Nullable Object value) {
        Origin origin = Origin.pointer(document, pointer);
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Node> nodes = new LinkedHashMap<>();
                boolean replace = Boolean.TRUE.equals(map.get(REPLACE));
                map.forEach(
                        (key, member) -> {
                            String name = String.valueOf(key);
                            if (!replace || !name.equals(REPLACE)) {
                                String below = pointer + "/" + escape(name);
                                nodes.put(name, of(document, below, member));
                            }
                        });
                yield new Members(origin, nodes, replace);
            }
            case List<?> list -> {
                List<Node> nodes = new ArrayList<>();
                for (Object item : list) {
                    nodes.add(of(document, pointer + "/" + nodes.size(), item));
                }
                yield new Items(origin, nodes);
            }
            case Integer number -> new Scalar(origin, number.longValue(), origin);
            case null, default -> new Scalar(origin, value, origin);
        };
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** False for null: layers use it to delete. */
    default boolean isPresent() {
        return !(this instanceof Scalar scalar) || scalar.value() != null;
    }

    /** A member of this object; not present when it has none of that name. */
    default Node at(String key) {
        Node found = members().get(key);
        return found == null ? nothing(origin()) : found;
    }

    default boolean has(String key) {
        return at(key).isPresent();
    }

    default Map<String, Node> members() {
        return this instanceof Members members ? members.nodes() : Map.of();
    }

    default List<Node> items() {
        return this instanceof Items items ? items.nodes() : List.of();
    }

    /** Text; numbers and booleans as they are written in JSON. */
    default Optional<String> text() {
        return this instanceof Scalar scalar
                ? Optional.ofNullable(scalar.value()).map(Object::toString)
                : Optional.empty();
    }

    default List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    default boolean isTrue() {
        return this instanceof Scalar scalar && Boolean.TRUE.equals(scalar.value());
    }

    /** The value alone, as a tree of {@code Map}, {@code List} and scalars. */
    default @Nullable Object plain() {
        return switch (this) {
            case Scalar scalar -> scalar.value();
            case Items items -> {
                List<@Nullable Object> plain = new ArrayList<>();
                items.nodes().forEach(node -> plain.add(node.plain()));
                yield plain;
            }
            case Members members -> {
                Map<String, @Nullable Object> plain = new LinkedHashMap<>();
                members.nodes().forEach((key, node) -> plain.put(key, node.plain()));
                yield plain;
            }
        };
    }
}
