package dev.tributary.catalog;

import org.jdbi.v3.core.Handle;

/** Numbers everything that is written here, in the order in which it is committed. */
final class ChangeCounter {
    private ChangeCounter() {}

    /** The number of this transaction's change; others that want one wait until it has ended. */
    static long next(Handle handle) {
        return handle.createQuery("UPDATE catalog_change SET number = number + 1 RETURNING number")
                .mapTo(Long.class)
                .one();
    }

    /** The last number; whatever has a smaller one is visible. */
    static long now(Handle handle) {
        return handle.createQuery("SELECT number FROM catalog_change").mapTo(Long.class).one();
    }
}
