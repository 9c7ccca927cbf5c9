package dev.tributary.jsonata.eval;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The variables of one block, function call or tuple, laid out as its {@link Scope} says. */
public final class Frame {
    /** The frame of an expression that binds nothing outside of blocks. */
    static final Frame ROOT = new Frame(null, new Object[0], null);

    private static final Object NULL = new Object();

    final @Nullable Frame parent;
    private final Object[] slots;
    private final @Nullable Map<String, Object> named;

    /**
     * Parameters are the first slots and always bound; the array belongs to the frame from now on.
     */
    Frame(@Nullable Frame parent, Object[] slots, @Nullable Map<String, Object> named) {
        this.parent = parent;
        this.slots = slots;
        this.named = named;
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

    Map<String, Object> named() {
        return named;
    }
}
