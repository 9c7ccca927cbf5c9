package dev.tributary.dialect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts questions into a provider's query language. Names must look like names, values are written
 * by their type ({@link Literals}), and a statement too long for the provider is told in several,
 * each for some of the fields. Immutable, thread-safe.
 */
public final class Dialect {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Set<String> IN_QUERY =
            Set.of("fields", "object", "where", "order", "size");
    private static final int ROOM_FOR_FIELDS = 100;
    private static final int ROOM_FOR_IDS = 5_000;
    private static final Set<String> IN_OPERATOR = Set.of("path", "value");

    private final Template query;
    private final Map<Operator, Template> operators = new EnumMap<>(Operator.class);
    private final Literals literals;
    private final Map<String, String> words;
    private final int maxBytes;

    /**
     * @param query with {@code {fields} {object} {where} {order} {size}}, optional parts in
     *     brackets
     * @param operators each with {@code {path}} and {@code {value}}
     * @param literals by kind, each with {@code {}}
     * @param nothing how null is written
     * @param words for {@code and or asc desc}, where they are not those in capitals
     * @param maxBytes longest statement, percent-encoded; 0: any
     */
    public record Source(
            String query,
            Map<Operator, String> operators,
            Map<String, String> literals,
            String nothing,
            Map<String, String> escape,
            String like,
            Map<String, String> escapeLike,
            Map<String, String> words,
            int maxBytes) {}

    public Dialect(Source source) {
        query = Template.parse(source.query());
        source.operators()
                .forEach((operator, form) -> operators.put(operator, Template.parse(form)));
        literals =
                new Literals(
                        Map.copyOf(source.literals()),
                        source.nothing(),
                        Map.copyOf(source.escape()),
                        source.like(),
                        Map.copyOf(source.escapeLike()));
        words = Map.copyOf(source.words());
        maxBytes = source.maxBytes();
    }

    /** What is wrong with a form of a query or operator; empty: nothing. */
    public static java.util.Optional<String> complaint(String form, boolean isQuery) {
        try {
            Set<String> known = isQuery ? IN_QUERY : IN_OPERATOR;
            for (String name : Template.parse(form).names()) {
                if (!known.contains(name)) {
                    return java.util.Optional.of(
                            "{%s} is none of %s"
                                    .formatted(
                                            name,
                                            String.join(", ", known.stream().sorted().toList())));
                }
            }
            return java.util.Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return java.util.Optional.of(String.valueOf(malformed.getMessage()));
        }
    }

    /** Operators that it has words for. */
    public Set<Operator> operators() {
        return operators.keySet();
    }

    /**
     * The question in the provider's words.
     *
     * @throws InvalidAsk for a name that is none, a value of another type, or an operator that the
     *     language does not have
     */
    public String statement(Ask ask) {
        Map<String, String> values = new HashMap<>();
        values.put(
                "fields",
                ask.fields().stream().map(Dialect::name).collect(Collectors.joining(", ")));
        values.put("object", name(ask.object()));
        List<String> conditions = new ArrayList<>();
        ask.conditions().forEach(any -> conditions.add(any(any)));
        if (!ask.after().isEmpty()) {
            conditions.add(after(ask.after(), 0));
        }
        values.put("where", String.join(joined("and"), conditions));
        values.put(
                "order", ask.order().stream().map(this::order).collect(Collectors.joining(", ")));
        values.put("size", ask.size() == 0 ? "" : Integer.toString(ask.size()));
        return query.fill(values);
    }

