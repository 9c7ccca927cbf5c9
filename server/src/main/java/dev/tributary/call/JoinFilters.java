package dev.tributary.call;

import dev.tributary.connector.Resource;
import dev.tributary.dialect.Operator;
import dev.tributary.model.FieldType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Filters on one field, which must all hold, as one that says the same: not every provider can be
 * asked for a field twice. Of fields that hold several values each filter may mean another one, so
 * those stay as they are.
 *
 * @param filters with values in the form that the model promises
 */
record JoinFilters(Resource resource, List<Query.Filter> filters) {

    /** What has the same answer; null: nothing can have all of it. */
    @Nullable List<Query.Filter> joined() {
        List<Query.Filter> joined = new ArrayList<>();
        for (Query.Filter filter : filters) {
            Query.@Nullable Filter earlier = join(filter) ? earlier(joined, filter) : null;
            if (earlier == null) {
                joined.add(filter);
                continue;
            }
            Query.Filter both = both(earlier, filter);
            if (both == null) {
                return null;
            }
            joined.set(joined.indexOf(earlier), both);
        }
        return joined;
    }

    private boolean join(Query.Filter filter) {
        boolean single = !(type(filter.field()) instanceof FieldType.Many);
        return switch (filter.operator()) {
            case EQ, IN -> single;
            case GT, GTE, LT, LTE -> single && isOrdered(type(filter.field()));
            case NE, CONTAINS -> false;
        };
    }

    private static Query.@Nullable Filter earlier(List<Query.Filter> those, Query.Filter filter) {
        return those.stream()
                .filter(one -> one.field().equals(filter.field()))
                .filter(
                        one ->
                                isEquality(one) && isEquality(filter)
                                        || one.operator() == filter.operator())
                .findFirst()
                .orElse(null);
    }

    private static boolean isEquality(Query.Filter filter) {
        return filter.operator() == Operator.EQ || filter.operator() == Operator.IN;
    }

    private Query.@Nullable Filter both(Query.Filter one, Query.Filter other) {
        if (isEquality(one)) {
            Set<Object> values = new LinkedHashSet<>(Trees.list(one.value()));
            values.retainAll(Trees.list(other.value()));
            boolean single = one.operator() == Operator.EQ || other.operator() == Operator.EQ;
            return values.isEmpty()
                    ? null
                    : single
                            ? new Query.Filter(one.field(), Operator.EQ, values.iterator().next())
                            : new Query.Filter(one.field(), Operator.IN, List.copyOf(values));
        }
        int order = order(type(one.field()), one.value(), other.value());
        boolean floor = one.operator() == Operator.GT || one.operator() == Operator.GTE;
        return (floor ? order >= 0 : order <= 0) ? one : other;
    }

    private @Nullable FieldType type(String field) {
        return field.equals(Filterable.UPDATED_AT)
                ? FieldType.Plain.DATETIME
                : resource.schema().fields().typeAt(field);
    }

    private static boolean isOrdered(@Nullable FieldType type) {
        return type == FieldType.Plain.DATETIME
                || type == FieldType.Plain.DATE
                || type == FieldType.Plain.DECIMAL
                || type == FieldType.Plain.NUMBER
                || type == FieldType.Plain.INTEGER;
    }

    private static int order(@Nullable FieldType type, Object one, Object other) {
        String left = one.toString();
        String right = other.toString();
        return type == FieldType.Plain.DATETIME
                ? Instant.parse(left).compareTo(Instant.parse(right))
                : type == FieldType.Plain.DATE
                        ? LocalDate.parse(left).compareTo(LocalDate.parse(right))
                        : new BigDecimal(left).compareTo(new BigDecimal(right));
    }
}
