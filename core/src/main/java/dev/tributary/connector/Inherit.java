package dev.tributary.connector;

import dev.tributary.document.Layers;
import dev.tributary.document.Node;

import java.util.List;
import java.util.Map;

/** A resource with what it has from its connector: methods and whatever else it can have. */
final class Inherit {
    static final String VARIANTS = "variants";

    private Inherit() {}

    /** Takes composed layers, gives a settled root whose resources are complete. */
    static Node.Members into(Node.Members root, Iterable<String> models) {
        Node.Members complete = root;
        for (String model : models) {
            if (root.nodes().get(model) instanceof Node.Members resources) {
                Node.Members changed = resources;
                for (Map.Entry<String, Node> entry : resources.nodes().entrySet()) {
                    if (entry.getValue() instanceof Node.Members resource) {
                        changed = changed.with(entry.getKey(), resource(root, resource));
                    }
                }
                complete = complete.with(model, changed);
            }
        }
        return (Node.Members) Layers.settle(complete);
    }

    private static Node resource(Node.Members root, Node.Members resource) {
        Node.Members complete = resource;
        if (resource.nodes().get(VARIANTS) instanceof Node.Members variants) {
            complete =
                    complete.with(VARIANTS, variants(root, resource.without(VARIANTS), variants));
        }
        for (String key : List.of("select", "clear", "operators", "discover")) {
            complete = inherit(complete, key, root.nodes().get(key));
        }
        Node only = resource.at("only");
        for (String method : Language.METHODS) {
            if (!only.isPresent() || only.texts().contains(method)) {
                complete = inherit(complete, method, root.at("methods").members().get(method));
            }
        }
        return complete;
    }

    /** Each variant is its resource with its own keys laid over. */
    private static Node variants(Node.Members root, Node.Members common, Node.Members variants) {
        Node.Members complete = variants;
        for (Map.Entry<String, Node> field : variants.nodes().entrySet()) {
            if (field.getValue() instanceof Node.Members byWord) {
                Node.Members changed = byWord;
                for (Map.Entry<String, Node> word : byWord.nodes().entrySet()) {
                    Node own = Layers.over(common, word.getValue());
                    if (own instanceof Node.Members variant) {
                        changed = changed.with(word.getKey(), resource(root, variant));
                    }
                }
                complete = complete.with(field.getKey(), changed);
            }
        }
        return complete;
    }

    private static Node.Members inherit(
            Node.Members resource, String key, @org.jspecify.annotations.Nullable Node inherited) {
        if (inherited == null) {
            return resource;
        }
        Node own = resource.nodes().get(key);
        return resource.with(key, own == null ? inherited : Layers.over(inherited, own));
    }
}
