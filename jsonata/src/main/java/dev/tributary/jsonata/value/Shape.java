package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * The keys of all objects one constructor makes, with a hash index; shared by them and immutable.
 */
public final class Shape {
    final String[] keys;
    private final int[] index;

    /** Keys must be distinct. */
    public Shape(List<String> keys) {
        // Whoever asks with an interned name finds the very same one, and compares no characters.
        this.keys = keys.stream().map(String::intern).toArray(String[]::new);
        this.index = new int[Integer.highestOneBit(Math.max(1, keys.size())) * 4];
        for (int i = 0; i < this.keys.length; i++) {
            int slot = slot(this.keys[i].hashCode());
            while (index[slot] != 0) slot = slot + 1 & index.length - 1;
            index[slot] = i + 1;
        }
    }

    public int size() {
        return keys.length;
    }

    public List<String> keys() {
        return List.of(keys);
    }

    /** The values of an object that has none of the keys yet. */
    public Object[] nothing() {
        Object[] values = new Object[keys.length];
        Arrays.fill(values, UNDEFINED);
        return values;
    }

    /** Where the key's value is, or -1. */
    public int find(@Nullable Object key) {
        if (!(key instanceof String name)) return -1;
        int slot = slot(name.hashCode());
        while (index[slot] != 0) {
            int at = index[slot] - 1;
            if (keys[at].equals(name)) return at;
            slot = slot + 1 & index.length - 1;
        }
        return -1;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) * 0x9E3779B9 >>> 7 & index.length - 1;
    }
}
