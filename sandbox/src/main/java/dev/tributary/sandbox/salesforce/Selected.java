package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a query.
 *
 * @param total rows or, for COUNT(), what was counted
 * @param columns as a bulk result shows them; empty with children or aggregates
 */
record Selected(Entity entity, long total, List<Showable> rows, List<Reach> columns) {

    /** A row that can be shown, in some version of the API. */
    @FunctionalInterface
    interface Showable {
        Map<String, @Nullable Object> show(String version);
    }
}
