package dev.tributary.call;

import dev.tributary.connector.Paging;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages smaller than a provider gives: cut out of a larger one, or out of an answer without pages,
 * which is fetched again for the next part. What is asked for upstream is one page for one of ours
 * all the same.
 */
record CutPages(int size, @Nullable Object at, int skip) {
    private static final String AT = "at";
    private static final String SKIP = "skip";

    static boolean needed(@Nullable Paging paging, int size) {
        return paging instanceof Paging.NextUrl url && url.min() > size;
    }

    /** Whether a page may have more records than it was asked for. */
    static boolean mayBeNeeded(@Nullable Paging paging) {
        return switch (paging) {
            case Paging.NextUrl url -> url.min() == 0; // else it is cut where it is fetched
            case Paging.Keyset _ -> false;
            case Paging.Cursor _, Paging.Offset _, Paging.Page _, Paging.Link _ -> true;
            case Paging.Dynamic _ -> true;
            case null -> true;
        };
    }

    static CutPages of(@Nullable Object position, int size) {
        return position instanceof Map<?, ?> cut && cut.containsKey(SKIP)
                ? new CutPages(size, cut.get(AT), Cursor.number(cut.get(SKIP)))
                : new CutPages(size, position, 0);
    }

    WalkPages.Fetch out(WalkPages.Fetch whole) {
        List<@Nullable Object> items = whole.items();
        int from = Math.min(skip, items.size());
        int to = Math.min(items.size(), from + size);
        if (to == items.size()) {
            return new WalkPages.Fetch(items.subList(from, to), whole.next());
        }
        Map<String, @Nullable Object> further = new LinkedHashMap<>();
        further.put(AT, at);
        further.put(SKIP, to);
        return new WalkPages.Fetch(items.subList(from, to), further);
    }
}
