package dev.tributary.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds a settled document against a shape and reports everything that does not fit. */
public final class CheckShape {
    private final Report report;

    public CheckShape(Report report) {
        this.report = report;
    }

    public void check(Node node, Shape shape) {
        switch (shape) {
            case Shape.Text text -> text(node, text);
            case Shape.Flag _ -> {
                if (!(node instanceof Node.Scalar scalar && scalar.value() instanceof Boolean)) {
                    expected(node, "true or false");
                }
            }
            case Shape.Whole whole -> whole(node, whole);
            case Shape.Words words -> words(node, words);
            case Shape.Tree tree -> tree(node, tree);
            case Shape.Many many -> {
                if (!(node instanceof Node.Items)) {
                    expected(node, "a list");
                }
                node.items().forEach(item -> check(item, many.item()));
            }
            case Shape.Table table -> table(node, table);
            case Shape.Either either -> either(node, either);
            case Shape.Keys keys -> keys(node, keys);
        }
    }

    private void text(Node node, Shape.Text shape) {
        Optional<String> text = node.text();
        if (text.isEmpty()) {
            expected(node, shape.what());
            return;
        }
        complain(node, shape.rule().complaint(text.get()));
    }

    private void complain(Node node, Optional<Shape.Complaint> found) {
        found.ifPresent(one -> report.at(node, one.offset(), "%s", one.message()));
    }

    private void whole(Node node, Shape.Whole shape) {
        boolean fits =
                node instanceof Node.Scalar scalar
                        && scalar.value() instanceof Long number
                        && number >= shape.min()
                        && number <= shape.max();
        if (!fits) {
            expected(node, "a whole number from %d to %d".formatted(shape.min(), shape.max()));
        }
    }

    private void words(Node node, Shape.Words shape) {
        String text = node.text().orElse("");
        if (!shape.words().contains(text)) {
            report.add(
                    node.origin(),
                    "'%s' is not one of %s%s",
                    text,
                    String.join(", ", shape.words()),
                    Suggest.among(shape.words(), text));
        }
    }

    private void tree(Node node, Shape.Tree shape) {
        switch (node) {
            case Node.Scalar scalar -> {
                if (scalar.value() instanceof String text) {
                    complain(node, shape.rule().complaint(text));
                }
            }
            case Node.Items items -> items.nodes().forEach(item -> tree(item, shape));
            case Node.Members members ->
                    members.nodes().values().forEach(member -> tree(member, shape));
        }
    }

    private void table(Node node, Shape.Table table) {
        if (!(node instanceof Node.Members)) {
            expected(node, table.what());
        }
        node.members()
                .forEach(
                        (name, member) -> {
                            if (!table.names().isEmpty() && !table.names().contains(name)) {
                                report.add(
                                        member.origin(),
                                        "'%s' is not one of %s%s",
                                        name,
                                        String.join(", ", table.names()),
                                        Suggest.among(table.names(), name));
                            }
                            check(member, table.value());
                        });
    }

    private void either(Node node, Shape.Either either) {
        for (Shape shape : either.shapes()) {
            if (takes(shape, node)) {
                check(node, shape);
                return;
            }
        }
        expected(
                node,
                String.join(", or ", either.shapes().stream().map(CheckShape::what).toList()));
    }

    private static boolean takes(Shape shape, Node node) {
        return switch (shape) {
            case Shape.Text _, Shape.Flag _, Shape.Whole _, Shape.Words _ ->
                    node instanceof Node.Scalar;
            case Shape.Tree _ -> true;
            case Shape.Many _ -> node instanceof Node.Items;
            case Shape.Table _, Shape.Keys _ -> node instanceof Node.Members;
            case Shape.Either either -> either.shapes().stream().anyMatch(one -> takes(one, node));
        };
    }

    private static String what(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text.what();
            case Shape.Flag _ -> "true or false";
            case Shape.Whole _ -> "a whole number";
            case Shape.Words words -> "one of " + String.join(", ", words.words());
            case Shape.Tree tree -> tree.what();
            case Shape.Many _ -> "a list";
            case Shape.Table table -> table.what();
            case Shape.Either _ -> "one of several forms";
            case Shape.Keys keys -> keys.name();
        };
    }

    private void keys(Node node, Shape.Keys shape) {
        if (!(node instanceof Node.Members)) {
            expected(node, shape.name());
            return;
        }
        List<String> known = shape.keys().stream().map(Shape.Key::name).toList();
        for (Map.Entry<String, Node> member : node.members().entrySet()) {
            String name = member.getKey();
            shape.key(name)
                    .ifPresentOrElse(
                            key -> check(member.getValue(), key.shape()),
                            () -> unknown(member.getValue(), name, shape, known));
        }
        for (Set<String> choice : shape.choices()) {
            List<String> given = known.stream().filter(choice::contains).filter(node::has).toList();
            if (given.size() > 1) {
                report.add(
                        node.at(given.getLast()).origin(),
                        "%s takes only one of %s (null drops an inherited one)",
                        shape.name(),
                        String.join(", ", given));
            }
        }
        for (Set<String> needed : shape.required()) {
            if (needed.stream().noneMatch(node::has)) {
                List<String> inOrder = known.stream().filter(needed::contains).toList();
                report.add(
                        node.origin(), "%s needs %s", shape.name(), String.join(" or ", inOrder));
            }
        }
    }

    private void unknown(Node node, String name, Shape.Keys shape, List<String> known) {
        String suggestion = Suggest.among(known, name);
        report.add(
                node.origin(),
                "%s has no key '%s'%s",
                shape.name(),
                name,
                suggestion.isEmpty() ? "; it has " + String.join(", ", known) : suggestion);
    }

    private void expected(Node node, String what) {
        String got =
                switch (node) {
                    case Node.Scalar scalar ->
                            scalar.value() == null ? "nothing" : "'" + scalar.value() + "'";
                    case Node.Items _ -> "a list";
                    case Node.Members _ -> "an object";
                };
        report.add(node.origin(), "expected %s, got %s", what, got);
    }
}
