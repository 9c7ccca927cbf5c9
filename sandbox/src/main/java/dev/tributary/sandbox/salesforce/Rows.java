package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

/** Where queries find rows. */
final class Rows {
    private final Schema schema;
    private final Store store;

    Rows(Schema schema, Store store) {
        this.schema = schema;
        this.store = store;
    }

    Schema schema() {
        return schema;
    }

    Table table(Entity entity) {
        return store.table(entity);
    }

    /** The standing record that a row refers to. */
    @Nullable SObject referred(Field reference, SObject row) {
        if (!(row.get(reference.name()) instanceof String id)) {
            return null;
        }
        Entity target =
                reference.referenceTo().size() == 1
                        ? schema.require(reference.referenceTo().getFirst())
                        : schema.ofId(id).orElseThrow();
        return store.standing(target, id).orElse(null);
    }
}
