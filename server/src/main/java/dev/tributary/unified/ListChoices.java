package dev.tributary.unified;

import dev.tributary.call.DescribedFilters;
import dev.tributary.call.Filterable;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.FilterRule;
import dev.tributary.connector.Method;
import dev.tributary.connector.Resource;
import dev.tributary.dialect.Operator;
import dev.tributary.model.FieldType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What lists of a resource can be narrowed and sorted by, as its connector has it.
 *
 * @param needed filters without which there is no list, by {@code eq}
 * @param sortsAtOnce by how many fields a list can be sorted
 */
record ListChoices(List<Filter> filters, Set<String> needed, List<String> sorts, int sortsAtOnce) {
    static final ListChoices NONE = new ListChoices(List.of(), Set.of(), List.of(), 0);
    private static final String UPDATED_AT = "updated_at";

    /**
     * @param type as model files name it
     * @param words what an enum's value can be; empty: anything of its type
     */
    record Filter(String field, String type, List<String> operators, List<String> words) {}

    /** Without those that an account's description of its fields rules out. */
    ListChoices of(Resource resource, List<DescribedField> described) {
        var has = new DescribedFilters(resource, described);
        return new ListChoices(
                filters.stream().filter(one -> !lacks(has, one.field())).toList(),
                needed,
                sorts.stream().filter(sort -> !lacks(has, sort)).toList(),
                sortsAtOnce);
    }

    private static boolean lacks(DescribedFilters has, String field) {
        FilterRule rule = has.resource().filters().get(field);
        String path = rule == null ? has.resource().sorts().get(field) : rule.path();
        return path != null && has.lacks(field, path);
    }

    static ListChoices of(Resource resource) {
        if (resource.method(Method.LIST).isEmpty() && resource.method(Method.SEARCH).isEmpty()) {
            return NONE;
        }
        List<Filter> filters = new ArrayList<>();
        Filterable.of(resource)
                .forEach((field, operators) -> filters.add(filter(resource, field, operators)));
        TreeSet<String> sorts = new TreeSet<>();
        int atOnce =
                Stream.of(Method.LIST, Method.SEARCH)
                        .flatMap(name -> resource.method(name).stream())
                        .mapToInt(Method::takesSorts)
                        .max()
                        .orElse(0);
        if (atOnce > 0) {
            sorts.addAll(resource.sorts().keySet());
            if (resource.changed() != null) {
                sorts.add(UPDATED_AT);
            }
        }
        return new ListChoices(filters, needed(resource), List.copyOf(sorts), atOnce);
    }

    /** Those that stand in the path of the one way to ask. */
    private static Set<String> needed(Resource resource) {
        Set<String> needed = new TreeSet<>(resource.filters().keySet());
        for (Resource part : AccountSchemas.parts(resource)) {
            Method list = part.methods().get(Method.LIST);
            if (list == null
                    || list.request() == null
                    || part.methods().containsKey(Method.SEARCH)) {
                return Set.of();
            }
            needed.retainAll(list.request().path().variables());
        }
        return needed;
    }

    private static Filter filter(Resource resource, String field, Set<Operator> operators) {
        FieldType type =
                field.equals(UPDATED_AT)
                        ? FieldType.Plain.DATETIME
                        : resource.schema().fields().typeAt(field);
        List<String> words =
                resource.variants()
                        .filter(variants -> variants.field().equals(field))
                        .map(variants -> List.copyOf(variants.byWord().keySet()))
                        .orElse(
                                type instanceof FieldType.Choice(List<String> all)
                                        ? all
                                        : List.of());
        return new Filter(
                field, word(type), operators.stream().sorted().map(Operator::text).toList(), words);
    }

    private static String word(@Nullable FieldType type) {
        return switch (type) {
            case FieldType.Plain plain -> plain.word();
            case FieldType.Choice _ -> "enum";
            case FieldType.Reference _ -> "reference";
            case FieldType.Group _ -> "object";
            case FieldType.Many _ -> "array";
            case null -> "string";
        };
    }
}
