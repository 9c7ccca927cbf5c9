package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The name of a field, and where the last object had it: objects that are read one after another
 * mostly have one shape. Safe to share: a place that another thread has overwritten is only asked
 * in vain.
 */
public final class Name {
    private final String text;
    private int place;

    public Name(String text) {
        this.text = text.intern();
    }

    public String text() {
        return text;
    }

    /** The field of the object; {@code UNDEFINED} when it has none. */
    public @Nullable Object of(Map<?, ?> map) {
        Object[] values = map instanceof ShapedMap shaped ? shaped.shaped() : null;
        if (values == null) return Values.field(map, text);
        Shape shape = ((ShapedMap) map).shape();
        int at = place;
        if (at >= values.length || shape.keys[at] != text) {
            at = shape.find(text);
            if (at < 0) return UNDEFINED;
            place = at;
        }
        return values[at];
    }
}
