package dev.tributary.call;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A provider's decoded answer; header names are in lower case, {@code body} is a JSON tree (null
 * for an empty body; of CSV the list of its records).
 */
public record Answer(int status, Map<String, String> headers, @Nullable Object body) {

    /** The form in which a connector's error and limit expressions read it. */
    Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("status", status);
        tree.put("headers", headers);
        tree.put("body", body);
        return tree;
    }
}
