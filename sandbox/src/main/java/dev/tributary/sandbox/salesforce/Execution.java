package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.salesforce.soql.Query;
import dev.tributary.sandbox.salesforce.soql.Selection;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Runs one statement. */
final class Execution {
    private static final int OFFSET_MAX = 2000;
    private static final int UNBOUNDED_MAX = 200;

    private final Rows rows;
    private final LocalDate today;
    private final boolean deletedToo;

    Execution(Rows rows, LocalDate today, boolean deletedToo) {
        this.rows = rows;
        this.today = today;
        this.deletedToo = deletedToo;
    }

    Selected run(Query query) {
        Entity entity = Binder.entity(rows.schema(), query.from(), query.fromPosition());
        Binder binder = new Binder(rows.schema(), entity, query.alias());
        if (query.aggregated()) {
            return aggregated(query, binder);
        }
        Columns columns = columns(query, binder);
        List<SObject> found = found(query, binder);
        if (query.countsOnly()) {
            return new Selected(entity, found.size(), List.of(), List.of());
        }
        List<Selected.Showable> shown = new ArrayList<>();
        for (SObject row : found) {
            shown.add(version -> columns.shape().show(row, rows, version));
        }
        return new Selected(entity, found.size(), shown, columns.reaches());
    }

    private Selected aggregated(Query query, Binder binder) {
        List<Selected.Showable> shown = new ArrayList<>();
        for (Map<String, @Nullable Object> row :
                new Aggregation(query, binder, rows).of(matching(query, binder))) {
            shown.add(version -> row);
        }
        List<Selected.Showable> window = window(query, shown);
        return new Selected(binder.entity(), window.size(), window, List.of());
    }

    private record Columns(Shape shape, List<Reach> reaches) {
        void add(Reach reach) {
            if (reaches.contains(reach)) {
                throw SoqlProblem.of("INVALID_FIELD", "duplicate field selected: " + reach.name());
            }
            reaches.add(reach);
            shape.add(reach);
        }
    }

    private Columns columns(Query query, Binder binder) {
        Columns columns = new Columns(new Shape(), new ArrayList<>());
        for (Selection selection : query.selections()) {
            switch (selection) {
                case Selection.Field field -> columns.add(binder.reach(field.path()));
                case Selection.Group group ->
                        group(group, query, binder.entity()).forEach(columns::add);
                case Selection.Children children ->
                        children(children.query(), binder, columns.shape());
                case Selection.CountAll count -> {
                    // shows no row
                }
                case Selection.Aggregate aggregate ->
                        throw new IllegalStateException("aggregates are run apart");
            }
        }
        return columns;
    }

    private static List<Reach> group(Selection.Group group, Query query, Entity entity) {
        Integer limit = query.limit();
        boolean bounded = limit != null && limit <= UNBOUNDED_MAX;
        if (group.which() != Selection.Which.STANDARD && !bounded) {
            throw SoqlProblem.of(
                    "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200");
        }
        return entity.all().stream()
                .filter(
                        field ->
                                switch (group.which()) {
                                    case ALL -> true;
                                    case STANDARD -> !field.custom();
                                    case CUSTOM -> field.custom();
                                })
                .map(field -> new Reach(List.of(), field))
                .toList();
    }

    /** Children are found once for all parents. */
    private void children(Query query, Binder parent, Shape shape) {
        Schema.Child child =
                rows.schema()
                        .child(parent.entity(), query.from())
                        .orElseThrow(
                                () ->
                                        SoqlProblem.at(
                                                query.fromPosition(),
                                                "INVALID_TYPE",
                                                "Didn't understand relationship '%s' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
                                                        .formatted(query.from())));
        Binder binder = new Binder(rows.schema(), child.entity(), query.alias());
        Columns columns = columns(query, binder);
        Map<String, List<SObject>> byParent = new HashMap<>();
        for (SObject row : ordered(query, binder)) {
            if (row.get(child.reference().name()) instanceof String up) {
                byParent.computeIfAbsent(up, unseen -> new ArrayList<>()).add(row);
            }
        }
        shape.add(
                child.reference().children(),
                (row, version) -> {
                    List<SObject> kids = window(query, byParent.getOrDefault(row.id(), List.of()));
                    return kids.isEmpty()
                            ? null
                            : Json.of("totalSize", kids.size())
                                    .and("done", true)
                                    .and(
                                            "records",
                                            kids.stream()
                                                    .map(
                                                            kid ->
                                                                    columns.shape()
                                                                            .show(
                                                                                    kid, rows,
                                                                                    version))
                                                    .toList());
                });
    }

    private List<SObject> found(Query query, Binder binder) {
        return window(query, ordered(query, binder));
    }

    private List<SObject> ordered(Query query, Binder binder) {
        List<SObject> found = matching(query, binder);
        found.sort(order(query, binder));
        return found;
    }

    private List<SObject> matching(Query query, Binder binder) {
        Predicate<SObject> test = row -> true;
        if (query.where() != null) {
            test = new Filters(binder, rows, today, this::inner).of(query.where());
        }
        Table table = rows.table(binder.entity());
        List<SObject> found = new ArrayList<>();
        for (SObject row : new Candidates(binder.entity(), table).of(query.where())) {
            if ((deletedToo || !row.deleted()) && test.test(row)) {
                found.add(row);
            }
        }
        return found;
    }

    private Set<Object> inner(Query query) {
        Entity entity = Binder.entity(rows.schema(), query.from(), query.fromPosition());
        Binder binder = new Binder(rows.schema(), entity, query.alias());
        if (query.selections().size() != 1
                || !(query.selections().getFirst() instanceof Selection.Field field)) {
            throw SoqlProblem.at(
                    query.fromPosition(),
                    "MALFORMED_QUERY",
                    "Semi join sub-selects can only select one field");
        }
        Reach reach = binder.reach(field.path());
        Set<Object> values = new HashSet<>();
        for (SObject row : found(query, binder)) {
            Object value = reach.read(row, rows);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The order asked for, and ids where it says nothing. */
    private Comparator<SObject> order(Query query, Binder binder) {
        Comparator<SObject> order = (left, right) -> 0;
        for (Query.Order each : query.orders()) {
            Reach reach = binder.reach(each.path());
            if (each.function() != null || !reach.field().sortable()) {
                throw SoqlProblem.at(
                        each.path().position(),
                        "MALFORMED_QUERY",
                        "field '%s' can not be sorted in a query call"
                                .formatted(reach.field().name()));
            }
            order =
                    order.thenComparing(
                            (left, right) ->
                                    Order.compare(
                                            reach.field(),
                                            reach.read(left, rows),
                                            reach.read(right, rows),
                                            each.descending(),
                                            each.nullsLast()));
        }
        return order.thenComparing(SObject::id);
    }

    private static <T> List<T> window(Query query, List<T> all) {
        if (query.offset() > OFFSET_MAX) {
            throw SoqlProblem.of(
                    "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
        }
        int from = Math.min(query.offset(), all.size());
        Integer limit = query.limit();
        int to = limit == null ? all.size() : (int) Math.min(all.size(), (long) from + limit);
        return all.subList(from, to);
    }
}
