package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a provider hands out a long list. {@code size} names the page-size parameter (null: it has
 * none), {@code max} the most records a page can hold, {@code in} where the parameters go.
 */
public sealed interface Paging {
    enum Place {
        QUERY,
        BODY
    }

    @Nullable String size();

    int max();

    Place in();

    /**
     * An opaque cursor: {@code next} reads it from the answer, {@code send} names the parameter.
     */
    record Cursor(String send, Place in, Expression next, @Nullable String size, int max)
            implements Paging {}

    record Offset(String send, Place in, @Nullable String size, int max) implements Paging {}

    /** Numbered pages from {@code first}; a short or empty page ends the walk. */
    record Page(String send, Place in, int first, @Nullable String size, int max)
            implements Paging {}

    /** The {@code Link} header with {@code rel="next"}. */
    record Link(Place in, @Nullable String size, int max) implements Paging {}

    /**
     * The answer carries the next URL.
     *
     * @param min fewest records of a page, 0: as few as wanted; a smaller page is cut out of one
     */
    record NextUrl(Place in, Expression next, @Nullable String size, int max, int min)
            implements Paging {}

    /**
     * By value: ordered by these provider fields; the predicate goes into the query. The walk ends
     * where {@code done} says so, or with a short page.
     */
    record Keyset(
            List<String> by, Place in, @Nullable Expression done, @Nullable String size, int max)
            implements Paging {}

    /** Three expressions decide what to send first, what next, and when to stop. */
    record Dynamic(
            String send,
            Place in,
            Expression first,
            Expression next,
            Expression done,
            @Nullable String size,
            int max)
            implements Paging {}
}
