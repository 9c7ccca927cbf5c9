package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.salesforce.soql.Query;
import dev.tributary.sandbox.salesforce.soql.Selection;
import dev.tributary.sandbox.salesforce.soql.Selection.Function;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** GROUP BY and what is made of many rows. */
final class Aggregation {
    private final Query query;
    private final Binder binder;
    private final Rows rows;

    Aggregation(Query query, Binder binder, Rows rows) {
        this.query = query;
        this.binder = binder;
        this.rows = rows;
    }

    List<Map<String, @Nullable Object>> of(Collection<SObject> found) {
        List<Reach> keys = query.groups().stream().map(binder::reach).toList();
        check(keys);
        Map<List<Object>, List<SObject>> groups = new LinkedHashMap<>();
        for (SObject row : found) {
            List<Object> key = new ArrayList<>();
            keys.forEach(reach -> key.add(Objects.requireNonNullElse(reach.read(row, rows), "")));
            groups.computeIfAbsent(key, unseen -> new ArrayList<>()).add(row);
        }
        if (keys.isEmpty() && groups.isEmpty()) {
            groups.put(List.of(), List.of());
        }
        List<List<SObject>> ordered = new ArrayList<>(groups.values());
        order().ifPresent(ordered::sort);
        return ordered.stream().map(this::show).toList();
    }

    private void check(List<Reach> keys) {
        for (Selection selection : query.selections()) {
            if (selection instanceof Selection.Field field
                    && !keys.contains(binder.reach(field.path()))) {
                throw SoqlProblem.at(
                        field.path().position(),
                        "MALFORMED_QUERY",
                        "Field must be grouped or aggregated: " + field.path().last());
            }
            if (selection instanceof Selection.Aggregate aggregate) {
                checkSummable(aggregate);
            }
        }
    }

    private Optional<Comparator<List<SObject>>> order() {
        return query.orders().stream().map(this::order).reduce(Comparator::thenComparing);
    }

    private Comparator<List<SObject>> order(Query.Order order) {
        Reach reach = binder.reach(order.path());
        Function function = order.function();
        return (left, right) ->
                Order.compare(
                        reach.field(),
                        function == null ? first(reach, left) : value(function, reach, left),
                        function == null ? first(reach, right) : value(function, reach, right),
                        order.descending(),
                        order.nullsLast());
    }

    private @Nullable Object first(Reach reach, List<SObject> group) {
        return group.isEmpty() ? null : reach.read(group.getFirst(), rows);
    }

    private Map<String, @Nullable Object> show(List<SObject> group) {
        Json.Fields shown = Json.of("attributes", Json.of("type", "AggregateResult"));
        int unnamed = 0;
        for (Selection selection : query.selections()) {
            if (selection instanceof Selection.Aggregate aggregate) {
                Reach reach = binder.reach(aggregate.path());
                String alias = aggregate.alias();
                String name = alias == null ? "expr" + unnamed++ : alias;
                shown.and(name, json(aggregate.function(), reach, group));
            } else if (selection instanceof Selection.Field field) {
                Reach reach = binder.reach(field.path());
                String alias = field.alias();
                shown.and(
                        alias == null ? reach.field().name() : alias,
                        Values.json(reach.field(), first(reach, group)));
            }
        }
        return shown;
    }

    private @Nullable Object json(Function function, Reach reach, List<SObject> group) {
        Object value = value(function, reach, group);
        return switch (function) {
            case COUNT, COUNT_DISTINCT -> value instanceof BigDecimal count ? count.longValue() : 0;
            case SUM, AVG -> value instanceof BigDecimal number ? Values.shown(number) : null;
            case MIN, MAX -> value == null ? null : Values.json(reach.field(), value);
        };
    }

    private @Nullable Object value(Function function, Reach reach, List<SObject> group) {
        List<Object> values = new ArrayList<>();
        for (SObject row : group) {
            Object value = reach.read(row, rows);
            if (value != null) {
                values.add(value);
            }
        }
        Comparator<Object> natural = (left, right) -> Order.compare(reach.field(), left, right);
        return switch (function) {
            case COUNT -> new BigDecimal(values.size());
            case COUNT_DISTINCT -> new BigDecimal(values.stream().distinct().count());
            case MIN -> values.stream().min(natural).orElse(null);
            case MAX -> values.stream().max(natural).orElse(null);
            case SUM -> values.isEmpty() ? null : sum(values);
            case AVG ->
                    values.isEmpty()
                            ? null
                            : sum(values)
                                    .divide(new BigDecimal(values.size()), MathContext.DECIMAL64);
        };
    }

    private void checkSummable(Selection.Aggregate aggregate) {
        Field field = binder.reach(aggregate.path()).field();
        boolean sums =
                switch (aggregate.function()) {
                    case SUM, AVG -> true;
                    case COUNT, COUNT_DISTINCT, MIN, MAX -> false;
                };
        if (sums && !field.type().number()) {
            throw SoqlProblem.at(
                    aggregate.path().position(),
                    "INVALID_FIELD",
                    "field %s does not support aggregate operator %s"
                            .formatted(field.name(), aggregate.function()));
        }
    }

    private static BigDecimal sum(List<Object> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : values) {
            sum = value instanceof BigDecimal number ? sum.add(number) : sum;
        }
        return sum;
    }
}
