package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Method;
import dev.tributary.connector.Paging;
import dev.tributary.connector.Resource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A unified list: chooses the route (a plain list, or the search when the list cannot do what is
 * asked for), fetches one provider page, maps it and says where to go on. A search whose window the
 * provider caps goes on from the last value of the resource's changed field.
 */
final class ListRecords {
    static final String UPDATED_AT = Narrowing.UPDATED_AT;

    private final WalkPages walk;
    private final RunSteps steps;
    private final MapRecords map;
    private final FetchStated stated;
    private final NameFields names;

    ListRecords(WalkPages walk, RunSteps steps, FetchStated stated, MapRecords map) {
        this.walk = walk;
        this.steps = steps;
        this.map = map;
        this.stated = stated;
        this.names = new NameFields(map);
    }

    /** Where to sort, in the provider's name. */
    record SortedBy(String path, boolean descending) {}

    /**
     * A list as the provider is asked for it.
     *
     * @param filters of each of these lists one must hold
     * @param groups the same as groups of which one must hold, for a method that asks so
     * @param constants provider fields and the values that all records have in common
     */
    record Listing(
            String object,
            List<String> fields,
            List<List<Narrowing.Asked>> filters,
            List<List<Narrowing.Asked>> groups,
            List<SortedBy> sort,
            Map<String, Object> constants) {}

    Page page(Target target, Query query, Trace trace) {
        Resource resource = target.resource();
        Narrowing narrowing = Narrowing.of(target, query.filters());
        String fingerprint = fingerprint(target, query);
        Cursor cursor =
                query.cursor() == null
                        ? Cursor.start(route(target, query, narrowing), fingerprint, query.limit())
                        : Cursor.decode(query.cursor(), fingerprint);
        Method method =
                query.cursor() == null
                        ? target.method(cursor.method())
                        : resource.method(cursor.method()).orElseThrow(Cursor::foreign);
        Bindings.requireTakes(target, method, query.remote());
        if (!method.takesFilters()) {
            narrowing = Narrowing.of(target, query.filters(), false);
        }
        if (narrowing.none()) {
            return new Page(List.of(), null);
        }
        checkThere(target, query, narrowing, trace);
        Listing listing = listing(target, method, query, narrowing, cursor, trace);
        Bindings bindings = BindQuery.of(target, query, listing);
        steps.before(target, method, bindings, trace);
        WalkPages.Fetch fetch;
        try {
            fetch = limited(target, method, listing, bindings, cursor, trace);
        } catch (Failure refused) {
            throw names.in(refused, target, trace);
        }
        List<Fetched> records = mapped(target, method, fetch.items(), bindings, trace);
        SearchWindow window = new SearchWindow(target, method, query, cursor);
        return new Page(narrowing.left(window.unseen(records)), window.next(fetch, records));
    }

    /** What the account has no field for is refused before it is asked for. */
    private void checkThere(Target target, Query query, Narrowing narrowing, Trace trace) {
        if (narrowing.asked().isEmpty() && query.sort().isEmpty()) {
            return;
        }
        var described = new DescribedFilters(target.resource(), map.described(target, trace));
        described.check(target, narrowing.asked());
        query.sort()
                .forEach(
                        sort ->
                                described.checkThere(
                                        target,
                                        sort.field(),
                                        sortPath(target.resource(), sort.field())));
    }

    /** No more than are wanted, also of an answer whose size cannot be asked for. */
    private WalkPages.Fetch limited(
            Target target,
            Method method,
            Listing listing,
            Bindings bindings,
            Cursor cursor,
            Trace trace) {
        if (!CutPages.mayBeNeeded(method.paging())) {
            return fetch(target, method, listing, bindings, cursor, trace);
        }
        CutPages cut = CutPages.of(cursor.position(), cursor.size());
        return cut.out(fetch(target, method, listing, bindings, cursor.at(cut.at()), trace));
    }

