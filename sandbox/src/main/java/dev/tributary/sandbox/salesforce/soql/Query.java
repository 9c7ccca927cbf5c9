package dev.tributary.sandbox.salesforce.soql;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A SELECT statement.
 *
 * @param from the object or, inside another query, the relationship
 * @param fromPosition of its name in the text
 * @param alias of the object; empty without one
 */
public record Query(
        List<Selection> selections,
        String from,
        int fromPosition,
        String alias,
        @Nullable Condition where,
        List<Path> groups,
        List<Order> orders,
        @Nullable Integer limit,
        int offset) {
    public Query {
        selections = List.copyOf(selections);
        groups = List.copyOf(groups);
        orders = List.copyOf(orders);
    }

    /**
     * One key of the order.
     *
     * @param function an aggregate in its place, such as COUNT(Id)
     */
    public record Order(
            Path path,
            Selection.@Nullable Function function,
            boolean descending,
            boolean nullsLast) {}

    public boolean aggregated() {
        return !groups.isEmpty()
                || selections.stream().anyMatch(Selection.Aggregate.class::isInstance);
    }

    public boolean countsOnly() {
        return selections.size() == 1 && selections.getFirst() instanceof Selection.CountAll;
    }

    /**
     * @throws SoqlProblem when the text is no statement of this language
     */
    public static Query parse(String source) {
        if (source.isBlank()) {
            throw SoqlProblem.of("MALFORMED_QUERY", "SOQL statements cannot be empty or null");
        }
        return new Parser(source).statement();
    }
}
