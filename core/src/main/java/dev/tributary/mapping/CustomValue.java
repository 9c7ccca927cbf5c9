package dev.tributary.mapping;

import dev.tributary.model.Conform;
import dev.tributary.model.FieldType;
import dev.tributary.model.Nonconforming;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A custom field's value in the form of its discovered type. What does not fit stays as it came: a
 * tenant's own field must not keep the record from being read.
 */
final class CustomValue {
    private static final Map<String, Conform> BY_TYPE =
            Map.of(
                    "number", Conform.to(FieldType.Plain.NUMBER),
                    "boolean", Conform.to(FieldType.Plain.BOOLEAN),
                    "date", Conform.to(FieldType.Plain.DATE),
                    "datetime", Conform.to(FieldType.Plain.DATETIME));

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
}
