package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Follows a list page by page to its end. A provider that comes back to a place, or gives ever more
 * of them, is stopped instead of followed for ever.
 *
 * @param most pages of one walk
 */
public record FollowPages(int most) {
    public static final FollowPages USUAL = new FollowPages(100_000);

    /** A list: takes what is at a position (null: the beginning) and says where to go on. */
    interface Pages<P> {
        /** Null when that was the last page. */
        @Nullable P take(@Nullable P position);
    }

    /**
     * @param what is listed, for people
     * @param first null: the beginning
     * @param place a position as a text, the same for the same place
     */
    <P> void each(
            String what, @Nullable P first, Function<? super P, String> place, Pages<P> list) {
        P position = first;
        Set<String> places = new HashSet<>();
        for (int pages = 0; pages < most; pages++) {
            position = list.take(position);
            if (position == null) {
                return;
            }
            String at = place.apply(position);
            if (!places.add(at)) {
                throw new Failure(
                        Code.UPSTREAM_INVALID,
                        "the walk over %s makes no progress: it came to the position %s twice"
                                .formatted(what, at));
            }
        }
        throw new Failure(
                Code.UPSTREAM_INVALID,
                "the walk over %s was stopped after %d pages (call.pages_max): it may have no end"
                        .formatted(what, most));
    }
}
