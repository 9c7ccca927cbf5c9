package dev.tributary.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shape as JSON Schema (2020-12), for editors: known keys, their captions and formats. Any value
 * may be null, which deletes an inherited one; what must be given, only the check can say, because
 * a file may inherit it.
 */
public final class ShapeSchema {
    private static final Map<String, Object> NULL = Map.of("type", "null");

    private final Map<Shape.Keys, String> names = new LinkedHashMap<>();
    private final Map<String, Object> definitions = new TreeMap<>();

    private ShapeSchema() {}

    public static Map<String, Object> of(String title, Shape.Keys root) {
        ShapeSchema schemas = new ShapeSchema();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.putAll(schemas.object(root));
        schema.put("$defs", schemas.definitions);
        return schema;
    }

    private Map<String, Object> object(Shape.Keys keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Shape.Key key : keys.keys()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.caption());
            property.put("anyOf", List.of(schema(key.shape()), NULL));
            properties.put(key.name(), property);
        }
        properties.put(Node.REPLACE, Map.of("type", "boolean"));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        object.put("additionalProperties", false);
        return object;
    }

    private Map<String, Object> schema(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text(text);
            case Shape.Flag _ -> Map.of("type", "boolean");
            case Shape.Whole whole -> whole(whole);
            case Shape.Words words -> Map.of("enum", words.words());
            case Shape.Tree _ -> Map.of();
            case Shape.Many many -> list(many);
            case Shape.Table table -> {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "object");
                schema.put(
                        "additionalProperties",
                        Map.of("anyOf", List.of(schema(table.value()), NULL)));
                if (!table.names().isEmpty()) {
                    schema.put("propertyNames", Map.of("enum", table.names()));
                }
                yield schema;
            }
            case Shape.Either either -> {
                List<Object> forms = new ArrayList<>();
                either.shapes().forEach(form -> forms.add(schema(form)));
                yield Map.of("anyOf", forms);
            }
            case Shape.Keys keys -> Map.of("$ref", "#/$defs/" + definition(keys));
        };
    }

    private static Map<String, Object> text(Shape.Text text) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", text.pattern() == null ? List.of("string", "number") : "string");
        if (text.pattern() != null) {
            schema.put("pattern", text.pattern());
        }
        return schema;
    }

    private static Map<String, Object> whole(Shape.Whole whole) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", whole.min());
        schema.put("maximum", whole.max());
        return schema;
    }

    private Map<String, Object> list(Shape.Many many) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", schema(many.item()));
        return schema;
    }

    /** Equal shapes share a definition; different ones of the same name are numbered. */
    private String definition(Shape.Keys keys) {
        String known = names.get(keys);
        if (known != null) {
            return known;
        }
        String base = keys.name().replaceFirst("^an? ", "").replace(' ', '_');
        String name = base;
        for (int i = 2; names.containsValue(name); i++) {
            name = base + "_" + i;
        }
        names.put(keys, name);
        definitions.put(name, object(keys));
        return name;
    }
}
