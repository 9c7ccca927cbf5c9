package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.soql.Condition;
import dev.tributary.sandbox.salesforce.soql.Condition.Operator;
import dev.tributary.sandbox.salesforce.soql.Literal;
import dev.tributary.sandbox.salesforce.soql.Query;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns what a WHERE says into a test of rows. */
final class Filters {
    private final Binder binder;
    private final Rows rows;
    private final LocalDate today;
    private final Function<Query, Set<Object>> inner;

    /**
     * @param inner runs a query inside the condition and gives its one column
     */
    Filters(Binder binder, Rows rows, LocalDate today, Function<Query, Set<Object>> inner) {
        this.binder = binder;
        this.rows = rows;
        this.today = today;
        this.inner = inner;
    }

    Predicate<SObject> of(Condition condition) {
        return switch (condition) {
            case Condition.And and -> {
                List<Predicate<SObject>> all = and.all().stream().map(this::of).toList();
                yield row -> all.stream().allMatch(each -> each.test(row));
            }
            case Condition.Or or -> {
                List<Predicate<SObject>> any = or.any().stream().map(this::of).toList();
                yield row -> any.stream().anyMatch(each -> each.test(row));
            }
            case Condition.Not not -> of(not.inner()).negate();
            case Condition.Comparison comparison -> comparison(comparison);
            case Condition.In in -> in(in);
            case Condition.InQuery in -> inQuery(in);
            case Condition.Choices choices -> choices(choices);
        };
    }

    private Predicate<SObject> comparison(Condition.Comparison comparison) {
        Reach reach = binder.reach(comparison.field());
        Operands.check(comparison.field(), reach.field(), comparison.operator());
        Object wanted = Operands.value(comparison.field(), reach.field(), comparison.value());
        Test test = test(reach.field(), comparison.operator(), wanted);
        return row -> test.holds(reach.read(row, rows));
    }

    /** A test of one value. */
    @FunctionalInterface
    private interface Test {
        boolean holds(@Nullable Object value);
    }

    private Test test(Field field, Operator operator, @Nullable Object wanted) {
        return switch (wanted) {
            case null ->
                    switch (operator) {
                        case EQUAL -> value -> value == null;
                        case NOT_EQUAL -> value -> value != null;
                        case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, LIKE -> value -> false;
                    };
            case Pattern pattern ->
                    value -> value != null && pattern.matcher(value.toString()).matches();
            case Literal.Named named -> ranged(field, operator, Ranges.of(named, today));
            default ->
                    value ->
                            value == null
                                    ? operator == Operator.NOT_EQUAL
                                    : holds(operator, Order.compare(field, value, wanted));
        };
    }

    private static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case EQUAL, LIKE -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static Test ranged(Field field, Operator operator, Ranges.Days days) {
        Object from = bound(field, days.from());
        Object to = bound(field, days.to());
        return value -> {
            if (value == null) {
                return operator == Operator.NOT_EQUAL;
            }
            boolean before = Order.compare(field, value, from) < 0;
            boolean after = Order.compare(field, value, to) >= 0;
            return switch (operator) {
                case EQUAL, LIKE -> !before && !after;
                case NOT_EQUAL -> before || after;
                case LESS -> before;
                case LESS_OR_EQUAL -> !after;
                case GREATER -> after;
                case GREATER_OR_EQUAL -> !before;
            };
        };
    }

    private static Object bound(Field field, LocalDate day) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return field.type() == FieldType.DATE ? day : midnight;
    }

    private Predicate<SObject> in(Condition.In in) {
        Reach reach = binder.reach(in.field());
        Operands.checkFilterable(in.field(), reach.field());
        Set<Object> wanted = new HashSet<>();
        List<Test> ranges = new ArrayList<>();
        boolean orNull = false;
        for (Literal literal : in.values()) {
            Object value = Operands.value(in.field(), reach.field(), literal);
            if (value == null) {
                orNull = true;
            } else if (value instanceof Literal.Named) {
                ranges.add(test(reach.field(), Operator.EQUAL, value));
            } else {
                wanted.add(key(reach.field(), value));
            }
        }
        boolean nullToo = orNull;
        return row -> {
            Object value = reach.read(row, rows);
            boolean found =
                    value == null
                            ? nullToo
                            : wanted.contains(key(reach.field(), value))
                                    || ranges.stream().anyMatch(range -> range.holds(value));
            return found != in.negated();
        };
    }

    private Predicate<SObject> inQuery(Condition.InQuery in) {
        Reach reach = binder.reach(in.field());
        Set<Object> wanted =
                inner.apply(in.query()).stream()
                        .map(value -> key(reach.field(), value))
                        .collect(Collectors.toSet());
        return row -> {
            Object value = reach.read(row, rows);
            return (value != null && wanted.contains(key(reach.field(), value))) != in.negated();
        };
    }

    /** What is equal where a query compares has the same key. */
    private static Object key(Field field, Object value) {
        return field.type().id() ? value : Table.key(value);
    }

    private Predicate<SObject> choices(Condition.Choices choices) {
        Reach reach = binder.reach(choices.field());
        if (reach.field().type() != FieldType.MULTIPICKLIST) {
            throw SoqlProblem.at(
                    choices.field().position(),
                    "INVALID_QUERY_FILTER_OPERATOR",
                    "includes/excludes operator only valid on multipicklist field");
        }
        return row -> {
            Object value = reach.read(row, rows);
            if (value == null) {
                return choices.excluded();
            }
            Set<String> chosen = Set.copyOf(Arrays.asList(value.toString().split(";")));
            return choices.anyOf().stream().anyMatch(chosen::containsAll) != choices.excluded();
        };
    }
}
