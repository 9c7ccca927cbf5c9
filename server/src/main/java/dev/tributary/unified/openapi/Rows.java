package dev.tributary.unified.openapi;

import dev.tributary.unified.openapi.Reference.Row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A JSON Schema as lines of a table: one for each member, those of members below them. */
final class Rows {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final int DEPTH_MAX = 6;

    private final List<Row> rows = new ArrayList<>();

    private final boolean asked;

    private Rows(boolean asked) {
        this.asked = asked;
    }

    /**
     * @param asked of what is sent to us, where it counts what must be there
     */
    static List<Row> of(Map<?, ?> schema, boolean asked) {
        Rows rows = new Rows(asked);
        if (members(schema).isEmpty() && item(schema).isEmpty()) {
            rows.rows.add(row("", schema, ""));
        } else {
            rows.members("", schema, 0);
        }
        return rows.rows;
    }

    static Row row(String name, Map<?, ?> schema, String note) {
        Map<?, ?> leaf = leaf(schema);
        return new Row(
                name,
                type(schema),
                note,
                about(schema),
                link(leaf),
                Trees.list(leaf, "enum").stream()
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList());
    }

    static String about(Map<?, ?> schema) {
        List<?> examples = Trees.list(schema, "examples");
        String said = Trees.text(schema, "description");
        return examples.isEmpty()
                ? said
                : (said + (said.isEmpty() ? "" : ", ") + "such as " + examples.getFirst());
    }

    private void members(String below, Map<?, ?> schema, int depth) {
        List<?> required = Trees.list(schema, "required");
        members(schema)
                .forEach(
                        (name, each) -> {
                            Map<?, ?> member = (Map<?, ?>) each;
                            String path = below + name;
                            boolean must = asked && required.contains(name);
                            rows.add(row(path, member, must ? "required" : ""));
                            if (depth < DEPTH_MAX) {
                                below(path, member, depth + 1);
                            }
                        });
        if (below.isEmpty() && members(schema).isEmpty()) {
            below("", schema, 0);
        }
    }

    private void below(String path, Map<?, ?> member, int depth) {
        String under = path;
        Map<?, ?> at = member;
        while (!item(at).isEmpty()) {
            under += "[]";
            at = item(at);
        }
        if (!members(at).isEmpty()) {
            members(under + ".", at, depth);
        } else if (!under.equals(path) && path.isEmpty()) {
            rows.add(row(under, at, ""));
        }
    }

    private static Map<?, ?> members(Map<?, ?> schema) {
        return Trees.map(schema, "properties");
    }

    private static Map<?, ?> item(Map<?, ?> schema) {
        return Trees.map(schema, "items");
    }

    private static Map<?, ?> leaf(Map<?, ?> schema) {
        Map<?, ?> at = schema;
        while (!item(at).isEmpty()) {
            at = item(at);
        }
        for (Object choice : Trees.list(at, "anyOf")) {
            if (choice instanceof Map<?, ?> one && one.containsKey("$ref")) {
                return one;
            }
        }
        return at;
    }

    static String link(Map<?, ?> schema) {
        String ref = Trees.text(schema, "$ref");
        return ref.isEmpty() ? "" : anchor(ref.substring(SCHEMAS.length()));
    }

    static String anchor(String name) {
        return "schema-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }

    static String type(Map<?, ?> schema) {
        if (schema.containsKey("$ref")) {
            return Trees.text(schema, "$ref").substring(SCHEMAS.length());
        }
        if (schema.get("anyOf") instanceof List<?> choices) {
            return choices.stream()
                    .map(choice -> type((Map<?, ?>) choice))
                    .distinct()
                    .collect(Collectors.joining(" or "));
        }
        if (schema.get("x-reference") instanceof String to) {
            return "reference to " + to;
        }
        String type =
                switch (schema.get("type")) {
                    case String text -> text;
                    case List<?> list ->
                            list.stream().map(Object::toString).collect(Collectors.joining(" or "));
                    case null, default -> schema.containsKey("enum") ? "string or null" : "any";
                };
        if (!item(schema).isEmpty()) {
            type = type.replace("array", "list of " + type(item(schema)).replace(" or null", ""));
        } else if (schema.get("additionalProperties") instanceof Map<?, ?> values
                && !values.isEmpty()) {
            type = type.replace("object", "map of " + type(values));
        }
        if (schema.get("format") instanceof String format) {
            type = type.replace("string", format);
        } else if (Trees.text(schema, "pattern").contains("\\.")) {
            type = type.replace("string", "decimal");
        }
        return type + bounds(schema);
    }

    private static String bounds(Map<?, ?> schema) {
        Object min = schema.get("minimum");
        Object max = schema.get("maximum");
        return min == null || max == null ? "" : " %s to %s".formatted(min, max);
    }
}
