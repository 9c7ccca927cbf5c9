package dev.tributary.call;

import dev.tributary.connector.FilterRule;
import dev.tributary.connector.Resource;
import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What lists of a resource can be narrowed by: what its provider can be asked, and {@code
 * updated_at}, which we look at ourselves where it cannot.
 */
public final class Filterable {
    static final String ID = "id";
    static final String UPDATED_AT = "updated_at";

    /** An id of ours names its variant too, so that ids of several have no order. */
    private static final Set<Operator> OF_VARIANT_ID =
            EnumSet.of(Operator.EQ, Operator.NE, Operator.IN);

    private Filterable() {}

    /** By unified field; of a resource with variants, what all of them can be asked. */
    public static Map<String, Set<Operator>> of(Resource resource) {
        if (resource.variants().isEmpty()) {
            return of(resource, null, true);
        }
        String field = resource.variants().get().field();
        Iterator<Resource> variants = resource.variants().get().byWord().values().iterator();
        Map<String, Set<Operator>> all = of(variants.next(), field, true);
        while (variants.hasNext()) {
            Map<String, Set<Operator>> one = of(variants.next(), field, true);
            all.keySet().retainAll(one.keySet());
            all.forEach((name, operators) -> operators.retainAll(one.get(name)));
        }
        return all;
    }

    /**
     * @param variants the field that tells its variants apart; null: there are none
     * @param asks whether the provider can be asked for any of it
     */
    static Map<String, Set<Operator>> of(
            Resource resource, @Nullable String variants, boolean asks) {
        Map<String, Set<Operator>> all = new TreeMap<>();
        if (asks) {
            for (FilterRule rule : resource.filters().values()) {
                all.put(rule.unified(), EnumSet.copyOf(rule.operators()));
            }
        }
        all.computeIfAbsent(UPDATED_AT, absent -> EnumSet.noneOf(Operator.class))
                .addAll(EnumSet.range(Operator.EQ, Operator.LTE));
        if (variants != null) {
            all.computeIfPresent(
                    ID,
                    (id, operators) -> {
                        operators.retainAll(OF_VARIANT_ID);
                        return operators;
                    });
            all.put(variants, EnumSet.of(Operator.EQ, Operator.IN));
        }
        all.values().removeIf(Set::isEmpty);
        return all;
    }

    /** Such as {@code name[eq|in], updated_at[gte|lt]}. */
    static String shown(Map<String, Set<Operator>> all) {
        return all.entrySet().stream().map(Filterable::shown).collect(Collectors.joining(", "));
    }

    private static String shown(Map.Entry<String, Set<Operator>> one) {
        return one.getValue().stream()
                .sorted()
                .map(Operator::text)
                .collect(Collectors.joining("|", one.getKey() + "[", "]"));
    }
}
