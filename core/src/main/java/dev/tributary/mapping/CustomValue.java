package dev.tributary.mapping;

import dev.tributary.model.Conform;
import dev.tributary.model.FieldType;
import dev.tributary.model.Nonconforming;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A custom field's value in the form of its discovered type. What does not fit stays as it came
 * when it is read, for a tenant's own field must not keep the record from being read, and is
 * refused when it is written.
 */
final class CustomValue {
    private static final String LIST = "list";

    private static final Conform TEXT = Conform.to(FieldType.Plain.STRING);
    private static final Conform NUMBER = Conform.to(FieldType.Plain.NUMBER);

    private static final Map<String, Conform> BY_TYPE =
            Map.of(
                    "number",
                    NUMBER,
                    "boolean",
                    Conform.to(FieldType.Plain.BOOLEAN),
                    "date",
                    Conform.to(FieldType.Plain.DATE),
                    "datetime",
                    Conform.to(FieldType.Plain.DATETIME),
                    "enum",
                    TEXT,
                    "reference",
                    TEXT,
                    LIST,
                    Conform.to(new FieldType.Many(FieldType.Plain.STRING)));

    private static final Map<String, String> EXPECTED =
            Map.of(
                    "number",
                    "a number",
                    "integer",
                    "a number",
                    "boolean",
                    "true or false",
                    "date",
                    "a date",
                    "datetime",
                    "an RFC 3339 time",
                    "enum",
                    "one of its options",
                    "reference",
                    "an id",
                    LIST,
                    "a list of its options",
                    "money",
                    "an object of value and currency",
                    "object",
                    "an object");

    private CustomValue() {}

    static @Nullable Object read(String type, @Nullable Object raw) {
        Conform conform = BY_TYPE.get(type);
        if (conform == null) {
            return raw instanceof String text && text.isEmpty() ? null : raw;
        }
        try {
            return conform.value(raw);
        } catch (Nonconforming other) {
            return raw;
        }
    }

    /**
     * @throws IllegalArgumentException saying what it must be, when the field cannot hold it
     */
    static @Nullable Object write(Mapping.CustomField field, @Nullable Object given) {
        String expected = EXPECTED.get(field.type());
        if (given == null || expected == null) {
            return given;
        }
        try {
            return switch (field.type()) {
                case "number", "integer" -> number(given);
                case "money", "object" -> object(given);
                case "enum", "reference" -> word(field, BY_TYPE.get(field.type()), given);
                case LIST -> words(field, given);
                default -> conformed(field.type(), given);
            };
        } catch (Nonconforming | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "must be %s, not %s".formatted(expected, shown(given)), wrong);
        }
    }

    private static @Nullable Object conformed(String type, Object given) {
        Conform conform = BY_TYPE.get(type);
        return conform == null ? given : conform.value(given);
    }

    private static Object number(Object given) {
        return given instanceof Number number ? number : new BigDecimal(given.toString().strip());
    }

    private static Object object(Object given) {
        if (given instanceof Map<?, ?>) {
            return given;
        }
        throw new IllegalArgumentException("no object");
    }

    private static @Nullable Object word(
            Mapping.CustomField field, @Nullable Conform conform, Object given) {
        Object word = conform == null ? given : conform.value(given);
        return field.asNumber() && word != null ? number(word) : word;
    }

    private static List<@Nullable Object> words(Mapping.CustomField field, Object given) {
        List<@Nullable Object> words = new ArrayList<>();
        for (Object one : given instanceof List<?> list ? list : List.of(given)) {
            words.add(one == null ? null : word(field, TEXT, one));
        }
        return words;
    }

    private static String shown(Object given) {
        String text = given.toString();
        return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
    }
}
