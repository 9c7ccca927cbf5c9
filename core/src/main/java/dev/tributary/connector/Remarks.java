package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Origin;
import dev.tributary.document.Problem;
import dev.tributary.mapping.Expression;
import dev.tributary.model.Models;
import dev.tributary.model.ResourceModel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is not wrong in a checked connector, but seldom meant. */
final class Remarks {
    private final Node.Members root;
    private final Models models;
    private final List<Problem> found = new ArrayList<>();

    Remarks(Node.Members root, Models models) {
        this.root = root;
        this.models = models;
    }

    List<Problem> all(Set<String> modelNames) {
        unusedVariables();
        for (String model : modelNames) {
            root.at(model)
                    .members()
                    .forEach(
                            (name, node) ->
                                    models.resource(model, name)
                                            .ifPresent(known -> unfilled(node, known)));
        }
        return found;
    }

    private void unusedVariables() {
        List<String> texts = new ArrayList<>();
        root.nodes()
                .forEach(
                        (key, node) -> {
                            if (!key.equals("auth")) {
                                texts(node, texts);
                            }
                        });
        Set<String> named = Set.of(root.at("webhooks").at("account").text().orElse(""));
        for (Node kind : root.at("auth").members().values()) {
            kind.at("keep")
                    .members()
                    .forEach(
                            (name, node) -> {
                                Pattern use = use(name);
                                if (!named.contains(name)
                                        && texts.stream().noneMatch(t -> use.matcher(t).find())) {
                                    add(node.origin(), "nothing uses the kept variable " + name);
                                }
                            });
        }
    }

    /** In a path, or in an expression. */
    private static Pattern use(String name) {
        String quoted = Pattern.quote(name);
        return Pattern.compile("\\{" + quoted + "}|\\baccount\\.`?" + quoted + "\\b");
    }

    private static void texts(Node node, List<String> texts) {
        switch (node) {
            case Node.Scalar scalar -> scalar.text().ifPresent(texts::add);
            case Node.Items items -> items.nodes().forEach(item -> texts(item, texts));
            case Node.Members members -> members.nodes().values().forEach(one -> texts(one, texts));
        }
    }

    private void unfilled(Node resource, ResourceModel model) {
        Set<String> filled = new HashSet<>();
        boolean known = fills(resource, filled);
        for (Map.Entry<String, Node> field : resource.at(Inherit.VARIANTS).members().entrySet()) {
            filled.add(field.getKey());
            for (Node variant : field.getValue().members().values()) {
                known &= fills(variant, filled);
            }
        }
        List<String> missing =
                model.fields().byName().keySet().stream()
                        .filter(name -> !filled.contains(name))
                        .toList();
        if (known && !missing.isEmpty()) {
            add(resource.origin(), "nothing fills " + String.join(", ", missing));
        }
    }

    /** False when that is not known without a record. */
    private static boolean fills(Node resource, Set<String> filled) {
        for (String path : resource.at("fields").members().keySet()) {
            int dot = path.indexOf('.');
            filled.add(dot < 0 ? path : path.substring(0, dot));
        }
        if (resource.has("discover")) {
            filled.add("custom_fields");
        }
        for (Node block : resource.at("read").members().values()) {
            Map<String, Expression.Output> outputs =
                    block.text().map(Expression::compile).map(Expression::outputs).orElse(Map.of());
            if (outputs.isEmpty()) {
                return false;
            }
            filled.addAll(outputs.keySet());
        }
        return true;
    }

    private void add(Origin origin, String message) {
        found.add(new Problem(origin, message));
    }
}
