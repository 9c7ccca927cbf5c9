package dev.tributary.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A resource as JSON Schema (2020-12), for API documents and for tools of agents. */
public final class ResourceSchema {
    private static final Object TEXT = List.of("string", "null");

    private final boolean writing;
    private final Predicate<String> has;

    private ResourceSchema(boolean writing, Predicate<String> has) {
        this.writing = writing;
        this.has = has;
    }

    /** A record as it is read: a field without a value is null or left out. */
    public static Map<String, Object> ofRecord(ResourceModel resource) {
        return titled(resource, new ResourceSchema(false, path -> true));
    }

    /** The same with those fields only that are at, above or below one of the dotted paths. */
    public static Map<String, Object> ofRecord(ResourceModel resource, Set<String> paths) {
        return titled(resource, new ResourceSchema(false, near(paths)));
    }

    /** The fields that a write may carry; null clears. */
    public static Map<String, Object> ofWrite(ResourceModel resource) {
        return titled(resource, new ResourceSchema(true, path -> true));
    }

    /** The same with those fields only that are at, above or below one of the dotted paths. */
    public static Map<String, Object> ofWrite(ResourceModel resource, Set<String> paths) {
        return titled(resource, new ResourceSchema(true, near(paths)));
    }

    private static Predicate<String> near(Set<String> paths) {
        return path ->
                paths.stream()
                        .anyMatch(
                                one ->
                                        one.equals(path)
                                                || one.startsWith(path + ".")
                                                || path.startsWith(one + "."));
    }

    private static Map<String, Object> titled(ResourceModel resource, ResourceSchema schemas) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", resource.title());
        schema.put("description", resource.caption());
        schema.putAll(schemas.group("", resource.fields()));
        schema.put("type", "object");
        return schema;
    }

    private Map<String, Object> group(String below, Fields fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : fields.all()) {
            String path = below + field.name();
            if (writing && field.readOnly() || !has.test(path)) {
                continue;
            }
            Map<String, Object> schema = new LinkedHashMap<>(type(path, field.type()));
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

    private Map<String, Object> type(String path, FieldType type) {
        return switch (type) {
            case FieldType.Plain plain -> plain(plain);
            case FieldType.Choice choice -> {
                List<Object> words = new ArrayList<>(choice.words());
                words.add(null);
                yield Map.of("enum", words);
            }
            case FieldType.Reference reference -> {
                Map<String, Object> schema = group(path + ".", reference.group().fields());
                schema.put("x-reference", reference.resource());
                yield schema;
            }
            case FieldType.Group group -> group(path + ".", group.fields());
            case FieldType.Many many -> {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", List.of("array", "null"));
                schema.put("items", type(path, many.item()));
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
