package dev.tributary.connector;

import dev.tributary.dialect.Operator;
import dev.tributary.model.FieldType;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/** The operators that mean anything for what a field holds, whatever its provider knows. */
final class ComparedBy {
    private ComparedBy() {}

    /**
     * @param unified the field's dotted path: what ends in {@code id} refers to a record
     * @param type null: a field that the model does not have, of which nothing is known
     */
    static Set<Operator> of(String unified, @Nullable FieldType type) {
        if (unified.equals("id") || unified.endsWith(".id")) {
            return ordered();
        }
        return switch (type) {
            case FieldType.Plain plain -> of(plain);
            case FieldType.Choice _ -> same();
            case FieldType.Reference _ -> ordered();
            case FieldType.Group _, FieldType.Many _ -> EnumSet.allOf(Operator.class);
            case null -> EnumSet.allOf(Operator.class);
        };
    }

    private static Set<Operator> of(FieldType.Plain plain) {
        return switch (plain) {
            case STRING, TEXT, MAP -> EnumSet.allOf(Operator.class);
            case INTEGER, NUMBER, DECIMAL, DATE, DATETIME -> ordered();
            case BOOLEAN -> same();
        };
    }

    private static Set<Operator> ordered() {
        return EnumSet.complementOf(EnumSet.of(Operator.CONTAINS));
    }

    private static Set<Operator> same() {
        return EnumSet.of(Operator.EQ, Operator.NE, Operator.IN);
    }
}
