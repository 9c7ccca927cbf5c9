package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A field as seen from a row: perhaps the field of a record that the row refers to.
 *
 * @param hops the references on the way
 */
record Reach(List<Field> hops, Field field) {
    Reach {
        hops = List.copyOf(hops);
    }

    @Nullable Object read(SObject row, Rows rows) {
        SObject at = row;
        for (Field hop : hops) {
            SObject next = rows.referred(hop, at);
            if (next == null) {
                return null;
            }
            at = next;
        }
        Object value = at.get(field.name());
        return value == null && field.type() == FieldType.BOOLEAN ? Boolean.FALSE : value;
    }

    /** The way in the names of the schema: Account.Owner.Name. */
    String name() {
        List<String> names = new ArrayList<>();
        hops.forEach(hop -> names.add(hop.relationship()));
        names.add(field.name());
        return String.join(".", names);
    }
}
