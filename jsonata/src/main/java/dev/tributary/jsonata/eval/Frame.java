package dev.tributary.jsonata.eval;

import java.util.Map;

/** The variables of one block, function call or tuple, laid out as its {@link Scope} says. */
public final class Frame {
    private static final Object NULL = new Object();

    final Frame parent;
    private final Object[] slots;
    private final Map<String, Object> named;

    /**
     * Parameters are the first slots and always bound; the array belongs to the frame from now on.
     */
    Frame(Frame parent, Object[] slots, Map<String, Object> named) {
        this.parent = parent;
        this.slots = slots;
        this.named = named;
    }

    Frame up(int hops) {
        Frame frame = this;
        for (int i = hops; i > 0; i--) frame = frame.parent;
        return frame;
    }

    Object parameter(int slot) {
        return slots[slot];
    }

    void setParameter(int slot, Object value) {
        slots[slot] = value;
    }

    boolean isBound(int slot) {
        return slots[slot] != null;
    }

    Object local(int slot) {
        Object value = slots[slot];
        return value == NULL ? null : value;
    }

    void bind(int slot, Object value) {
        slots[slot] = value == null ? NULL : value;
    }

    Map<String, Object> named() {
        return named;
    }
}
