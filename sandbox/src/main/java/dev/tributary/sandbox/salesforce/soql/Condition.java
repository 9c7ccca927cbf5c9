package dev.tributary.sandbox.salesforce.soql;

import java.util.List;
import java.util.Set;

/** What a WHERE asks for. */
public sealed interface Condition {
    record And(List<Condition> all) implements Condition {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Condition> any) implements Condition {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Not(Condition inner) implements Condition {}

    record Comparison(Path field, Operator operator, Literal value) implements Condition {}

    record In(Path field, boolean negated, List<Literal> values) implements Condition {
        public In {
            values = List.copyOf(values);
        }
    }

    /** IN with the rows of another query. */
    record InQuery(Path field, boolean negated, Query query) implements Condition {}

    /** INCLUDES and EXCLUDES: any of these combinations, all values of a combination. */
    record Choices(Path field, boolean excluded, List<Set<String>> anyOf) implements Condition {
        public Choices {
            anyOf = List.copyOf(anyOf);
        }
    }

    /** How a field is compared. */
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        LIKE;

        public boolean ordering() {
            return switch (this) {
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
                case EQUAL, NOT_EQUAL, LIKE -> false;
            };
        }
    }
}
