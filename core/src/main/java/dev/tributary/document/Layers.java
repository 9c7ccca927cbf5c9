package dev.tributary.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays documents over each other: objects merge by key, arrays and scalars replace, null deletes,
 * an object with {@code replace: true} replaces. Composing keeps the markers, so that layers can be
 * composed in any grouping with the same result; {@link #settle} applies them in the end.
 */
public final class Layers {
    private Layers() {}

    public static Node over(Node below, Node above) {
        if (!(above instanceof Node.Members upper) || upper.replace()) {
            return above;
        }
        if (!(below instanceof Node.Members lower)) {
            return new Node.Members(upper.origin(), upper.nodes(), true);
        }
        Map<String, Node> merged = new LinkedHashMap<>(lower.nodes());
        upper.nodes()
                .forEach(
                        (key, node) -> {
                            Node present = lower.nodes().get(key);
                            merged.put(key, present == null ? node : over(present, node));
                        });
        return new Node.Members(lower.origin(), merged, lower.replace());
    }

    /** What is left when every null has deleted and every replacement is done. */
    public static Node settle(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar;
            case Node.Items items -> {
                List<Node> settled = new ArrayList<>();
                items.nodes().forEach(item -> settled.add(settle(item)));
                yield new Node.Items(items.origin(), settled);
            }
            case Node.Members members -> {
                Map<String, Node> settled = new LinkedHashMap<>();
                members.nodes()
                        .forEach(
                                (key, member) -> {
                                    if (member.isPresent()) {
                                        settled.put(key, settle(member));
                                    }
                                });
                yield new Node.Members(members.origin(), settled, false);
            }
        };
    }
}
