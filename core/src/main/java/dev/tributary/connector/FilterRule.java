package dev.tributary.connector;

import dev.tributary.dialect.Operator;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A unified field that a list can be narrowed by.
 *
 * @param unified dotted path in the unified record
 * @param path the provider's name of it, as its queries write it
 * @param operators those that the provider knows for it
 * @param words our words to the provider's, where they differ
 */
public record FilterRule(
        String unified, String path, Set<Operator> operators, Map<String, String> words) {
    public FilterRule {
        operators = Set.copyOf(operators);
        words = Map.copyOf(words);
    }

    /** Such as {@code updated_at[gte|lt]}. */
    public String shown() {
        return unified
                + "["
                + operators.stream().sorted().map(Operator::text).collect(Collectors.joining("|"))
                + "]";
    }
}
