package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Method;
import dev.tributary.connector.Resource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A unified list: chooses the route (a plain list, or the search when filters or a sort are asked
 * for), fetches one provider page, maps it and says where to go on. A search whose window the
 * provider caps goes on from the last value of the resource's changed field.
 */
final class ListRecords {
    static final String UPDATED_AT = "updated_at";

    private final WalkPages walk;
    private final RunSteps steps;
    private final MapRecords map;

    ListRecords(WalkPages walk, RunSteps steps, MapRecords map) {
        this.walk = walk;
        this.steps = steps;
        this.map = map;
    }

    Page page(Target target, Query query, Trace trace) {
        String fingerprint = fingerprint(target, query);
        Cursor cursor =
                query.cursor() == null
                        ? Cursor.start(route(target, query), fingerprint, query.limit())
                        : Cursor.decode(query.cursor(), fingerprint);
        Method method = target.method(cursor.method());
        Bindings bindings = bindings(target, method, query, cursor, trace);
        steps.run(target.link(), method.steps(), bindings, trace);
        if (method.request() == null) {
            Object answer = bindings.values();
            Object found =
                    method.items() == null
                            ? null
                            : method.items().evaluate(answer, bindings.values());
            return new Page(map.all(target, Trees.list(found), trace), null);
        }
        var route =
                new WalkPages.Route(
                        target.resource().path(),
                        method.request(),
                        method.items(),
                        method.paging(),
                        method.budgets());
        int size = Math.min(cursor.size(), WalkPages.maximum(route));
        if (method.cap() > 0) {
            size = Math.clamp(method.cap() - cursor.reached(), 1, size);
        }
        WalkPages.Fetch fetch =
                walk.page(target.link(), route, bindings, cursor.position(), size, trace);
        List<Fetched> records = map.all(target, fetch.items(), trace);
        SearchWindow window = new SearchWindow(target, method, query, cursor);
        return new Page(window.unseen(records), window.next(fetch, records));
    }

    private static String route(Target target, Query query) {
        boolean narrowed = !query.filters().isEmpty() || !query.sort().isEmpty();
        return narrowed && target.resource().method(Method.SEARCH).isPresent()
                ? Method.SEARCH
                : Method.LIST;
    }

    private static String fingerprint(Target target, Query query) {
        List<Object> what = new ArrayList<>();
        what.add(target.account().id());
        what.add(target.resource().path());
        query.filters().forEach(f -> what.add(List.of(f.field(), f.operator().text(), f.value())));
        query.sort().forEach(s -> what.add(List.of(s.field(), s.descending())));
        what.add(new TreeMap<>(query.remote()));
        return Fingerprint.of(Json.bytes(what));
    }

    private Bindings bindings(
            Target target, Method method, Query query, Cursor cursor, Trace trace) {
        Resource resource = target.resource();
        Bindings bindings = Bindings.of(target);
        List<Map<String, @Nullable Object>> filters = new ArrayList<>();
        for (Query.Filter filter : query.filters()) {
            String path = path(resource, filter.field());
            filters.add(filter(filter.field(), path, filter.operator(), filter.value()));
            bindings.with(filter.field(), filter.value());
        }
        if (cursor.since() != null) {
            String path = path(resource, UPDATED_AT);
            filters.add(filter(UPDATED_AT, path, Query.Operator.GTE, cursor.since()));
        }
        List<Map<String, @Nullable Object>> sort = new ArrayList<>();
        for (Query.Sort by : query.sort()) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("path", path(resource, by.field()));
            tree.put("descending", by.descending());
            sort.add(tree);
        }
        if (sort.isEmpty() && method.cap() > 0 && resource.changed() != null) {
            // The only order in which a window that is full can be gone on from.
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("path", path(resource, UPDATED_AT));
            tree.put("descending", false);
            sort.add(tree);
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("filters", filters);
        tree.put("sort", sort);
        tree.put("limit", query.limit());
        return bindings.with("query", tree)
                .with("fields", map.selects(target, trace))
                .with("remote_query", query.remote());
    }

    private static Map<String, @Nullable Object> filter(
            String field, String path, Query.Operator operator, Object value) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("field", field);
        tree.put("path", path);
        tree.put("op", operator.text());
        tree.put("value", value);
        return tree;
    }

    private static String path(Resource resource, String field) {
        String path = resource.filters().get(field);
        if (path == null && field.equals(UPDATED_AT)) {
            path = resource.changed();
        }
        if (path == null) {
            Set<String> supported = new TreeSet<>(resource.filters().keySet());
            if (resource.changed() != null) {
                supported.add(UPDATED_AT);
            }
            throw new Failure(
                    Code.UNSUPPORTED_FILTER,
                    "%s cannot be filtered or sorted by '%s' here; supported: %s"
                            .formatted(resource.path(), field, String.join(", ", supported)));
        }
        return path;
    }
}
