package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.FilterRule;
import dev.tributary.connector.Resource;
import dev.tributary.dialect.Operator;
import dev.tributary.model.Conform;
import dev.tributary.model.FieldType;
import dev.tributary.model.Nonconforming;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a list's filters become: those that the provider is asked for, in its names and words, and
 * those that are left to us, because {@code updated_at} can be asked of everything.
 *
 * @param asked for the provider; of each of these lists one must hold
 * @param here what is left out of its answers
 * @param none no record can have all of it, and nobody needs to be asked
 */
record Narrowing(List<List<Asked>> asked, List<Query.Filter> here, boolean none) {
    static final String UPDATED_AT = Filterable.UPDATED_AT;

    /** Of what the model does not have, or has no plain type for. */
    static final String ANY_TYPE = "string";

    /**
     * @param value text, or a list of text for {@code IN}; in the provider's words
     * @param type of the unified field, as the model names it
     */
    record Asked(String field, String path, Operator operator, Object value, String type) {
        boolean isFloorOfChange() {
            return field.equals(UPDATED_AT)
                    && (operator == Operator.GT || operator == Operator.GTE);
        }
    }

    Narrowing {
        asked = asked.stream().map(List::copyOf).toList();
        here = List.copyOf(here);
    }

    /**
     * @throws Failure {@code unsupported_filter} naming what is supported, {@code invalid_request}
     *     for a value that the field cannot have
     */
    static Narrowing of(Target target, List<Query.Filter> filters) {
        return of(target, filters, true);
    }

    /**
     * @param asks the provider can be asked for any of them at all
     */
    static Narrowing of(Target target, List<Query.Filter> filters, boolean asks) {
        Resource resource = target.resource();
        Target.Variant variant = target.variant();
        var able = Filterable.of(resource, variant == null ? null : variant.field(), asks);
        List<Query.Filter> wanted = new ArrayList<>();
        for (Query.Filter given : filters) {
            if (!able.getOrDefault(given.field(), Set.of()).contains(given.operator())) {
                throw unsupported(resource, given, able);
            }
            wanted.add(checked(resource, given));
        }
        List<Query.Filter> joined = new JoinFilters(resource, wanted).joined();
        List<List<Asked>> asked = new ArrayList<>();
        List<Query.Filter> here = new ArrayList<>();
        for (Query.Filter filter : joined == null ? wanted : joined) {
            FilterRule rule = asks ? rule(resource, filter.field()) : null;
            if (rule != null && rule.operators().contains(filter.operator())) {
                asked.addAll(asked(resource, rule, filter, filter.operator()));
                continue;
            }
            boolean wider = filter.operator() == Operator.GT;
            if (rule != null && wider && rule.operators().contains(Operator.GTE)) {
                asked.addAll(asked(resource, rule, filter, Operator.GTE));
            }
            here.add(filter);
        }
        return new Narrowing(asked, here, joined == null);
    }

    /** A filter of our own making on the time of the last change. */
    static List<List<Asked>> changedSince(Resource resource, String moment) {
        FilterRule rule = rule(resource, UPDATED_AT);
        if (rule == null) {
            throw new IllegalStateException(resource.path() + " has no filter for " + UPDATED_AT);
        }
        return asked(
                resource, rule, new Query.Filter(UPDATED_AT, Operator.GTE, moment), Operator.GTE);
    }

    private static @Nullable FilterRule rule(Resource resource, String field) {
        FilterRule rule = resource.filters().get(field);
        String changed = resource.changed();
        return rule == null && changed != null && field.equals(UPDATED_AT)
                ? new FilterRule(field, changed, EnumSet.range(Operator.EQ, Operator.LTE), Map.of())
                : rule;
    }

    /** Any of the rule's fields may hold it; for {@code ne} all must. */
    private static List<List<Asked>> asked(
            Resource resource, FilterRule rule, Query.Filter filter, Operator operator) {
        Object value =
                filter.value() instanceof List<?> list
                        ? list.stream().map(item -> word(rule, item)).toList()
                        : word(rule, filter.value());
        String type = type(resource, filter.field());
        List<Asked> any = new ArrayList<>();
        for (FilterRule.Field field : rule.any()) {
            if (field.operators().contains(operator)) {
                any.add(new Asked(filter.field(), field.path(), operator, value, type));
            } else { // the one operator that another can stand for
                for (Object one : value instanceof List<?> list ? list : List.of(value)) {
                    any.add(new Asked(filter.field(), field.path(), Operator.EQ, one, type));
                }
            }
        }
        return operator == Operator.NE ? any.stream().map(List::of).toList() : List.of(any);
    }

    private static Object word(FilterRule rule, Object ours) {
        String theirs = rule.words().get(ours.toString());
        return theirs == null ? ours : theirs;
    }

    private static String type(Resource resource, String field) {
        if (field.equals(UPDATED_AT)) {
            return FieldType.Plain.DATETIME.word();
        }
        return resource.schema().fields().typeAt(field) instanceof FieldType.Plain plain
                ? plain.word()
                : ANY_TYPE;
    }

    /** The filter with its value in the form that the model promises. */
    private static Query.Filter checked(Resource resource, Query.Filter filter) {
        FieldType type =
                filter.field().equals(UPDATED_AT)
                        ? FieldType.Plain.DATETIME
                        : resource.schema().fields().typeAt(filter.field());
        boolean free =
                type == FieldType.Plain.STRING
                        || type == FieldType.Plain.TEXT
                        || !(type instanceof FieldType.Plain || type instanceof FieldType.Choice);
        if (type == null || free || filter.operator() == Operator.CONTAINS) {
            return filter;
        }
        Conform conform = Conform.to(type);
        Object value =
                filter.value() instanceof List<?> list
                        ? list.stream().map(item -> checked(filter, conform, type, item)).toList()
                        : checked(filter, conform, type, filter.value());
        return new Query.Filter(filter.field(), filter.operator(), value);
    }

    private static Object checked(
            Query.Filter filter, Conform conform, FieldType type, Object given) {
        String expected =
                type instanceof FieldType.Choice choice
                        ? "one of " + String.join(", ", choice.words())
                        : "a value";
        try {
            Object value = conform.value(given);
            if (value != null) {
                return value.toString();
            }
        } catch (Nonconforming wrong) {
            expected = wrong.expected();
        }
        throw Failure.invalid(
                "%s[%s] is '%s'; it must be %s",
                filter.field(), filter.operator().text(), given, expected);
    }

    private static Failure unsupported(
            Resource resource, Query.Filter filter, Map<String, Set<Operator>> able) {
        return new Failure(
                Code.UNSUPPORTED_FILTER,
                "%s cannot be filtered by %s[%s] here; supported: %s"
                        .formatted(
                                resource.path(),
                                filter.field(),
                                filter.operator().text(),
                                Filterable.shown(able)));
    }

    /** Those of the records that our own filters let through. */
    List<Fetched> left(List<Fetched> records) {
        return here.isEmpty()
                ? records
                : records.stream()
                        .filter(record -> here.stream().allMatch(f -> passes(f, record)))
                        .toList();
    }

    private static boolean passes(Query.Filter filter, Fetched record) {
        Object value = record.data().get(filter.field());
        if (value == null) { // whoever reads what has changed must not miss it
            return true;
        }
        int order =
                Instant.parse(value.toString()).compareTo(Instant.parse(filter.value().toString()));
        return switch (filter.operator()) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GTE -> order >= 0;
            case LT -> order < 0;
            case LTE -> order <= 0;
            case IN, CONTAINS -> false;
        };
    }
}
