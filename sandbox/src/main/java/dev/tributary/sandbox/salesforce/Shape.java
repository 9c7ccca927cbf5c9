package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a row is shown: its fields, those of records that it refers to, and its children. */
final class Shape {
    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** One entry of a shown row. */
    private sealed interface Part {
        record Value(Field field) implements Part {}

        record Parent(Field reference, Shape shape) implements Part {}

        record Children(Kids kids) implements Part {}
    }

    /** Shows the children of a row. */
    @FunctionalInterface
    interface Kids {
        @Nullable Object of(SObject parent, String version);
    }

    void add(Reach reach) {
        Shape at = this;
        for (Field hop : reach.hops()) {
            Part part =
                    at.parts.computeIfAbsent(
                            hop.relationship(), unseen -> new Part.Parent(hop, new Shape()));
            if (!(part instanceof Part.Parent parent)) {
                throw new IllegalStateException(hop.relationship() + " is a relationship");
            }
            at = parent.shape();
        }
        at.parts.put(reach.field().name(), new Part.Value(reach.field()));
    }

    void add(String relationship, Kids kids) {
        parts.put(relationship, new Part.Children(kids));
    }

    static Shape of(List<Field> fields) {
        Shape shape = new Shape();
        fields.forEach(field -> shape.add(new Reach(List.of(), field)));
        return shape;
    }

    Map<String, @Nullable Object> show(SObject row, Rows rows, String version) {
        Json.Fields shown =
                Json.of(
                        "attributes",
                        Json.of("type", row.type())
                                .and(
                                        "url",
                                        "/services/data/%s/sobjects/%s/%s"
                                                .formatted(version, row.type(), row.id())));
        parts.forEach(
                (name, part) ->
                        shown.and(
                                name,
                                switch (part) {
                                    case Part.Value value ->
                                            Values.json(
                                                    value.field(), row.get(value.field().name()));
                                    case Part.Parent parent -> {
                                        SObject up = rows.referred(parent.reference(), row);
                                        yield up == null
                                                ? null
                                                : parent.shape().show(up, rows, version);
                                    }
                                    case Part.Children children -> children.kids().of(row, version);
                                }));
        return shown;
    }
}
