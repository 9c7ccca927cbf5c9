package dev.tributary.model;

import dev.tributary.document.Node;
import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Key;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The few keys of model files. */
final class ModelLanguage {
    private static final List<String> WORDS =
            java.util.Arrays.stream(FieldType.Plain.values()).map(FieldType.Plain::word).toList();
    private static final Shape.Text ANY = text("text");

    static final Shape.Keys RESOURCE =
            new Shape.Keys(
                    "a resource",
                    List.of(
                            new Key("title", "one record's name, such as Contact", ANY),
                            new Key("about", "what it is, in a sentence", ANY),
                            new Key("fields", "name to type", new Shape.Table("fields", field(4)))),
                    List.of(),
                    List.of(Set.of("title"), Set.of("fields")));

    private ModelLanguage() {}

    private static Shape.Text text(String what) {
        return new Shape.Text(what, null, text -> Optional.empty());
    }

    /** Types nest as deep as {@code depth} says. */
    private static Shape field(int depth) {
        Shape word = new Shape.Words(WORDS);
        if (depth == 0) {
            return word;
        }
        Shape below = field(depth - 1);
        List<Key> keys =
                List.of(
                        new Key("type", "a plain type", word),
                        new Key("enum", "one of these words", new Shape.Many(ANY)),
                        new Key("reference", "{id, name} of a record of this resource", ANY),
                        new Key("object", "an object of fields", new Shape.Table("fields", below)),
                        new Key("array", "a list of this type", below),
                        new Key("read_only", "set by the provider alone", new Shape.Flag()),
                        new Key("required", "always there", new Shape.Flag()),
                        new Key("about", "one line for API documents", ANY));
        Set<String> types = Set.of("type", "enum", "reference", "object", "array");
        return new Shape.Either(
                List.of(word, new Shape.Keys("a field", keys, List.of(types), List.of(types))));
    }

    /** Of a checked document. */
    static Fields fields(Node node) {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, Node> entry : node.members().entrySet()) {
            Node field = entry.getValue();
            fields.add(
                    new Field(
                            entry.getKey(),
                            type(field),
                            field.at("read_only").isTrue(),
                            field.at("required").isTrue(),
                            field.at("about").text().orElse("")));
        }
        return Fields.of(fields);
    }

    private static FieldType type(Node node) {
        if (node instanceof Node.Scalar) {
            return plain(node.text().orElse(""));
        }
        if (node.has("enum")) {
            return new FieldType.Choice(node.at("enum").texts());
        }
        if (node.has("reference")) {
            return reference(node.at("reference").text().orElse(""));
        }
        if (node.has("object")) {
            return new FieldType.Group(fields(node.at("object")));
        }
        if (node.has("array")) {
            return new FieldType.Many(type(node.at("array")));
        }
        return plain(node.at("type").text().orElse(""));
    }

    private static FieldType reference(String resource) {
        Field id = new Field("id", FieldType.Plain.STRING, false, true, "its id");
        Field name = new Field("name", FieldType.Plain.STRING, true, false, "its name, if known");
        return new FieldType.Reference(resource, new FieldType.Group(Fields.of(List.of(id, name))));
    }

    private static FieldType plain(String word) {
        return FieldType.Plain.values()[WORDS.indexOf(word)];
    }
}
