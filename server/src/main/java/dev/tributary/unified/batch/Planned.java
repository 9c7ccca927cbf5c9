package dev.tributary.unified.batch;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * A request of a batch that has been checked; in its values expressions are compiled.
 *
 * @param method of HTTP
 * @param body null: none
 */
record Planned(
        String id,
        String method,
        Where where,
        Map<String, Object> query,
        @Nullable Object body,
        Set<String> dependencies) {

    /**
     * A path; with an id that is known when it is sent, {@code before/id} and then {@code after}.
     */
    record Where(String before, @Nullable Object id, String after) {}
}
