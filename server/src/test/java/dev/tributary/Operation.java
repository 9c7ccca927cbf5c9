package dev.tributary;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of the API's document.
 *
 * @param scope what its key needs; {@code admin_key} for the admin's; empty: nobody asks
 */
record Operation(String method, String path, String scope, Map<?, ?> tree, Map<?, ?> document) {
    static final String ADMIN = "admin_key";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** What a request for an operation is to name. */
    @FunctionalInterface
    interface Names {
        /** The value of a variable, parameter or member; empty: it is none that this one knows. */
        Optional<Object> value(Operation operation, String name);
    }

    /** A request for an operation. */
    record Filled(String path, Object body) {}

    static Operation of(String method, String path, Map<?, ?> tree, Map<?, ?> document) {
        String scope = "";
        if (tree.get("security") instanceof List<?> list && !list.isEmpty()) {
            Map<?, ?> first = (Map<?, ?>) list.getFirst();
            scope =
                    first.containsKey(ADMIN)
                            ? ADMIN
                            : ((List<?>) first.values().iterator().next()).getFirst().toString();
        }
        return new Operation(method.toUpperCase(Locale.ROOT), path, scope, tree, document);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    boolean reads() {
        return method.equals("GET");
    }

    boolean open() {
        return scope.isEmpty();
    }

    /**
     * @throws AssertionError for a variable that {@code names} does not know
     */
    Filled filled(Names names) {
        Matcher variables = VARIABLE.matcher(path);
        StringBuilder full = new StringBuilder();
        while (variables.find()) {
            variables.appendReplacement(
                    full, Matcher.quoteReplacement(encode(required(names, variables.group(1)))));
        }
        variables.appendTail(full);
        char mark = '?';
        for (Object each : list(tree, "parameters")) {
            Map<?, ?> parameter = resolved((Map<?, ?>) each);
            if (!"query".equals(parameter.get("in"))) {
                continue;
            }
            String name = parameter.get("name").toString();
            Optional<Object> value =
                    Boolean.TRUE.equals(parameter.get("required"))
                            ? Optional.of(required(names, name))
                            : names.value(this, name);
            if (value.isPresent()) {
                full.append(mark).append(name).append('=').append(encode(value.get()));
                mark = '&';
            }
        }
        return new Filled(full.toString(), body(names));
    }

    private Object required(Names names, String name) {
        return names.value(this, name)
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "%s has the variable '%s': tell Tenant what that is"
                                                .formatted(this, name)));
    }

    private Object body(Names names) {
        if (!(tree.get("requestBody") instanceof Map<?, ?> asked)) {
            return null;
        }
        Optional<Object> whole = names.value(this, "");
        Map<?, ?> json = (Map<?, ?>) ((Map<?, ?>) asked.get("content")).get("application/json");
        return whole.orElseGet(
                () -> json == null ? Map.of() : value(names, "", (Map<?, ?>) json.get("schema")));
    }

    private Object value(Names names, String name, Map<?, ?> given) {
        Map<?, ?> schema = resolved(given);
        Object type = schema.get("type") instanceof List<?> l ? l.getFirst() : schema.get("type");
        if (schema.get("enum") instanceof List<?> words) {
            return words.getFirst();
        }
        if (schema.get("examples") instanceof List<?> examples && !"object".equals(type)) {
            return examples.getFirst();
        }
        return switch (String.valueOf(type)) {
            case "object" -> object(names, schema);
            case "array" -> List.of(value(names, name, (Map<?, ?>) schema.get("items")));
            case "integer" -> 1;
            case "boolean" -> false;
            case "string" -> "date-time".equals(schema.get("format")) ? soon() : "x";
            default -> Map.of();
        };
    }

    private static String soon() {
        return Clock.systemUTC().instant().plus(Duration.ofDays(1)).toString();
    }

    private Map<String, Object> object(Names names, Map<?, ?> schema) {
        Map<String, Object> object = new LinkedHashMap<>();
        Map<?, ?> members = schema.get("properties") instanceof Map<?, ?> some ? some : Map.of();
        members.forEach(
                (key, member) -> {
                    String name = key.toString();
                    boolean id = name.endsWith("_id") || name.equals("id");
                    Optional<Object> value = names.value(this, name);
                    if (value.isPresent()) {
                        object.put(name, value.get());
                    } else if (list(schema, "required").contains(name)) {
                        if (id) {
                            required(names, name);
                        }
                        object.put(name, value(names, name, (Map<?, ?>) member));
                    }
                });
        return object;
    }

    private Map<?, ?> resolved(Map<?, ?> schema) {
        if (!(schema.get("$ref") instanceof String ref)) {
            return schema;
        }
        Map<?, ?> at = document;
        for (String step : ref.substring(2).split("/")) {
            at = (Map<?, ?>) at.get(step);
        }
        return at;
    }

    private static List<?> list(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof List<?> list ? list : new ArrayList<>();
    }

    private static String encode(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
