package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists and reads a resource that is several objects at the provider: one variant after another, or
 * those that a filter on the field that tells them apart leaves.
 */
final class AcrossVariants {
    private static final String WORD = "w";
    private static final String INNER = "c";

    private final ListRecords list;
    private final GetMany get;

    AcrossVariants(ListRecords list, GetMany get) {
        this.list = list;
        this.get = get;
    }

    Page page(Target target, Query query, Trace trace) {
        List<String> words = words(target, query);
        if (words.isEmpty()) {
            return new Page(List.of(), null);
        }
        String word = words.getFirst();
        String inner = null;
        if (query.cursor() != null) {
            Map<?, ?> at = decode(query.cursor());
            word = String.valueOf(at.get(WORD));
            inner = at.get(INNER) == null ? null : String.valueOf(at.get(INNER));
        }
        int index = words.indexOf(word);
        if (index < 0) {
            throw Failure.invalid("the cursor belongs to another list; repeat its filters");
        }
        Page page = page(target.of(word), query.at(inner), words.size() > 1, trace);
        if (page.nextCursor() != null) {
            return new Page(page.records(), encode(word, page.nextCursor()));
        }
        boolean last = index == words.size() - 1;
        return new Page(page.records(), last ? null : encode(words.get(index + 1), null));
    }

    /**
     * Whose list is at an address that a filter is a part of, knows nothing of what others have.
     */
    private Page page(Target one, Query query, boolean amongOthers, Trace trace) {
        try {
            return list.page(one, VariantFilters.ofOne(one, query), trace);
        } catch (Failure failed) {
            if (amongOthers
                    && failed.code() == Code.NOT_FOUND
                    && VariantFilters.inPath(one, query)) {
                return new Page(List.of(), null);
            }
            throw failed;
        }
    }

    /**
     * @throws Failure {@code invalid_request} for an order that several variants would have to
     *     share
     */
    static void checkOrder(Target target, Query query) {
        List<String> words = query.sort().isEmpty() ? List.of() : words(target, query);
        if (words.size() > 1) {
            throw Failure.invalid(
                    "%s are listed one %s after another, and have no order across them: choose one"
                            + " to sort by %s, of %s",
                    target.resource().path(),
                    target.resource().variants().orElseThrow().field(),
                    query.sort().getFirst().field(),
                    String.join(", ", words));
        }
    }

    /** The variants that a question is about. */
    static List<String> words(Target target, Query query) {
        return new VariantFilters(target.resource().variants().orElseThrow(), target)
                .words(query.filters());
    }

    Many many(Target target, List<String> ids, Trace trace) {
        Map<String, List<String>> byWord = new LinkedHashMap<>();
        Set<String> missing = new HashSet<>();
        for (String id : ids) {
            try {
                Target own = target.ofId(id);
                byWord.computeIfAbsent(word(own), w -> new ArrayList<>()).add(own.theirs(id));
            } catch (Failure unknown) {
                missing.add(id);
            }
        }
        Map<String, Fetched> found = new HashMap<>();
        Map<String, Failure> failed = new HashMap<>();
        byWord.forEach(
                (word, theirs) -> {
                    Target own = target.of(word);
                    Many many = get.many(own, theirs, trace);
                    many.found().forEach((id, record) -> found.put(own.ours(id), record));
                    many.failed().forEach((id, why) -> failed.put(own.ours(id), why));
                    many.missing().forEach(id -> missing.add(own.ours(id)));
                });
        return new Many(found, missing, failed);
    }

    private static String word(Target variant) {
        return java.util.Objects.requireNonNull(variant.variant()).word();
    }

    private static String encode(String word, @Nullable String inner) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(WORD, word);
        tree.put(INNER, inner);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(tree));
    }

    private static Map<?, ?> decode(String cursor) {
        try {
            return Json.read(Base64.getUrlDecoder().decode(cursor), Map.class);
        } catch (IllegalArgumentException | Failure broken) {
            throw Failure.invalid("the cursor is not one of ours; start again without next_cursor");
        }
    }

    /** Where a cursor of several variants points to; null when it is none. */
    static @Nullable String placeOf(Map<?, ?> cursor) {
        if (!cursor.containsKey(WORD)) {
            return null;
        }
        Object inner = cursor.get(INNER);
        return cursor.get(WORD) + " " + (inner == null ? "" : Cursor.placeOf(inner.toString()));
    }
}