    /**
     * The fields in as few groups as statements need that are not too long; the first statement
     * asks for the first group with all that is asked, the others are about ids of its answer, for
     * some of which they have room.
     *
     * @param always in each group
     */
    public List<List<String>> groups(Ask ask, List<String> always) {
        if (fits(statement(ask))) {
            return List.of(ask.fields());
        }
        int fixed = bytes(statement(ask.of(always)));
        checkFits(ask.of(always), fixed);
        List<List<String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>(always);
        int size = fixed;
        for (String field : ask.fields()) {
            if (always.contains(field)) {
                continue;
            }
            int more = bytes(", " + field);
            if (size + more > maxBytes - Math.min(ROOM_FOR_IDS, maxBytes / 3)
                    && group.size() > always.size()) {
                groups.add(group);
                group = new ArrayList<>(always);
                size = fixed;
            }
            group.add(field);
            size += more;
        }
        groups.add(group);
        return groups;
    }

    /**
     * A question that has no room for anything but its longest list of values has none for those.
     */
    private void checkFits(Ask ask, int bytes) {
        Ask.Condition longest = null;
        for (List<Ask.Condition> any : ask.conditions()) {
            for (Ask.Condition one : any) {
                if (values(one).size() > (longest == null ? 1 : values(longest).size())) {
                    longest = one;
                }
            }
        }
        if (bytes <= maxBytes - ROOM_FOR_FIELDS || longest == null) {
            return;
        }
        int all = values(longest).size();
        int list = bytes(value(longest));
        int room = maxBytes - ROOM_FOR_FIELDS - (bytes - list);
        throw new InvalidAsk(
                longest.path(),
                "is compared with %d values; about %d of this length fit into one question: ask in several"
                        .formatted(all, Math.max(0, (long) room * all / list)));
    }

    private static List<?> values(Ask.Condition condition) {
        return condition.value() instanceof List<?> list ? list : List.of();
    }

    /** Whether the provider takes a statement of this length. */
    public boolean fits(String statement) {
        return maxBytes == 0 || bytes(statement) <= maxBytes;
    }

    private static int bytes(String statement) {
        return URLEncoder.encode(statement, StandardCharsets.UTF_8).length();
    }

    private String any(List<Ask.Condition> conditions) {
        String any =
                conditions.stream().map(this::condition).collect(Collectors.joining(joined("or")));
        return conditions.size() == 1 ? any : "(" + any + ")";
    }

    private String condition(Ask.Condition condition) {
        Template form = operators.get(condition.operator());
        if (form == null) {
            throw new InvalidAsk(
                    condition.path(),
                    "cannot be compared by %s here".formatted(condition.operator().text()));
        }
        return form.fill(Map.of("path", name(condition.path()), "value", value(condition)));
    }

    private String value(Ask.Condition condition) {
        Object value = condition.value();
        return switch (condition.operator()) {
            case IN ->
                    (value instanceof List<?> list ? list : List.of(String.valueOf(value)))
                            .stream()
                                    .map(
                                            item ->
                                                    literals.of(
                                                            condition.path(),
                                                            item,
                                                            condition.type()))
                                    .collect(Collectors.joining(", "));
            case CONTAINS -> literals.contained(condition.path(), String.valueOf(value));
            case EQ, NE, GT, GTE, LT, LTE -> literals.of(condition.path(), value, condition.type());
        };
    }

    /** {@code a > x or (a = x and (b > y or …))}. */
    private String after(List<Ask.Key> keys, int from) {
        Ask.Key key = keys.get(from);
        String beyond =
                condition(new Ask.Condition(key.path(), Operator.GT, key.value(), key.type()));
        if (from == keys.size() - 1) {
            return beyond;
        }
        String same =
                condition(new Ask.Condition(key.path(), Operator.EQ, key.value(), key.type()));
        return "("
                + beyond
                + joined("or")
                + "("
                + same
                + joined("and")
                + after(keys, from + 1)
                + "))";
    }

    private String order(Ask.Order order) {
        return name(order.path()) + " " + word(order.descending() ? "desc" : "asc");
    }

    private String joined(String word) {
        return " " + word(word) + " ";
    }

    private String word(String word) {
        return words.getOrDefault(word, word.toUpperCase(java.util.Locale.ROOT));
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new InvalidAsk(text, "is no name that a query can hold");
        }
        return text;
    }
}
