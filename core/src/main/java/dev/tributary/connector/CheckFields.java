package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Origin;
import dev.tributary.document.Report;
import dev.tributary.document.Suggest;
import dev.tributary.mapping.AddedField;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.InvalidExpression;
import dev.tributary.model.FieldType;
import dev.tributary.model.ResourceModel;

import java.util.Collection;
import java.util.Map;

/** Whether what a resource reads are fields of its model, or such as an override may add. */
record CheckFields(ResourceModel model, Report report) {
    void table(Node fields) {
        Collection<String> names = model.fields().byName().keySet();
        boolean id = false;
        for (Map.Entry<String, Node> field : fields.members().entrySet()) {
            String path = field.getKey();
            id |= path.equals("id");
            FieldType type = model.fields().typeAt(path);
            Node node = field.getValue();
            if (type == null && !adds(node, path, model)) {
                report.add(
                        node.origin(),
                        "%s has no field '%s'%s",
                        model.path(),
                        path,
                        Suggest.among(names, path));
            } else if (type instanceof FieldType.Choice choice) {
                node.at("values")
                        .members()
                        .values()
                        .forEach(word -> word.text().ifPresent(text -> word(word, text, choice)));
            }
        }
        if (!id && fields.isPresent()) {
            report.add(fields.origin(), "fields needs id: it names the record");
        }
    }

    /** Fields that a read block makes, where that can be told without running it. */
    void outputs(Node block) {
        Map<String, Expression.Output> outputs;
        try {
            outputs =
                    block.text().map(Expression::compile).map(Expression::outputs).orElse(Map.of());
        } catch (InvalidExpression malformed) {
            return; // the shape check has said so
        }
        outputs.forEach(
                (name, output) -> {
                    if (model.fields().get(name) == null && !adds(block, name, model)) {
                        report.at(
                                block,
                                output.start(),
                                "read makes '%s', which %s does not have%s",
                                name,
                                model.path(),
                                Suggest.among(model.fields().byName().keySet(), name));
                    }
                });
    }

    /** An override may add fields that the model does not have; the connector's files may not. */
    static boolean adds(Node node, String path, ResourceModel model) {
        Origin origin = node.origin();
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        return origin.line() == 0
                && !origin.layer().isEmpty()
                && model.fields().get(name) == null
                && AddedField.canBe(name);
    }

    private void word(Node node, String text, FieldType.Choice choice) {
        if (!choice.words().contains(text)) {
            report.add(
                    node.origin(),
                    "'%s' is not one of %s%s",
                    text,
                    String.join(", ", choice.words()),
                    Suggest.among(choice.words(), text));
        }
    }
}
