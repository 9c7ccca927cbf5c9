package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.call.Query;
import dev.tributary.dialect.Operator;
import dev.tributary.http.Ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query string of a unified list: {@code field=v}, {@code field[gte]=v}, {@code sort=-field},
 * {@code limit}, {@code next_cursor}, {@code remote_query[x]=v}. The values of {@code field[in]}
 * have commas between them, or the parameter is repeated for each.
 */
final class ReadQuery {
    private static final Pattern BRACKET = Pattern.compile("([\\w.]+)\\[([^\\]]+)]");
    private static final String IN = "[in]";
    private static final String REMOTE_QUERY = "remote_query";
    private static final Set<String> OURS =
            Set.of(
                    "integrated_account_id",
                    "limit",
                    "next_cursor",
                    "sort",
                    "fields",
                    "include_remote_data",
                    "cached",
                    "deleted",
                    "dry_run",
                    "explain");

    private ReadQuery() {}

    static Query of(Ask ask) {
        List<Query.Filter> filters = new ArrayList<>();
        Map<String, String> remote = new LinkedHashMap<>();
        ask.query()
                .forEach(
                        (name, values) -> {
                            if (name.endsWith(IN) && values.size() > 1) {
                                in(name, values, filters);
                                return;
                            }
                            for (String value : values) {
                                read(name, value, filters, remote);
                            }
                        });
        int limit = ask.number("limit", Query.LIMIT_DEFAULT, 1, Query.LIMIT_MAX);
        return new Query(
                filters,
                sort(ask),
                limit,
                ask.parameter("next_cursor").orElse(null),
                remote,
                ask.parameter("deleted").orElse("false").equals("true"));
    }

    /** Given more than once, each is one value, whatever it holds: also a comma. */
    private static void in(String name, List<String> values, List<Query.Filter> filters) {
        String field = name.substring(0, name.length() - IN.length());
        filters.add(new Query.Filter(field, Operator.IN, List.copyOf(values)));
    }

    /** Parameters for the provider, by their names there. */
    static Map<String, String> remote(Ask ask) {
        Map<String, String> remote = new LinkedHashMap<>();
        ask.query()
                .forEach(
                        (name, values) -> {
                            Matcher bracket = BRACKET.matcher(name);
                            if (bracket.matches() && bracket.group(1).equals(REMOTE_QUERY)) {
                                remote.put(bracket.group(2), values.getLast());
                            }
                        });
        return remote;
    }

    private static void read(
            String name, String value, List<Query.Filter> filters, Map<String, String> remote) {
        if (OURS.contains(name)) {
            return;
        }
        Matcher bracket = BRACKET.matcher(name);
        if (!bracket.matches()) {
            filters.add(new Query.Filter(name, Operator.EQ, value));
        } else if (bracket.group(1).equals(REMOTE_QUERY)) {
            remote.put(bracket.group(2), value);
        } else {
            Operator operator = operator(name, bracket.group(2));
            Object operand = operator == Operator.IN ? List.of(value.split(",", -1)) : value;
            filters.add(new Query.Filter(bracket.group(1), operator, operand));
        }
    }

    private static Operator operator(String name, String text) {
        return Operator.of(text)
                .orElseThrow(
                        () ->
                                Failure.invalid(
                                        "'%s' is no filter; write field[op] with op one of eq, ne,"
                                                + " gt, gte, lt, lte, in, contains",
                                        name));
    }

    private static List<Query.Sort> sort(Ask ask) {
        List<Query.Sort> sort = new ArrayList<>();
        for (String field : ask.parameter("sort").orElse("").split(",")) {
            if (!field.isBlank()) {
                boolean descending = field.startsWith("-");
                sort.add(new Query.Sort(descending ? field.substring(1) : field, descending));
            }
        }
        return sort;
    }
}
