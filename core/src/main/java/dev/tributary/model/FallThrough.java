package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Gathers the fields of one record in which the provider has what the model cannot take, a word
 * that it does not have or a number that is none, and which are null for that reason. Costs nothing
 * while there are none. Not thread-safe.
 */
public final class FallThrough {
    private final boolean refuses;
    private @Nullable List<String> fields;

    /** For what a provider says. */
    public FallThrough() {
        this(false);
    }

    private FallThrough(boolean refuses) {
        this.refuses = refuses;
    }

    /** For what a caller of ours says: no number falls through, it is refused. */
    static FallThrough refusing() {
        return new FallThrough(true);
    }

    /** A field by its dotted path, once for each value. */
    public void add(String field) {
        if (fields == null) {
            fields = new ArrayList<>(2);
        }
        fields.add(field);
    }

    /**
     * @throws Nonconforming the same, where nothing may fall through
     */
    void add(String field, Nonconforming wrong) {
        if (refuses) {
            throw wrong;
        }
        add(field);
    }

    public List<String> fields() {
        return fields == null ? List.of() : Collections.unmodifiableList(fields);
    }
}
