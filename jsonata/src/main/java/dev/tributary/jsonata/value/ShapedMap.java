package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * An object made by a constructor with constant keys: a shared {@link Shape} and an array of
 * values, undefined where a key is absent. An ordinary modifiable map; the first change that does
 * not fit the shape turns it into a linked hash map, or gives it a larger shape when it is a copy
 * of many that are changed alike.
 */
public final class ShapedMap extends AbstractMap<String, Object> {
    private Shape shape;
    private Object[] values;

    /** What it belongs to, if to anything; the map it has become, once there are no values. */
    private @Nullable Object rest;

    /** The values belong to the map from now on. */
    public ShapedMap(Shape shape, Object[] values) {
        this(shape, values, null);
    }

    /** {@code owner} is the copy it belongs to, and may change it: its shape then grows with it. */
    ShapedMap(Shape shape, Object[] values, @Nullable Object owner) {
        this.shape = shape;
        this.values = values;
        this.rest = owner;
    }

    @Nullable Object owner() {
        return values != null ? rest : rest instanceof Owned owned ? owned.owner : null;
    }

    /** An ordinary object that belongs to a copy. */
    static final class Owned extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1;

        final transient Object owner;

        Owned(int size, Object owner) {
            super((int) Math.ceil(size / 0.75)); // of many small ones most would be empty table
            this.owner = owner;
        }
    }

    @SuppressWarnings("unchecked")
    private LinkedHashMap<String, Object> changed() {
        return (LinkedHashMap<String, Object>) rest;
    }

    /** The values by position in the shape, or null once the map has left its shape. */
    Object[] shaped() {
        return values;
    }

    /** What it was made with; its own only as long as {@link #shaped} is there. */
    Shape shape() {
        return shape;
    }

    @Override
    public @Nullable Object getOrDefault(@Nullable Object key, @Nullable Object absent) {
        if (values == null) return changed().getOrDefault(key, absent);
        int at = shape.find(key);
        return at < 0 || values[at] == UNDEFINED ? absent : values[at];
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return getOrDefault(key, null);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return getOrDefault(key, UNDEFINED) != UNDEFINED;
    }

    @Override
    public int size() {
        if (values == null) return changed().size();
        int size = 0;
        for (Object value : values) {
            if (value != UNDEFINED) size++;
        }
        return size;
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public @Nullable Object put(String key, @Nullable Object value) {
        int at = values == null ? -1 : shape.find(key);
        if (at < 0 && grown(key, value)) return null;
        if (at < 0 || values[at] == UNDEFINED) return change().put(key, value);
        Object old = values[at];
        values[at] = value;
        return old;
    }

    private boolean grown(String key, @Nullable Object value) {
        Shape larger = rest == null || values == null ? null : shape.with(key);
        if (larger == null) return false;
        values = Arrays.copyOf(values, larger.keys.length);
        values[values.length - 1] = value;
        shape = larger;
        return true;
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        return containsKey(key) ? change().remove(key) : null;
    }

    @Override
    public void clear() {
        change().clear();
    }

    private LinkedHashMap<String, Object> change() {
        if (values != null) {
            LinkedHashMap<String, Object> copy =
                    rest == null ? new LinkedHashMap<>() : new Owned(values.length, rest);
            forEach(copy::put);
            rest = copy;
            values = null;
        }
        return changed();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Object> action) {
        if (values == null) {
            changed().forEach(action);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] != UNDEFINED) action.accept(shape.keys[i], values[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return values == null ? changed().entrySet() : new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
        @Override
        public int size() {
            return ShapedMap.this.size();
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return values == null ? changed().entrySet().iterator() : new Walk();
        }
    }

    private final class Walk implements Iterator<Map.Entry<String, Object>> {
        private int next = present(0);
        private int last = -1;

        private int present(int from) {
            while (values != null && from < values.length && values[from] == UNDEFINED) from++;
            return from;
        }

        @Override
        public boolean hasNext() {
            return values != null && next < values.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) throw new NoSuchElementException();
            last = next;
            next = present(next + 1);
            return new Slot(last);
        }

        @Override
        public void remove() {
            if (last < 0) throw new IllegalStateException();
            values[last] = UNDEFINED;
            last = -1;
        }
    }

    private final class Slot extends SimpleEntry<String, Object> {
        private static final long serialVersionUID = 1;

        Slot(int at) {
            super(shape.keys[at], values[at]);
        }

        @Override
        public @Nullable Object setValue(@Nullable Object value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
