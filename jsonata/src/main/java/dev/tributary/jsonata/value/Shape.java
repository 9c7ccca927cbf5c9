package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * The keys of all objects one constructor makes, with a hash index; shared by them and immutable.
 */
public final class Shape {
    private static final int GROWS_TO = 64;

    final String[] keys;
    private final int[] index;

    /** What it became last by one more key, whichever thread made that. */
    private @Nullable Grown grown;

    private record Grown(String key, Shape shape) {}

    /** Keys must be distinct. */
    public Shape(List<String> keys) {
        // Whoever asks with an interned name finds the very same one, and compares no characters.
        this(keys.stream().map(String::intern).toArray(String[]::new));
    }

    private Shape(String[] keys) {
        this.keys = keys;
        this.index = new int[Integer.highestOneBit(Math.max(1, keys.length)) * 4];
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

    /** The shape with one key more, which is not yet in it; null when that would be too many. */
    @Nullable Shape with(String key) {
        Grown known = grown;
        if (known == null || !known.key.equals(key)) {
            if (keys.length >= GROWS_TO) return null;
            String[] more = Arrays.copyOf(keys, keys.length + 1);
            more[keys.length] = key;
            known = new Grown(key, new Shape(more));
            grown = known;
        }
        return known.shape;
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
