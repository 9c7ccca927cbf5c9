package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.connector.Method;
import dev.tributary.connector.Variants;
import dev.tributary.dialect.Operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which variants of a resource its filters are about, and what each of them is asked: the field
 * that tells them apart chooses, and so does an id, which begins with the word of its variant.
 */
record VariantFilters(Variants variants, Target target) {

    /**
     * The words of those that can have what is wanted, in the order of the file.
     *
     * @throws Failure {@code invalid_request} naming the words, or the operators that choose
     */
    List<String> words(List<Query.Filter> filters) {
        List<String> words = new ArrayList<>(variants.byWord().keySet());
        for (Query.Filter filter : filters) {
            if (filter.field().equals(variants.field())) {
                words.retainAll(wanted(filter));
            } else if (isOfIds(filter)) {
                words.retainAll(texts(filter).stream().map(this::wordOf).toList());
            }
        }
        return words;
    }

    private List<String> wanted(Query.Filter filter) {
        if (filter.operator() != Operator.EQ && filter.operator() != Operator.IN) {
            throw Failure.invalid(
                    "%s can be compared by %s and %s only",
                    filter.field(), Operator.EQ.text(), Operator.IN.text());
        }
        List<String> wanted = texts(filter);
        wanted.forEach(target::of);
        return wanted;
    }

    /** Ids that no variant has are of none. */
    private String wordOf(String id) {
        return variants.byWord().keySet().stream()
                .filter(word -> id.startsWith(word + Target.DASH))
                .findFirst()
                .orElse("");
    }

    private static boolean isOfIds(Query.Filter filter) {
        return filter.field().equals(Filterable.ID)
                && (filter.operator() == Operator.EQ || filter.operator() == Operator.IN);
    }

    private static List<String> texts(Query.Filter filter) {
        return Trees.list(filter.value()).stream().map(String::valueOf).toList();
    }

    /**
     * A question as it is put to one variant: which one it is is known, and its ids are the
     * provider's.
     */
    static Query ofOne(Target one, Query query) {
        Target.Variant variant = one.variant();
        if (variant == null) {
            return query;
        }
        List<Query.Filter> filters = new ArrayList<>();
        for (Query.Filter filter : query.filters()) {
            if (filter.field().equals(Filterable.ID)) {
                filters.addAll(theirs(one, filter));
            } else if (!filter.field().equals(variant.field())) {
                filters.add(filter);
            }
        }
        return query.with(filters);
    }

    /** With the provider's ids; without a filter that no record of this variant fails. */
    private static List<Query.Filter> theirs(Target one, Query.Filter filter) {
        String prefix = Objects.requireNonNull(one.variant()).word() + Target.DASH;
        List<String> own = texts(filter).stream().filter(id -> id.startsWith(prefix)).toList();
        List<String> ids = own.stream().map(one::theirs).toList();
        return switch (filter.operator()) {
            case EQ, NE ->
                    ids.isEmpty()
                            ? List.of()
                            : List.of(
                                    new Query.Filter(
                                            filter.field(), filter.operator(), ids.getFirst()));
            case IN -> List.of(new Query.Filter(filter.field(), filter.operator(), ids));
            case GT, GTE, LT, LTE, CONTAINS -> List.of(filter); // refused, as of one variant
        };
    }

    /** Whether the variant's list is at an address that one of the filters is a part of. */
    static boolean inPath(Target one, Query query) {
        List<String> variables =
                one.resource()
                        .method(Method.LIST)
                        .map(Method::request)
                        .map(request -> request.path().variables())
                        .orElse(List.of());
        return query.filters().stream().anyMatch(filter -> variables.contains(filter.field()));
    }
}
