package dev.tributary.mapping;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.value.Name;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an expression gets to see of a provider's record: the paths it reads, without nulls. Picking
 * those is cheaper than copying a record of a hundred properties to take its nulls out.
 */
final class ReadInput {
    private final boolean whole;

    /** The names below which something is read, in the order of their forms. */
    private final Shape names;

    private final Name[] keys;
    private final ReadInput[] below;

    /** What is known while references are added. */
    private static final class Draft {
        private final Map<String, Draft> below = new LinkedHashMap<>();
        private boolean whole;

        void add(List<String> names) {
            Draft at = this;
            for (String name : names) {
                at = at.below.computeIfAbsent(name, absent -> new Draft());
            }
            at.whole = true;
        }
    }

    private ReadInput(Draft draft) {
        whole = draft.whole;
        names = new Shape(List.copyOf(draft.below.keySet()));
        keys = draft.below.keySet().stream().map(Name::new).toArray(Name[]::new);
        below = draft.below.values().stream().map(ReadInput::new).toArray(ReadInput[]::new);
    }

    /** An expression that says nothing of what it reads gets everything. */
    static ReadInput of(Expression expression) {
        Draft root = new Draft();
        List<String> references = expression.references();
        root.whole = references.isEmpty();
        for (String reference : references) {
            if (reference.isEmpty()) {
                root.whole = true;
            } else {
                root.add(ProviderPath.parse(reference).names());
            }
        }
        return new ReadInput(root);
    }

    @Nullable Object from(@Nullable Object value) {
        if (whole || !(value instanceof Map<?, ?> map)) {
            return Trees.withoutNulls(value);
        }
        Object[] picked = new Object[keys.length];
        for (int i = 0; i < keys.length; i++) {
            Object found = keys[i].of(map);
            found = found == Jsonata.UNDEFINED ? null : below[i].from(found);
            picked[i] = found == null ? Jsonata.UNDEFINED : found;
        }
        return new ShapedMap(names, picked);
    }
}
