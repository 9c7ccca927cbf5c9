package dev.tributary.sandbox.salesforce.soql;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a SELECT statement by recursive descent. */
final class Parser {
    private final Words words;
    private final ConditionParser conditions;

    Parser(String source) {
        words = new Words(source);
        conditions = new ConditionParser(words, this);
    }

    Query statement() {
        Query query = query(false);
        if (words.peek().kind() != Token.Kind.END) {
            throw SoqlProblem.unexpected(words.peek());
        }
        return query;
    }

    /**
     * @param nested inside another query, where no further nesting is possible
     */
    Query query(boolean nested) {
        words.expect("SELECT");
        List<Selection> selections = selections(nested);
        words.expect("FROM");
        Token from = words.name();
        words.takeIf("AS");
        String alias = words.atName() ? words.take().text() : "";
        Condition where = words.takeIf("WHERE") ? conditions.condition() : null;
        List<Path> groups = groups();
        List<Query.Order> orders = orders();
        Integer limit = words.takeIf("LIMIT") ? Integer.valueOf(words.wholeNumber()) : null;
        int offset = words.takeIf("OFFSET") ? words.wholeNumber() : 0;
        purpose();
        Query query =
                new Query(
                        selections,
                        from.text(),
                        from.position(),
                        alias,
                        where,
                        groups,
                        orders,
                        limit,
                        offset);
        refuseAliases(query);
        return query;
    }

    private static void refuseAliases(Query query) {
        for (Selection selection : query.selections()) {
            if (selection instanceof Selection.Field field
                    && field.alias() != null
                    && !query.aggregated()) {
                throw SoqlProblem.unexpected(
                        new Token(Token.Kind.WORD, field.alias(), field.aliasPosition()));
            }
        }
    }

    private List<Selection> selections(boolean nested) {
        List<Selection> selections = new ArrayList<>();
        do {
            selections.add(selection(nested));
        } while (words.takeIf(","));
        boolean counts = selections.stream().anyMatch(Selection.CountAll.class::isInstance);
        if (counts && selections.size() > 1) {
            throw SoqlProblem.unexpected(words.peek());
        }
        return selections;
    }

    private Selection selection(boolean nested) {
        if (words.peek().is("(")) {
            if (nested) {
                throw SoqlProblem.unexpected(words.peek());
            }
            words.take();
            Query query = query(true);
            words.expect(")");
            return new Selection.Children(query);
        }
        int position = words.peek().position();
        if (words.peekSecond().is("(")) {
            return function(position);
        }
        Path path = path();
        return new Selection.Field(path, words.peek().position(), alias());
    }

    private Selection function(int position) {
        Token name = words.take();
        words.expect("(");
        if (name.is("FIELDS")) {
            Token which = words.take();
            words.expect(")");
            return new Selection.Group(choice(Selection.Which.class, which), position);
        }
        if (name.is("COUNT") && words.takeIf(")")) {
            return new Selection.CountAll(position);
        }
        Selection.Function function = choice(Selection.Function.class, name);
        Path path = path();
        words.expect(")");
        return new Selection.Aggregate(function, path, alias());
    }

    private static <E extends Enum<E>> E choice(Class<E> type, Token token) {
        for (E constant : type.getEnumConstants()) {
            if (token.is(constant.name())) {
                return constant;
            }
        }
        throw SoqlProblem.unexpected(token);
    }

    private @Nullable String alias() {
        boolean follows = words.peekSecond().is(",") || words.peekSecond().is("FROM");
        return words.atName() && follows ? words.take().text() : null;
    }

    Path path() {
        Token first = words.name();
        List<String> names = new ArrayList<>(List.of(first.text()));
        while (words.takeIf(".")) {
            Token name = words.take();
            if (name.kind() != Token.Kind.WORD) {
                throw SoqlProblem.unexpected(name);
            }
            names.add(name.text());
        }
        return new Path(names, first.position());
    }

    private List<Path> groups() {
        List<Path> groups = new ArrayList<>();
        if (words.takeIf("GROUP")) {
            words.expect("BY");
            do {
                groups.add(path());
            } while (words.takeIf(","));
        }
        return groups;
    }

    private List<Query.Order> orders() {
        List<Query.Order> orders = new ArrayList<>();
        if (words.takeIf("ORDER")) {
            words.expect("BY");
            do {
                orders.add(order());
            } while (words.takeIf(","));
        }
        return orders;
    }

    private Query.Order order() {
        Selection.Function function = null;
        Path path;
        if (words.peekSecond().is("(")) {
            function = choice(Selection.Function.class, words.take());
            words.expect("(");
            path = path();
            words.expect(")");
        } else {
            path = path();
        }
        boolean descending = words.takeIf("DESC");
        if (!descending) {
            words.takeIf("ASC");
        }
        boolean nullsLast = false;
        if (words.takeIf("NULLS")) {
            nullsLast = words.takeIf("LAST");
            if (!nullsLast) {
                words.expect("FIRST");
            }
        }
        return new Query.Order(path, function, descending, nullsLast);
    }

    /** FOR VIEW, FOR REFERENCE and ALL ROWS say what the rows are for. */
    private void purpose() {
        while (words.takeIf("FOR")) {
            Token purpose = words.take();
            String name = purpose.text().toUpperCase(Locale.ROOT);
            if (!name.equals("VIEW") && !name.equals("REFERENCE")) {
                throw SoqlProblem.unexpected(purpose);
            }
        }
        if (words.peek().is("ALL")) {
            throw SoqlProblem.malformed(
                    words.peek().position(), "ALL ROWS not allowed in this context");
        }
    }
}
