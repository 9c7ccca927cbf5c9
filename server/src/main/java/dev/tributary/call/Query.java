package dev.tributary.call;

import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A unified list request.
 *
 * @param limit records wanted in this page
 * @param cursor a cursor of ours from an earlier page; null: the first
 * @param remote parameters for the provider, untranslated
 * @param deleted those that have been deleted, and only those
 */
public record Query(
        List<Filter> filters,
        List<Sort> sort,
        int limit,
        @Nullable String cursor,
        Map<String, String> remote,
        boolean deleted) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 1000;

    /** {@code value} is text, or a list of text for {@code IN}. */
    public record Filter(String field, Operator operator, Object value) {}

    public record Sort(String field, boolean descending) {}

    public Query {
        filters = List.copyOf(filters);
        sort = List.copyOf(sort);
        remote = Map.copyOf(remote);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException(
                    "limit is %d; it must be 1 to %d".formatted(limit, LIMIT_MAX));
        }
    }

    /** A list of what stands. */
    public Query(
            List<Filter> filters,
            List<Sort> sort,
            int limit,
            @Nullable String cursor,
            Map<String, String> remote) {
        this(filters, sort, limit, cursor, remote, false);
    }

    /** Everything, in pages as large as allowed. */
    public static Query all() {
        return new Query(List.of(), List.of(), LIMIT_MAX, null, Map.of());
    }

    /** What changed at or after {@code instant} (RFC 3339), oldest first. */
    public static Query changedSince(String instant) {
        return new Query(
                List.of(new Filter("updated_at", Operator.GTE, instant)),
                List.of(new Sort("updated_at", false)),
                LIMIT_MAX,
                null,
                Map.of());
    }

    /** The same with these filters instead. */
    Query with(List<Filter> others) {
        return new Query(others, sort, limit, cursor, remote, deleted);
    }

    public Query at(@Nullable String next) {
        return new Query(filters, sort, limit, next, remote, deleted);
    }
}
