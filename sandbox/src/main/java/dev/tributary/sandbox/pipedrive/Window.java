package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A part of a list of API v1: from a start, so many. */
record Window(long start, long limit, boolean emptyAsNull) {
    private static final long LIMIT = 100;
    private static final long LIMIT_MAX = 500;

    /**
     * @throws PipedriveProblem when start or limit is malformed
     */
    static Window of(Call call) {
        return new Window(
                call.numberOr("start", 0, 0, Long.MAX_VALUE),
                call.numberOr("limit", LIMIT, 1, LIMIT_MAX),
                call.dials().on(PipedriveDial.V1_EMPTY_LISTS_AS_NULL));
    }

    <T> Reply show(List<T> all, Function<T, ?> view) {
        return show(all, view, Map.of());
    }

    /**
     * @param more what stands beside the pagination
     */
    <T> Reply show(List<T> all, Function<T, ?> view, Map<String, ?> more) {
        List<?> part = all.stream().skip(start).limit(limit).map(view).toList();
        boolean unfinished = start + limit < all.size();
        Map<String, @Nullable Object> pagination =
                Json.of("start", start)
                        .and("limit", limit)
                        .and("more_items_in_collection", unfinished);
        if (unfinished) {
            pagination.put("next_start", start + limit);
        }
        Json.Fields additional = Json.of();
        additional.putAll(more);
        return Reply.json(
                200,
                Json.of("success", true)
                        .and("data", part.isEmpty() && emptyAsNull ? null : part)
                        .and("additional_data", additional.and("pagination", pagination)));
    }
}
