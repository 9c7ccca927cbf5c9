package dev.tributary.connector;

import dev.tributary.dialect.Operator;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A unified field that a list can be narrowed by.
 *
 * @param unified dotted path in the unified record
 * @param any the provider's fields, of which one must match; for {@code ne} none may be equal
 * @param operators those that the provider knows for it
 * @param words our words to the provider's, where they differ
 */
public record FilterRule(
        String unified, List<Field> any, Set<Operator> operators, Map<String, String> words) {

    /**
     * @param path the provider's name of it, as its queries write it
     * @param operators those that the provider knows for it
     */
    public record Field(String path, Set<Operator> operators) {
        public Field {
            operators = Set.copyOf(operators);
        }

        /** One of several values can be asked for by a question for each. */
        boolean can(Operator operator) {
            return operators.contains(operator)
                    || (operator == Operator.IN && operators.contains(Operator.EQ));
        }
    }

    public FilterRule {
        any = List.copyOf(any);
        operators = Set.copyOf(operators);
        words = Map.copyOf(words);
    }

    /** About one field of the provider's. */
    public FilterRule(
            String unified, String path, Set<Operator> operators, Map<String, String> words) {
        this(unified, List.of(new Field(path, operators)), operators, words);
    }

    /** The first of the provider's fields. */
    public String path() {
        return any.getFirst().path();
    }
}
