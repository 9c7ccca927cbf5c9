package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.soql.Condition.Operator;
import dev.tributary.sandbox.salesforce.soql.Literal;
import dev.tributary.sandbox.salesforce.soql.Path;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import org.jspecify.annotations.Nullable;

/** Whether a field can be compared with a literal, and with what value then. */
final class Operands {
    private Operands() {}

    /**
     * The value to compare with; null stands for null.
     *
     * @throws SoqlProblem when the literal is of another type than the field
     */
    static @Nullable Object value(Path path, Field field, Literal literal) {
        return switch (literal) {
            case Literal.Null nothing -> null;
            case Literal.Text text when field.type().id() -> id(text.value());
            case Literal.Text text when field.type().text() -> text.value();
            case Literal.Number number when field.type().number() -> number.value();
            case Literal.Flag flag when field.type() == FieldType.BOOLEAN -> flag.value();
            case Literal.Date date when field.type() == FieldType.DATE -> date.value();
            case Literal.Moment moment when field.type() == FieldType.DATETIME -> moment.value();
            case Literal.Named named when timely(field) -> named;
            case Literal.Like like when field.type().text() && !field.type().id() -> like.pattern();
            case Literal.Like like ->
                    throw SoqlProblem.at(
                            path.position(), "INVALID_QUERY_FILTER_OPERATOR", "invalid operator");
            case Literal.Text text -> throw wrongType(path, field);
            case Literal.Number number -> throw wrongType(path, field);
            case Literal.Flag flag -> throw wrongType(path, field);
            case Literal.Date date -> throw wrongType(path, field);
            case Literal.Moment moment -> throw wrongType(path, field);
            case Literal.Named named -> throw wrongType(path, field);
        };
    }

    static void check(Path path, Field field, Operator operator) {
        checkFilterable(path, field);
        boolean unordered =
                field.type() == FieldType.BOOLEAN || field.type() == FieldType.MULTIPICKLIST;
        if (operator.ordering() && unordered) {
            throw SoqlProblem.at(
                    path.position(), "INVALID_QUERY_FILTER_OPERATOR", "invalid operator");
        }
    }

    static void checkFilterable(Path path, Field field) {
        if (!field.filterable()) {
            throw SoqlProblem.at(
                    path.position(),
                    "INVALID_FIELD",
                    "field '%s' can not be filtered in a query call".formatted(field.name()));
        }
    }

    private static boolean timely(Field field) {
        return field.type() == FieldType.DATE || field.type() == FieldType.DATETIME;
    }

    private static String id(String text) {
        return RecordId.normal(text)
                .orElseThrow(
                        () ->
                                SoqlProblem.of(
                                        "INVALID_QUERY_FILTER_OPERATOR",
                                        "invalid ID field: " + text));
    }

    private static SoqlProblem wrongType(Path path, Field field) {
        boolean quoted = field.type().text();
        return SoqlProblem.at(
                path.position(),
                "INVALID_FIELD",
                "value of filter criterion for field '%s' must be of type %s and should %sbe enclosed in quotes"
                        .formatted(field.name(), typeName(field), quoted ? "" : "not "));
    }

    private static String typeName(Field field) {
        return switch (field.type()) {
            case STRING, TEXTAREA, PICKLIST, MULTIPICKLIST, EMAIL, PHONE, URL -> "string";
            case DATETIME -> "dateTime";
            case ID, REFERENCE, BOOLEAN, INT, DOUBLE, CURRENCY, PERCENT, DATE -> field.type().key();
        };
    }
}
