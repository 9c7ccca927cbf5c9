package dev.tributary.tool;

import dev.tributary.Json;
import dev.tributary.connector.Method;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A method call as a request to the unified API. A method that has no place of its own there is a
 * custom method: {@code POST /unified/crm/contacts:merge}.
 *
 * @param arguments {@code id}, {@code filters}, {@code remote_query}; {@code body}, or for a custom
 *     method what stands in it, such as {@code records}; all others are query parameters
 */
record UnifiedRequest(String resource, String method, Map<String, @Nullable Object> arguments) {
    private static final Set<String> NOT_PARAMETERS =
            Set.of("id", "body", "filters", "remote_query");

    /** What custom methods take in their body. */
    private static final List<String> IN_BODY = List.of("records", "record", "ids", "match");

    private static final byte[] NOTHING = new byte[0];

    UnifiedRequest with(String name, Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(arguments);
        more.put(name, value);
        return new UnifiedRequest(resource, method, more);
    }

    boolean lists() {
        return switch (method) {
            case Method.LIST, Method.SEARCH, Method.DELETED -> true;
            default -> false;
        };
    }

    String verb() {
        return switch (method) {
            case Method.LIST, Method.SEARCH, Method.DELETED, Method.GET -> "GET";
            case Method.UPDATE -> "PATCH";
            case Method.DELETE -> "DELETE";
            default -> "POST";
        };
    }

    byte[] content() {
        Object body = arguments.get("body");
        if (body != null || !isCustom()) {
            return body == null ? NOTHING : Json.bytes(body);
        }
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        for (String name : IN_BODY) {
            if (arguments.get(name) != null) {
                made.put(name, arguments.get(name));
            }
        }
        return Json.bytes(made);
    }

    private boolean isCustom() {
        return switch (method) {
            case Method.LIST,
                    Method.SEARCH,
                    Method.DELETED,
                    Method.GET,
                    Method.CREATE,
                    Method.UPDATE,
                    Method.DELETE ->
                    false;
            default -> true;
        };
    }

    /** Path and query, encoded. */
    String target(String integratedAccountId) {
        StringJoiner query = new StringJoiner("&");
        add(query, "integrated_account_id", integratedAccountId);
        if (method.equals(Method.DELETED)) {
            add(query, "deleted", true);
        }
        arguments.forEach(
                (name, value) -> {
                    if (!NOT_PARAMETERS.contains(name) && !(isCustom() && IN_BODY.contains(name))) {
                        add(query, name, value);
                    }
                });
        named("filters").forEach((field, condition) -> filter(query, field, condition));
        named("remote_query")
                .forEach((name, value) -> add(query, bracket("remote_query", name), value));
        return path() + "?" + query;
    }

    private String path() {
        Object id = arguments.get("id");
        String single = "/unified/" + resource + (id == null ? "" : "/" + segment(id.toString()));
        return switch (method) {
            case Method.LIST, Method.SEARCH, Method.DELETED, Method.CREATE ->
                    "/unified/" + resource;
            case Method.GET, Method.UPDATE, Method.DELETE -> single;
            default -> single + ":" + method;
        };
    }

    private Map<String, @Nullable Object> named(String argument) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        if (arguments.get(argument) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> named.put(name.toString(), value));
        }
        return named;
    }

    private static void filter(StringJoiner query, String field, @Nullable Object condition) {
        if (condition instanceof Map<?, ?> byOperator) {
            byOperator.forEach(
                    (operator, value) -> add(query, bracket(field, operator.toString()), value));
        } else {
            add(query, field, condition);
        }
    }

    private static String bracket(String name, String inside) {
        return name + "[" + inside + "]";
    }

    private static void add(StringJoiner query, String name, @Nullable Object value) {
        if (value != null) {
            query.add(encode(name) + "=" + encode(text(value)));
        }
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    private static String segment(String text) {
        return encode(text).replace("+", "%20");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
