package dev.tributary.sandbox.hubspot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads object-types.json: what the provider's own types are made of. */
final class StandardTypes {
    private StandardTypes() {}

    static Map<String, ObjectType> read() {
        Map<String, ObjectType> types = new LinkedHashMap<>();
        Body file = Body.parse(resource("object-types.json"));
        for (String plural : file.fields().keySet()) {
            types.put(plural, type(plural, file.object(plural).orElseThrow()));
        }
        return types;
    }

    static byte[] resource(String name) {
        try (InputStream in = StandardTypes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectType type(String plural, Body told) {
        List<Property> properties = new ArrayList<>();
        Body specs = told.object("properties").orElseThrow();
        for (String name : specs.fields().keySet()) {
            properties.add(property(name, specs.requiredText(name)));
        }
        return new ObjectType(
                plural,
                told.requiredText("singular"),
                told.requiredText("id"),
                told.requiredText("created"),
                told.requiredText("modified"),
                scopes(plural, told),
                told.texts("defaults"),
                told.texts("required"),
                told.text("required_link"),
                told.object("stages")
                        .map(
                                stages ->
                                        new ObjectType.Stages(
                                                stages.requiredText("pipeline"),
                                                stages.requiredText("stage"),
                                                stages.flag("at_first").orElse(false))),
                told.text("primary_company"),
                initial(told),
                List.of(),
                properties);
    }

    private static ObjectType.Scopes scopes(String plural, Body told) {
        ObjectType.Scopes usual = ObjectType.Scopes.of(told.text("scopes_of").orElse(plural));
        return new ObjectType.Scopes(
                told.has("read") ? told.texts("read") : usual.read(),
                told.has("write") ? told.texts("write") : usual.write(),
                told.has("schema_read") ? told.texts("schema_read") : usual.readSchema(),
                told.has("schema_write") ? told.texts("schema_write") : usual.writeSchema());
    }

    private static Map<String, String> initial(Body told) {
        Map<String, String> initial = new LinkedHashMap<>();
        Optional<Body> values = told.object("initial");
        values.ifPresent(
                body ->
                        body.fields()
                                .keySet()
                                .forEach(name -> initial.put(name, body.requiredText(name))));
        return initial;
    }

    /** Reads a kind, "choice A=Label|B" with its options, and the words unique and maintained. */
    private static Property property(String name, String spec) {
        int space = spec.indexOf(' ');
        String kind = space < 0 ? spec : spec.substring(0, space);
        String rest = space < 0 ? "" : spec.substring(space + 1);
        Set<String> marks = Set.of(rest.split(" "));
        Property property =
                switch (kind) {
                    case "text" -> defined(name, Property.Type.STRING, "text");
                    case "number" -> defined(name, Property.Type.NUMBER, "number");
                    case "bool" -> defined(name, Property.Type.BOOL, "booleancheckbox");
                    case "date" -> defined(name, Property.Type.DATE, "date");
                    case "datetime" -> defined(name, Property.Type.DATETIME, "date");
                    case "owner" -> defined(name, Property.Type.ENUMERATION, "select");
                    case "choice" -> choice(name, "select", rest);
                    case "choices" -> choice(name, "checkbox", rest);
                    default -> throw new IllegalStateException(name + " is of no kind: " + spec);
                };
        if (kind.startsWith("choice")) {
            return property;
        }
        property = marks.contains("unique") ? property.asUnique() : property;
        return marks.contains("maintained") ? property.asMaintained() : property;
    }

    private static Property defined(String name, Property.Type type, String fieldType) {
        return Property.defined(name, type, fieldType, List.of());
    }

    private static Property choice(String name, String fieldType, String options) {
        return Property.defined(
                name,
                Property.Type.ENUMERATION,
                fieldType,
                options.isEmpty()
                        ? List.of()
                        : Arrays.stream(options.split("\\|")).map(StandardTypes::option).toList());
    }

    private static Property.Option option(String text) {
        String[] parts = text.split("=", 2);
        return new Property.Option(parts[0], parts.length > 1 ? parts[1] : parts[0]);
    }
}
