package dev.tributary.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A resource as JSON Schema (2020-12), for API documents and for tools of agents. */
public final class ResourceSchema {
    private static final Object TEXT = List.of("string", "null");

    private ResourceSchema() {}

    /** A record as it is read: a field without a value is null or left out. */
    public static Map<String, Object> ofRecord(ResourceModel resource) {
        return titled(resource, group(resource.fields(), false));
    }

    /** The fields that a write may carry; null clears. */
    public static Map<String, Object> ofWrite(ResourceModel resource) {
        return titled(resource, group(resource.fields(), true));
    }

    private static Map<String, Object> titled(ResourceModel resource, Map<String, Object> group) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", resource.title());
        schema.put("description", resource.caption());
        schema.putAll(group);
        schema.put("type", "object");
        return schema;
    }

    private static Map<String, Object> group(Fields fields, boolean writing) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : fields.all()) {
            if (writing && field.readOnly()) {
                continue;
            }
            Map<String, Object> schema = new LinkedHashMap<>(type(field.type(), writing));
            if (!field.caption().isEmpty()) {
                schema.put("description", field.caption());
            }
            if (field.readOnly()) {
                schema.put("readOnly", true);
            }
            if (field.required() && !writing) {
                required.add(field.name());
                schema.put("type", "string");
            }
            properties.put(field.name(), schema);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> type(FieldType type, boolean writing) {
        return switch (type) {
            case FieldType.Plain plain -> plain(plain);
            case FieldType.Choice choice -> {
                List<Object> words = new ArrayList<>(choice.words());
                words.add(null);
                yield Map.of("enum", words);
            }
            case FieldType.Reference reference -> {
                Map<String, Object> schema = group(reference.group().fields(), writing);
                schema.put("x-reference", reference.resource());
                yield schema;
            }
            case FieldType.Group group -> group(group.fields(), writing);
            case FieldType.Many many -> {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", List.of("array", "null"));
                schema.put("items", type(many.item(), writing));
                yield schema;
            }
        };
    }

    private static Map<String, Object> plain(FieldType.Plain plain) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (plain) {
            case STRING, TEXT -> schema.put("type", TEXT);
            case INTEGER -> schema.put("type", List.of("integer", "null"));
            case NUMBER -> schema.put("type", List.of("number", "null"));
            case BOOLEAN -> schema.put("type", List.of("boolean", "null"));
            case DATE -> {
                schema.put("type", TEXT);
                schema.put("format", "date");
            }
            case DATETIME -> {
                schema.put("type", TEXT);
                schema.put("format", "date-time");
            }
            case DECIMAL -> {
                schema.put("type", TEXT);
                schema.put("pattern", "^-?[0-9]+(\\.[0-9]+)?$");
            }
            case MAP -> schema.put("type", List.of("object", "null"));
        }
        return schema;
    }
}
