package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unified query as connectors see it: {@code filters: {name: value}} or {@code {name: {op:
 * value}}}.
 */
final class QueryTree {
    private QueryTree() {}

    static Map<String, @Nullable Object> of(
            Resource resource,
            Map<String, @Nullable Object> arguments,
            Map<String, @Nullable Object> bindings) {
        List<Map<String, @Nullable Object>> filters = new ArrayList<>();
        if (arguments.get("filters") instanceof Map<?, ?> given) {
            given.forEach(
                    (name, value) -> filter(resource, name.toString(), value, filters, bindings));
        }
        List<Map<String, @Nullable Object>> sorts = new ArrayList<>();
        for (Object sort : Exact.list(arguments.get("sort"))) {
            String name = sort.toString().replaceFirst("^-", "");
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("path", resource.filters().get(name).path());
            tree.put("descending", sort.toString().startsWith("-"));
            sorts.add(tree);
        }
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("filters", filters);
        query.put("sort", sorts);
        query.put("limit", arguments.getOrDefault("limit", 50L));
        return query;
    }

    private static void filter(
            Resource resource,
            String name,
            @Nullable Object given,
            List<Map<String, @Nullable Object>> filters,
            Map<String, @Nullable Object> bindings) {
        Map<?, ?> byOperator =
                given instanceof Map<?, ?> map ? map : Map.of("eq", String.valueOf(given));
        byOperator.forEach(
                (operator, value) -> {
                    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
                    tree.put("field", name);
                    tree.put("path", resource.filters().get(name).path());
                    tree.put("op", operator);
                    tree.put("value", value);
                    filters.add(tree);
                    bindings.put(name, value);
                });
    }
}
