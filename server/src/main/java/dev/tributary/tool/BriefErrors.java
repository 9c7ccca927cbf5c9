package dev.tributary.tool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Batch answers say of each record why not; a fixture has what is the connector's share in it. */
final class BriefErrors {
    /** Follows from the code, or repeats the provider's answer. */
    private static final Set<String> LEFT_OUT =
            Set.of("title", "status", "advice", "retryable", "upstream_status", "upstream_body");

    private BriefErrors() {}

    static Object in(Object answer) {
        if (!(answer instanceof Map<?, ?> map) || !(map.get("result") instanceof List<?> rows)) {
            return answer;
        }
        List<@Nullable Object> brief = new ArrayList<>();
        rows.forEach(row -> brief.add(row(row)));
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        copy.put("result", brief);
        return copy;
    }

    private static @Nullable Object row(@Nullable Object row) {
        if (!(row instanceof Map<?, ?> map) || !(map.get("error") instanceof Map<?, ?> error)) {
            return row;
        }
        Map<Object, @Nullable Object> brief = new LinkedHashMap<>(error);
        brief.keySet().removeIf(LEFT_OUT::contains);
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        copy.put("error", brief);
        return copy;
    }
}
