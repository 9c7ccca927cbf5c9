package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.connector.MostFilters;
import dev.tributary.dialect.Operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Filters, each of which may be met in several ways, as groups of which one must hold: {@code (a or
 * b) and c} is {@code a and c, or b and c}. What the provider does not take is refused before it is
 * asked.
 *
 * @param provider for people
 * @param past so many records the walk is, and one of the filters therefore ours; 0: none is
 */
record GroupFilters(String provider, MostFilters most, int past) {

    /**
     * Empty when there is no filter, or the provider knows no groups.
     *
     * @param constants how many filters of the connector's own are in each group
     */
    List<List<Narrowing.Asked>> groups(List<List<Narrowing.Asked>> filters, int constants) {
        int each = filters.size() + constants;
        if (most.each() > 0 && each > most.each()) {
            throw tooMany(most.each() - constants, filters);
        }
        if (!most.inGroups() || each == 0) {
            return List.of();
        }
        long groups = 1;
        for (List<Narrowing.Asked> any : filters) {
            groups = Math.min(groups * any.size(), Integer.MAX_VALUE);
        }
        if (groups > most.groups() || (most.all() > 0 && groups * each > most.all())) {
            throw tooWide(filters, groups, each);
        }
        return distributed(filters);
    }

    private static List<List<Narrowing.Asked>> distributed(List<List<Narrowing.Asked>> filters) {
        List<List<Narrowing.Asked>> groups = List.of(List.of());
        for (List<Narrowing.Asked> any : filters) {
            List<List<Narrowing.Asked>> longer = new ArrayList<>();
            for (List<Narrowing.Asked> group : groups) {
                for (Narrowing.Asked one : any) {
                    List<Narrowing.Asked> more = new ArrayList<>(group);
                    more.add(one);
                    longer.add(more);
                }
            }
            groups = longer;
        }
        return groups;
    }

    private Failure tooMany(int room, List<List<Narrowing.Asked>> filters) {
        if (past > 0) {
            return Failure.invalid(
                    "%s takes at most %d filters at a time, and past %d records one of them is on"
                            + " updated_at: leave one out",
                    provider, room, past);
        }
        Map<String, Integer> unequal = new LinkedHashMap<>();
        filters.stream()
                .map(List::getFirst)
                .filter(one -> one.operator() == Operator.NE)
                .forEach(one -> unequal.merge(one.field(), 1, Integer::sum));
        String because =
                unequal.entrySet().stream()
                        .filter(one -> one.getValue() > 1)
                        .map(one -> ", and %s[ne] is %d".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.joining());
        return Failure.invalid(
                "%s takes at most %d filters at a time, not %d%s",
                provider, room, filters.size(), because);
    }

    private Failure tooWide(List<List<Narrowing.Asked>> filters, long groups, int each) {
        String ways =
                filters.stream()
                        .filter(any -> any.size() > 1)
                        .map(any -> "%s (%d ways)".formatted(any.getFirst().field(), any.size()))
                        .collect(Collectors.joining(" and "));
        String all = most.all() == 0 ? "" : " and %d filters in all".formatted(most.all());
        String ours =
                past == 0 ? "" : ", one of which is on updated_at past %d records".formatted(past);
        return Failure.invalid(
                "%s takes at most %d alternatives%s; %s make %d of %d filters each%s: leave one"
                        + " out, or ask twice",
                provider, most.groups(), all, ways, groups, each, ours);
    }
}
