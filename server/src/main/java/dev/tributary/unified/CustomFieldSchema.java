package dev.tributary.unified;

import dev.tributary.connector.DescribedField;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a customer's own field can hold, by the type that its provider tells. */
final class CustomFieldSchema {
    private CustomFieldSchema() {}

    /**
     * @param writing what may be sent; else what comes, where an old choice may still stand
     */
    static Map<String, Object> of(DescribedField field, boolean writing) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (field.type()) {
            case "number", "integer" ->
                    schema.put(
                            "type",
                            writing
                                    ? List.of("number", "string", "null")
                                    : List.of("number", "null"));
            case "boolean" -> schema.put("type", List.of("boolean", "null"));
            case "date" -> text(schema, "date");
            case "datetime" -> text(schema, "date-time");
            case "enum" -> {
                schema.put("type", List.of("string", "null"));
                if (writing && !field.options().isEmpty()) {
                    schema.put("enum", AccountSchemas.values(field));
                }
            }
            case "list" -> {
                schema.put("type", List.of("array", "null"));
                schema.put("items", word(field, writing));
            }
            case "money" -> {
                schema.put("type", List.of("object", "null"));
                schema.put(
                        "properties",
                        Map.of(
                                "value", Map.of("type", List.of("number", "null")),
                                "currency", Map.of("type", List.of("string", "null"))));
            }
            case "object" -> schema.put("type", List.of("object", "null"));
            default -> schema.put("type", List.of("string", "null"));
        }
        if (field.readOnly()) {
            schema.put("readOnly", true);
        }
        return schema;
    }

    private static Map<String, Object> word(DescribedField field, boolean writing) {
        Map<String, Object> word = new LinkedHashMap<>();
        word.put("type", "string");
        if (writing && !field.options().isEmpty()) {
            word.put("enum", field.options().stream().map(DescribedField.Option::value).toList());
        }
        return word;
    }

    private static void text(Map<String, Object> schema, String format) {
        schema.put("type", List.of("string", "null"));
        schema.put("format", format);
    }
}
