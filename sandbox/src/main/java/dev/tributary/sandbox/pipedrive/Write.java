package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody wants a record to hold, checked value by value.
 *
 * @param values by code of standard fields; null clears
 * @param custom by key of the company's own fields; null clears
 */
record Write(Map<String, @Nullable Object> values, Map<String, @Nullable Object> custom) {

    boolean gives(String code) {
        return values.containsKey(code);
    }

    /** A map with the given values laid over it; those that are null are taken out. */
    static Map<String, @Nullable Object> over(
            Map<String, @Nullable Object> base, Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(base);
        given.forEach(
                (code, value) -> {
                    if (value == null) {
                        after.remove(code);
                    } else {
                        after.put(code, value);
                    }
                });
        return after;
    }
}
