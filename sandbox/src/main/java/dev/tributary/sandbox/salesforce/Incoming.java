package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns what a write brings into typed values by field; null clears. */
final class Incoming {
    private final Schema schema;
    private final Store store;
    private final boolean coerce;

    /**
     * @param coerce whether JSON may carry numbers and booleans as text
     */
    Incoming(Schema schema, Store store, boolean coerce) {
        this.schema = schema;
        this.store = store;
        this.coerce = coerce;
    }

    /** Values of a JSON object, whose entry attributes says nothing about fields. */
    Map<String, @Nullable Object> json(Entity entity, Map<String, @Nullable Object> body) {
        Map<String, @Nullable Object> values = new HashMap<>();
        body.forEach(
                (name, value) -> {
                    if (name.equals("attributes")) {
                        return;
                    }
                    if (value instanceof Map<?, ?> key) {
                        Field reference = relationship(entity, name);
                        values.put(reference.name(), byKey(reference, name, key));
                    } else {
                        Field field = field(entity, name);
                        values.put(field.name(), value == null ? null : typed(field, value));
                    }
                });
        return values;
    }

    /** Values of a CSV row: nothing leaves a field alone, #N/A clears it. */
    Map<String, @Nullable Object> csv(Entity entity, Map<String, String> row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        row.forEach(
                (name, text) -> {
                    int dot = name.indexOf('.');
                    Field field =
                            dot < 0
                                    ? field(entity, name)
                                    : relationship(entity, name.substring(0, dot));
                    if (text.equals("#N/A")) {
                        values.put(field.name(), null);
                    } else if (!text.isEmpty() && dot >= 0) {
                        String up = name.substring(0, dot);
                        values.put(
                                field.name(),
                                byKey(field, up, Map.of(name.substring(dot + 1), text)));
                    } else if (!text.isEmpty()) {
                        values.put(
                                field.name(),
                                Values.parse(field, text)
                                        .orElseThrow(() -> wrongType(field, text)));
                    }
                });
        return values;
    }

    private static Field field(Entity entity, String name) {
        return entity.field(name)
                .orElseThrow(
                        () ->
                                new SalesforceProblem(
                                        400,
                                        "INVALID_FIELD",
                                        "No such column '%s' on sobject of type %s"
                                                .formatted(name, entity.name())));
    }

    private static Field relationship(Entity entity, String name) {
        return entity.relationship(name).orElseGet(() -> field(entity, name));
    }

    private Object typed(Field field, Object value) {
        return switch (value) {
            case String text when text.isEmpty() || coerce || fromText(field) ->
                    text.isEmpty() && !field.type().text()
                            ? refuse(field, "VALUE_STRING", text)
                            : Values.parse(field, text)
                                    .orElseGet(() -> refuse(field, "VALUE_STRING", text));
            case Boolean flag when field.type() == FieldType.BOOLEAN -> flag;
            case Number number when field.type().number() ->
                    Values.parse(field, number.toString())
                            .orElseGet(() -> refuse(field, "VALUE_NUMBER_FLOAT", number));
            case Boolean flag ->
                    refuse(field, "VALUE_" + flag.toString().toUpperCase(Locale.ROOT), flag);
            case BigDecimal number -> refuse(field, "VALUE_NUMBER_FLOAT", number);
            case Number number -> refuse(field, "VALUE_NUMBER_INT", number);
            case List<?> list -> refuse(field, "START_ARRAY", list);
            default -> refuse(field, "VALUE_STRING", value);
        };
    }

    private static boolean fromText(Field field) {
        return !field.type().number() && field.type() != FieldType.BOOLEAN;
    }

    private static Object refuse(Field field, String token, Object value) {
        throw SalesforceProblem.json(
                "Cannot deserialize instance of %s from %s value %s or request may be missing a required field at [line:1, column:1]"
                        .formatted(field.type().key(), token, value));
    }

    static SalesforceProblem wrongType(Field field, String text) {
        return SalesforceProblem.invalid(
                "INVALID_TYPE_ON_FIELD_IN_RECORD",
                "%s: value not of required type: %s".formatted(field.label(), text),
                field.name());
    }

    /** The id of the record that {"Ext__c": "x"} means. */
    private String byKey(Field reference, String relationship, Map<?, ?> key) {
        Map<Object, Object> bare = new HashMap<>(key);
        bare.remove("attributes");
        if (bare.size() != 1 || reference.referenceTo().isEmpty()) {
            throw SalesforceProblem.invalid(
                    "INVALID_FIELD",
                    "%s must name one external ID field".formatted(relationship),
                    reference.name());
        }
        Map.Entry<Object, Object> only = bare.entrySet().iterator().next();
        Entity target = schema.require(reference.referenceTo().getFirst());
        Field field = field(target, String.valueOf(only.getKey()));
        if (!field.key()) {
            throw SalesforceProblem.invalid(
                    "INVALID_FIELD",
                    "Field name provided, %s is not an External ID or indexed field for %s"
                            .formatted(field.name(), target.name()));
        }
        Set<String> found = store.table(target).withKey(field, Table.key(only.getValue()));
        if (found.size() != 1) {
            throw SalesforceProblem.invalid(
                    "INVALID_FIELD",
                    "Foreign key external ID: %s not found for field %s in entity %s"
                            .formatted(only.getValue(), field.name(), target.name()));
        }
        return new ArrayList<>(found).getFirst();
    }
}
