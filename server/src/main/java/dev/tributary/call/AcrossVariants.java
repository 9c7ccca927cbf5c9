package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Variants;
import dev.tributary.dialect.Operator;

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
        Page page = list.page(target.of(word), ofOne(target, query).at(inner), trace);
        if (page.nextCursor() != null) {
            return new Page(page.records(), encode(word, page.nextCursor()));
        }
        boolean last = index == words.size() - 1;
        return new Page(page.records(), last ? null : encode(words.get(index + 1), null));
    }

    /** The variants that a question is about. */
    static List<String> words(Target target, Query query) {
        Variants variants = target.resource().variants().orElseThrow();
        List<String> words = new ArrayList<>(variants.byWord().keySet());
        for (Query.Filter filter : query.filters()) {
            if (filter.field().equals(variants.field())) {
                words.retainAll(wanted(filter));
            }
        }
        return words;
    }

    /** The question as it is put to one variant: which one it is is known. */
    private static Query ofOne(Target target, Query query) {
        return query.without(target.resource().variants().orElseThrow().field());
    }

    private static Set<String> wanted(Query.Filter filter) {
        return switch (filter.operator()) {
            case EQ -> Set.of(filter.value().toString());
            case IN -> {
                Set<String> words = new HashSet<>();
                Trees.list(filter.value()).forEach(word -> words.add(String.valueOf(word)));
                yield words;
            }
            case NE, GT, GTE, LT, LTE, CONTAINS ->
                    throw Failure.invalid(
                            "%s can be compared by %s and %s only",
                            filter.field(), Operator.EQ.text(), Operator.IN.text());
        };
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
