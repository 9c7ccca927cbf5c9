package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Deep copies that may be changed: what $clone makes. Numbers stay as they are. Each object knows
 * which copy it belongs to; a set of them all would cost more than they do.
 */
public final class Copy {
    private final Run run;
    private final Object mark = new Object();

    public Copy(Run run) {
        this.run = run;
    }

    /** Whether this is an object of a copy made here, and so nobody else's. */
    public boolean made(@Nullable Object value) {
        if (value instanceof ShapedMap object) return object.owner() == mark;
        return value instanceof ShapedMap.Owned object && object.owner == mark;
    }

    public @Nullable Object of(@Nullable Object value) {
        if (value instanceof Items items && items.isWholeInput()) return of(items.get(0));
        if (value instanceof List<?> list) return list(list);
        if (value instanceof Map<?, ?> map) return map(map);
        if (value instanceof Callable) return "";
        return value == UNDEFINED ? null : value;
    }

    private Items list(List<?> list) {
        run.nodes(list.size());
        run.enter(1);
        Items copy = Items.list(list.size());
        for (Object item : list) copy.add(of(item));
        run.leave(1);
        return copy;
    }

    private Map<String, Object> map(Map<?, ?> map) {
        run.nodes(map.size());
        run.enter(1);
        Map<String, Object> copy =
                map instanceof ShapedMap shaped && shaped.shaped() != null
                        ? shaped(shaped.shape(), shaped.shaped())
                        : unshaped(map);
        run.leave(1);
        return copy;
    }

    private Map<String, Object> shaped(Shape shape, Object[] values) {
        Object[] copies = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            copies[i] = values[i] == UNDEFINED ? UNDEFINED : of(values[i]);
        }
        return new ShapedMap(shape, copies, mark);
    }

    private Map<String, Object> unshaped(Map<?, ?> map) {
        Map<String, Object> copy = new ShapedMap.Owned(map.size(), mark);
        map.forEach((key, value) -> copy.put(String.valueOf(key), of(value)));
        return copy;
    }
}
