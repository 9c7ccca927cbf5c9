package dev.tributary.call;

import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a connector's expressions see of a list that is asked for. */
final class BindQuery {
    private BindQuery() {}

    static Bindings of(Target target, Query query, ListRecords.Listing listing) {
        Bindings bindings = Bindings.of(target);
        Map<String, Map<String, @Nullable Object>> byField = new LinkedHashMap<>();
        List<Narrowing.Asked> firsts = listing.filters().stream().map(List::getFirst).toList();
        for (Narrowing.Asked asked : firsts) {
            byField.computeIfAbsent(asked.field(), field -> new LinkedHashMap<>())
                    .put(asked.operator().text(), asked.value());
            bindings.with(asked.field(), asked.value());
        }
        List<Map<String, @Nullable Object>> sort = new ArrayList<>();
        for (ListRecords.SortedBy by : listing.sort()) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("path", by.path());
            tree.put("descending", by.descending());
            sort.add(tree);
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("filters", filters(listing, firsts));
        tree.put(
                "groups",
                listing.groups().stream()
                        .map(group -> Map.of("filters", filters(listing, group)))
                        .toList());
        tree.put("sort", sort);
        tree.put("limit", query.limit());
        return bindings.with("query", tree)
                .with("filters", byField)
                .with("fields", listing.fields())
                .with(Bindings.REMOTE_QUERY, query.remote());
    }

    private static List<Map<String, @Nullable Object>> filters(
            ListRecords.Listing listing, List<Narrowing.Asked> together) {
        List<Map<String, @Nullable Object>> filters = new ArrayList<>();
        listing.constants()
                .forEach(
                        (path, value) ->
                                filters.add(
                                        filter(
                                                new Narrowing.Asked(
                                                        "",
                                                        path,
                                                        Operator.EQ,
                                                        value,
                                                        Narrowing.ANY_TYPE))));
        together.forEach(asked -> filters.add(filter(asked)));
        return filters;
    }

    private static Map<String, @Nullable Object> filter(Narrowing.Asked asked) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("field", asked.field());
        tree.put("path", asked.path());
        tree.put("op", asked.operator().text());
        tree.put("value", asked.value());
        tree.put("type", asked.type());
        return tree;
    }
}