    private WalkPages.Fetch fetch(
            Target target,
            Method method,
            Listing listing,
            Bindings bindings,
            Cursor cursor,
            Trace trace) {
        if (method.request() == null) {
            Object answer = bindings.values();
            Object found =
                    method.items() == null
                            ? null
                            : method.items().evaluate(answer, bindings.values());
            return new WalkPages.Fetch(Trees.list(found), null);
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
        return method.request().stated()
                ? stated.page(target, route, listing, bindings, cursor, size, trace)
                : walk.page(target.link(), route, bindings, cursor.position(), size, trace);
    }

    private List<Fetched> mapped(
            Target target,
            Method method,
            List<@Nullable Object> items,
            Bindings bindings,
            Trace trace) {
        steps.after(target, method, items, bindings, trace);
        return map.all(target, items, RunSteps.found(method, bindings), trace);
    }

    private static String route(Target target, Query query, Narrowing narrowing) {
        if (query.deleted()) {
            return Method.DELETED;
        }
        Method list = target.resource().methods().get(Method.LIST);
        boolean inOrder = list != null && isOrder(target, list, query);
        int sorts = inOrder ? 0 : query.sort().size();
        boolean able =
                list != null
                        && (list.takesFilters() || narrowing.asked().isEmpty())
                        && sorts <= list.takesSorts();
        Method search = target.resource().methods().get(Method.SEARCH);
        Method chosen = able || search == null ? target.method(Method.LIST) : search;
        if (sorts > chosen.takesSorts()) {
            throw chosen.takesSorts() == 0
                    ? unsorted(target.resource(), query.sort().getFirst().field())
                    : Failure.invalid(
                            "%s sorts by %d field at a time, not by %d",
                            target.connector().title(), chosen.takesSorts(), sorts);
        }
        return chosen.name();
    }

    /** Whether the list comes in this order anyway. */
    private static boolean isOrder(Target target, Method list, Query query) {
        return list.paging() instanceof Paging.Keyset keyset
                && query.sort().size() == 1
                && !query.sort().getFirst().descending()
                && keyset.by()
                        .getFirst()
                        .equals(sortPath(target.resource(), query.sort().getFirst().field()));
    }

    private static String fingerprint(Target target, Query query) {
        List<Object> what = new ArrayList<>();
        what.add(target.account().id());
        what.add(target.resource().path() + " " + target.resource().object());
        query.filters().forEach(f -> what.add(List.of(f.field(), f.operator().text(), f.value())));
        query.sort().forEach(s -> what.add(List.of(s.field(), s.descending())));
        what.add(new TreeMap<>(query.remote()));
        what.add(query.deleted());
        return Fingerprint.of(Json.bytes(what));
    }

    private Listing listing(
            Target target,
            Method method,
            Query query,
            Narrowing narrowing,
            Cursor cursor,
            Trace trace) {
        Resource resource = target.resource();
        List<List<Narrowing.Asked>> filters = new ArrayList<>(narrowing.asked());
        if (cursor.since() != null) {
            // A later beginning takes the place of the one that was asked for.
            filters.removeIf(any -> any.getFirst().isFloorOfChange());
            filters.addAll(Narrowing.changedSince(resource, cursor.since()));
        }
        List<SortedBy> sort = new ArrayList<>();
        for (Query.Sort by : query.sort()) {
            sort.add(new SortedBy(sortPath(resource, by.field()), by.descending()));
        }
        if (sort.isEmpty() && method.cap() > 0 && resource.changed() != null) {
            // The only order in which a window that is full can be gone on from.
            sort.add(new SortedBy(resource.changed(), false));
        }
        Map<String, Object> constants = new LinkedHashMap<>(resource.where());
        constants.putAll(method.where());
        int past = cursor.since() == null ? 0 : method.cap();
        List<List<Narrowing.Asked>> groups =
                new GroupFilters(target.connector().title(), method.maxFilters(), past)
                        .groups(filters, constants.size());
        List<String> fields = map.selects(target, trace);
        return new Listing(resource.object(), fields, filters, groups, sort, constants);
    }

    private static String sortPath(Resource resource, String field) {
        String path = resource.sorts().get(field);
        if (path == null && field.equals(UPDATED_AT)) {
            path = resource.changed();
        }
        if (path == null) {
            throw unsorted(resource, field);
        }
        return path;
    }

    private static Failure unsorted(Resource resource, String field) {
        TreeSet<String> supported = new TreeSet<>(resource.sorts().keySet());
        if (resource.changed() != null) {
            supported.add(UPDATED_AT);
        }
        return new Failure(
                Code.UNSUPPORTED_FILTER,
                "%s cannot be sorted by '%s' here; supported: %s"
                        .formatted(
                                resource.path(),
                                field,
                                supported.isEmpty() ? "none" : String.join(", ", supported)));
    }
}
