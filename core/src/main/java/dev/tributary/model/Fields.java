package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields by name, in the order of the model file. */
public record Fields(Map<String, Field> byName) {
    public Fields {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    public static Fields of(List<Field> fields) {
        Map<String, Field> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        return new Fields(byName);
    }

    public @Nullable Field get(String name) {
        return byName.get(name);
    }

    public Collection<Field> all() {
        return byName.values();
    }

    /** The type at a dotted path such as {@code owner.id}; null when the model has none. */
    public @Nullable FieldType typeAt(String path) {
        int dot = path.indexOf('.');
        Field field = byName.get(dot < 0 ? path : path.substring(0, dot));
        if (field == null || dot < 0) {
            return field == null ? null : field.type();
        }
        String rest = path.substring(dot + 1);
        return switch (field.type()) {
            case FieldType.Reference reference -> reference.group().fields().typeAt(rest);
            case FieldType.Group group -> group.fields().typeAt(rest);
            case FieldType.Plain plain ->
                    plain == FieldType.Plain.MAP ? FieldType.Plain.TEXT : null;
            case FieldType.Choice _, FieldType.Many _ -> null;
        };
    }
}
