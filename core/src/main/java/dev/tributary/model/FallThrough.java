package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Gathers the fields of one record in which the provider has a word that the model does not have,
 * and which are null for that reason. Costs nothing while there are none. Not thread-safe.
 */
public final class FallThrough {
    private @Nullable List<String> fields;

    /** A field by its dotted path, once for each word. */
    public void add(String field) {
        if (fields == null) {
            fields = new ArrayList<>(2);
        }
        fields.add(field);
    }

    public List<String> fields() {
        return fields == null ? List.of() : Collections.unmodifiableList(fields);
    }
}
