package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the wish for a custom field. */
final class SandboxField {
    private SandboxField() {}

    /**
     * @throws IllegalArgumentException when the wish is not understood
     */
    static Field of(Map<String, @Nullable Object> body) {
        String name = Control.text(body, "name");
        String kind = Json.asText(body.get("type")).orElse("string");
        FieldType type =
                FieldType.find(kind)
                        .orElseThrow(
                                () -> new IllegalArgumentException("there is no type " + kind));
        Field field =
                type == FieldType.REFERENCE
                        ? Field.reference(
                                name,
                                Control.texts(body, "reference_to", List.of("Account"))
                                        .toArray(new String[0]))
                        : Field.of(name, type);
        if (body.get("length") instanceof Integer length) {
            field = field.withLength(length);
        }
        if (body.get("precision") instanceof Integer precision
                && body.get("scale") instanceof Integer scale) {
            field = field.withDigits(precision, scale);
        }
        if (body.containsKey("relationship_children")) {
            field =
                    field.withReference(
                            field.referenceTo(),
                            field.relationship(),
                            Control.text(body, "relationship_children"));
        }
        field = field.withValues(Control.texts(body, "values", List.of()));
        for (Field.Flag flag : Field.Flag.values()) {
            if (Boolean.TRUE.equals(body.get(flag.name().toLowerCase(Locale.ROOT)))) {
                field = field.with(flag);
            }
        }
        return body.containsKey("label") ? field.withLabel(Control.text(body, "label")) : field;
    }
}
