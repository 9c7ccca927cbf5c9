package dev.tributary.sandbox.salesforce;

import java.util.List;

/**
 * A key that several records have: alone a 300 with all of them, in a batch an error of its row.
 */
final class Ambiguous extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Entity entity;
    private final transient List<String> ids;

    Ambiguous(Entity entity, List<String> ids) {
        super("several records have this key");
        this.entity = entity;
        this.ids = List.copyOf(ids);
    }

    Entity entity() {
        return entity;
    }

    List<String> ids() {
        return ids;
    }
}
