package dev.tributary.connector;

import dev.tributary.document.Layers;
import dev.tributary.document.Node;
import dev.tributary.model.Models;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A resource with what it has from its connector: methods and whatever else it can have. */
record Inherit(Node.Members root, Models models) {
    static final String VARIANTS = "variants";
    private static final String INHERITS_NOT = "false";
    private static final String ROWS = "rows";
    private static final String FIELDS = "fields";
    private static final String FILTERS = "filters";
    private static final String SORTS = "sorts";

    /** Takes composed layers, gives a settled root whose resources are complete. */
    static Node.Members into(Node.Members root, Models models, Iterable<String> names) {
        Inherit inherit = new Inherit(root, models);
        Node.Members complete = root;
        for (String model : names) {
            if (root.nodes().get(model) instanceof Node.Members resources) {
                Node.Members changed = resources;
                for (Map.Entry<String, Node> entry : resources.nodes().entrySet()) {
                    if (entry.getValue() instanceof Node.Members resource) {
                        ResourceModel known = models.resource(model, entry.getKey()).orElse(null);
                        changed = changed.with(entry.getKey(), inherit.resource(resource, known));
                    }
                }
                complete = complete.with(model, changed);
            }
        }
        return (Node.Members) Layers.settle(complete);
    }

    private Node resource(Node.Members resource, @Nullable ResourceModel model) {
        Node.Members complete = byName(resource);
        if (resource.nodes().get(VARIANTS) instanceof Node.Members variants) {
            complete =
                    complete.with(VARIANTS, variants(complete.without(VARIANTS), variants, model));
        }
        if (INHERITS_NOT.equals(resource.at("inherits").text().orElse(""))) {
            return complete;
        }
        if (model != null) {
            for (String key : List.of(FIELDS, FILTERS, SORTS)) {
                complete = inherit(complete, key, having(byName(root).nodes().get(key), model));
            }
        }
        for (String key :
                List.of("changed", "select", "clear", "text_only", "operators", "discover")) {
            complete = inherit(complete, key, root.nodes().get(key));
        }
        Node only = resource.at("only");
        for (String method : Language.INHERITED) {
            if (!only.isPresent() || only.texts().contains(method)) {
                complete = inherit(complete, method, root.at("methods").members().get(method));
            }
        }
        return withRows(complete, root.nodes().get(ROWS));
    }

    /** With lists of filters and sorts as tables, so that layers add to them. */
    private static Node.Members byName(Node.Members resource) {
        Node.Members named = resource;
        for (String key : List.of(FILTERS, SORTS)) {
            if (resource.nodes().get(key) instanceof Node.Items list) {
                Map<String, Node> table = new LinkedHashMap<>();
                list.nodes().forEach(item -> item.text().ifPresent(name -> table.put(name, item)));
                named = named.with(key, new Node.Members(list.origin(), table, false));
            }
        }
        return named;
    }

    /** Of what all resources have in common, what this one's model knows. */
    private static @Nullable Node having(@Nullable Node common, ResourceModel model) {
        if (!(common instanceof Node.Members members)) {
            return null;
        }
        Node.Members known = members;
        for (String field : members.nodes().keySet()) {
            known = model.fields().typeAt(field) == null ? known.without(field) : known;
        }
        return known;
    }

    /** What the connector says of the answers to batch writes holds for each of them. */
    private static Node.Members withRows(Node.Members resource, @Nullable Node rows) {
        Node.Members complete = resource;
        for (String name : Language.BATCH_WRITES) {
            if (rows != null
                    && resource.nodes().get(name) instanceof Node.Members method
                    && !method.nodes().containsKey(ROWS)) {
                complete = complete.with(name, method.with(ROWS, rows));
            }
        }
        return complete;
    }

    /** Each variant is its resource with its own keys laid over. */
    private Node variants(
            Node.Members common, Node.Members variants, @Nullable ResourceModel model) {
        Node.Members complete = variants;
        for (Map.Entry<String, Node> field : variants.nodes().entrySet()) {
            if (field.getValue() instanceof Node.Members byWord) {
                Node.Members changed = byWord;
                for (Map.Entry<String, Node> word : byWord.nodes().entrySet()) {
                    if (word.getValue() instanceof Node.Members own
                            && Layers.over(common, byName(own)) instanceof Node.Members variant) {
                        changed = changed.with(word.getKey(), resource(variant, model));
                    }
                }
                complete = complete.with(field.getKey(), changed);
            }
        }
        return complete;
    }

    private static Node.Members inherit(
            Node.Members resource, String key, @Nullable Node inherited) {
        if (inherited == null) {
            return resource;
        }
        Node own = resource.nodes().get(key);
        return resource.with(key, own == null ? inherited : Layers.over(inherited, own));
    }
}
