package dev.tributary.connector;

import dev.tributary.document.Layers;
import dev.tributary.document.Node;

import java.util.List;
import java.util.Map;

/** A resource with what it has from its connector: methods and whatever else it can have. */
final class Inherit {
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
        for (String key : List.of("select", "clear", "discover")) {
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

    private static Node.Members inherit(
            Node.Members resource, String key, @org.jspecify.annotations.Nullable Node inherited) {
        if (inherited == null) {
            return resource;
        }
        Node own = resource.nodes().get(key);
        return resource.with(key, own == null ? inherited : Layers.over(inherited, own));
    }
}
