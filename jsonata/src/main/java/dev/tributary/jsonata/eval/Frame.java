package dev.tributary.jsonata.eval;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** The variables of one block, function call or tuple, laid out as its {@link Scope} says. */
public final class Frame {
    /** The frame of an expression that binds nothing outside of blocks. */
    static final Frame ROOT = new Frame(null, new Object[0], null);

    /** What {@link #named(String)} says of a name that is not bound. */
    static final Object ABSENT = new Object();

    private static final Object NULL = new Object();

    final @Nullable Frame parent;
    private final Object[] slots;
    private final @Nullable Names tuple;
    private @Nullable Map<String, Object> named;

    /**
     * Parameters are the first slots and always bound; the array belongs to the frame from now on.
     */
    Frame(@Nullable Frame parent, Object[] slots, @Nullable Names tuple) {
        this.parent = parent;
        this.slots = slots;
        this.tuple = tuple;
    }

    Frame up(int hops) {
        Frame frame = this;
        for (int i = hops; i > 0; i--) frame = frame.parent;
        return frame;
    }

    @Nullable Object parameter(int slot) {
        return slots[slot];
    }

    void setParameter(int slot, @Nullable Object value) {
        slots[slot] = value;
    }

    boolean isBound(int slot) {
        return slots[slot] != null;
    }

    @Nullable Object local(int slot) {
        Object value = slots[slot];
        return value == NULL ? null : value;
    }

    void bind(int slot, @Nullable Object value) {
        slots[slot] = value == null ? NULL : value;
    }

    /** The value of a name nobody could foresee, or {@link #ABSENT}. */
    @Nullable Object named(String name) {
        if (named != null && named.containsKey(name)) return named.get(name);
        Names found = Names.find(tuple, name);
        return found == null ? ABSENT : found.value();
    }

    void bindNamed(String name, @Nullable Object value) {
        if (named == null) named = new HashMap<>();
        named.put(name, value);
    }
}
