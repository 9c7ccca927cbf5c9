package dev.tributary.unified.openapi;

import dev.tributary.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How an operation is called from a shell; what is different for everybody is a variable. */
final class Curl {
    private static final int MEMBERS_SHOWN = 3;

    private final Map<?, ?> components;
    private final String url;

    Curl(Map<?, ?> components, String url) {
        this.components = components;
        this.url = url;
    }

    String of(String method, String path, Map<?, ?> operation) {
        StringBuilder line = new StringBuilder("curl");
        if (!method.equals("get")) {
            line.append(" -X ").append(method.toUpperCase(Locale.ROOT));
        }
        line.append(" \"").append(url).append(filled(path)).append(query(operation)).append('"');
        List<?> security = Trees.list(operation, "security");
        if (!security.isEmpty()) {
            boolean admin = ((Map<?, ?>) security.getFirst()).containsKey(Operation.ADMIN);
            line.append(" \\\n  -H \"Authorization: Bearer $")
                    .append(admin ? "ADMIN_KEY" : "KEY")
                    .append('"');
        }
        Map<?, ?> json =
                Trees.map(
                        Trees.map(Trees.map(operation, "requestBody"), "content"),
                        "application/json");
        if (!json.isEmpty()) {
            Object sample = sample(Trees.map(json, "schema"), 0);
            line.append(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '")
                    .append(Json.text(sample == null ? Map.of() : sample))
                    .append('\'');
        }
        return line.toString();
    }

    private static String filled(String path) {
        StringBuilder filled = new StringBuilder();
        for (String part : path.split("(?=\\{)|(?<=})")) {
            filled.append(part.startsWith("{") ? variable(part.replaceAll("[{}]", "")) : part);
        }
        return filled.toString();
    }

    private static String query(Map<?, ?> operation) {
        List<String> pairs = new ArrayList<>();
        for (Object each : Trees.list(operation, "parameters")) {
            Map<?, ?> parameter = (Map<?, ?>) each;
            if ("query".equals(parameter.get("in"))
                    && Boolean.TRUE.equals(parameter.get("required"))) {
                String name = Trees.text(parameter, "name");
                List<?> examples = Trees.list(Trees.map(parameter, "schema"), "examples");
                pairs.add(name + "=" + (examples.isEmpty() ? variable(name) : examples.getFirst()));
            }
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String variable(String name) {
        return name.equals("integrated_account_id") || name.equals("account")
                ? "$ACCOUNT"
                : "$" + name.toUpperCase(Locale.ROOT);
    }

    private @Nullable Object sample(Map<?, ?> schemaOrRef, int depth) {
        Map<?, ?> schema = schemaOrRef;
        if (schema.get("$ref") instanceof String ref) {
            String name = ref.substring(ref.lastIndexOf('/') + 1);
            schema = Trees.map(Trees.map(components, "schemas"), name);
        }
        List<?> examples = Trees.list(schema, "examples");
        if (!examples.isEmpty()) {
            return examples.getFirst();
        }
        List<?> words = Trees.list(schema, "enum");
        if (!words.isEmpty()) {
            return words.getFirst();
        }
        String type = Rows.type(schema).replace(" or null", "");
        if (schema.containsKey("properties") && depth < MEMBERS_SHOWN) {
            return object(schema, depth);
        }
        if (!Trees.map(schema, "items").isEmpty()) {
            Object item = sample(Trees.map(schema, "items"), depth + 1);
            return item == null ? List.of() : List.of(item);
        }
        return switch (type) {
            case "integer", "number" -> 1;
            case "boolean" -> true;
            case "date" -> "2017-03-31";
            case "date-time" -> "2017-03-31T12:00:00Z";
            case "decimal" -> "1250.00";
            case "string" -> "…";
            default -> Map.of();
        };
    }

    /** What must be there; where nothing must, the first few members. */
    private Map<String, @Nullable Object> object(Map<?, ?> schema, int depth) {
        List<?> required = Trees.list(schema, "required");
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        Trees.map(schema, "properties")
                .forEach(
                        (name, member) -> {
                            boolean wanted =
                                    required.isEmpty()
                                            ? object.size() < MEMBERS_SHOWN
                                            : required.contains(name);
                            if (wanted) {
                                object.put(name.toString(), sample((Map<?, ?>) member, depth + 1));
                            }
                        });
        return object;
    }
}
