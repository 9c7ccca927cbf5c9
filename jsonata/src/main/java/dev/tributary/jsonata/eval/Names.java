package dev.tributary.jsonata.eval;

import org.jspecify.annotations.Nullable;

/**
 * Variables and their values, the newest first, shared by all that have been made from the same:
 * what the tuples of a path carry along. There are never more of them than a source has {@code @},
 * {@code #} and {@code %}.
 */
record Names(String name, @Nullable Object value, @Nullable Names before) {
    /** The variables with that one, or null if it is not among them. */
    static @Nullable Names find(@Nullable Names names, String wanted) {
        Names at = names;
        while (at != null && !at.name.equals(wanted)) at = at.before;
        return at;
    }

    /** The variables of both; the inner ones hide those outside. */
    static @Nullable Names joined(@Nullable Names outer, @Nullable Names inner) {
        if (inner == null) return outer;
        return new Names(inner.name, inner.value, joined(outer, inner.before));
    }
}
