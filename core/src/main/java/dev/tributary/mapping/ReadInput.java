package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an expression gets to see of a provider's record: the paths it reads, without nulls. Picking
 * those is cheaper than copying a record of a hundred properties to take its nulls out.
 */
final class ReadInput {
    /** Names below which something is read; without any, all of it is. */
    private final Map<String, ReadInput> below = new HashMap<>();

    private boolean whole;

    private ReadInput() {}

    /** An expression that says nothing of what it reads gets everything. */
    static ReadInput of(Expression expression) {
        ReadInput root = new ReadInput();
        List<String> references = expression.references();
        root.whole = references.isEmpty();
        for (String reference : references) {
            if (reference.isEmpty()) {
                root.whole = true;
            } else {
                root.add(ProviderPath.parse(reference).names());
            }
        }
        return root;
    }

    private void add(List<String> names) {
        ReadInput at = this;
        for (String name : names) {
            at = at.below.computeIfAbsent(name, absent -> new ReadInput());
        }
        at.whole = true;
    }

    @Nullable Object from(@Nullable Object value) {
        if (whole || !(value instanceof Map<?, ?> map)) {
            return Trees.withoutNulls(value);
        }
        Map<String, @Nullable Object> picked = new LinkedHashMap<>(below.size() * 2);
        for (Map.Entry<String, ReadInput> entry : below.entrySet()) {
            Object found = entry.getValue().from(map.get(entry.getKey()));
            if (found != null) {
                picked.put(entry.getKey(), found);
            }
        }
        return picked;
    }
}
