package dev.tributary.sandbox.salesforce.soql;

import dev.tributary.sandbox.salesforce.soql.Condition.Operator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what stands behind WHERE. AND and OR never mix without parentheses. */
final class ConditionParser {
    private static final Map<String, Operator> OPERATORS =
            Map.of(
                    "=", Operator.EQUAL,
                    "!=", Operator.NOT_EQUAL,
                    "<>", Operator.NOT_EQUAL,
                    "<", Operator.LESS,
                    "<=", Operator.LESS_OR_EQUAL,
                    ">", Operator.GREATER,
                    ">=", Operator.GREATER_OR_EQUAL);

    private final Words words;
    private final Parser parser;
    private final LiteralParser literals;

    ConditionParser(Words words, Parser parser) {
        this.words = words;
        this.parser = parser;
        literals = new LiteralParser(words);
    }

    Condition condition() {
        Condition first = single();
        if (words.peek().is("AND")) {
            return new Condition.And(more(first, "AND", "OR"));
        }
        if (words.peek().is("OR")) {
            return new Condition.Or(more(first, "OR", "AND"));
        }
        return first;
    }

    private List<Condition> more(Condition first, String joint, String other) {
        List<Condition> conditions = new ArrayList<>(List.of(first));
        while (words.takeIf(joint)) {
            conditions.add(single());
        }
        if (words.peek().is(other)) {
            throw SoqlProblem.unexpected(words.peek());
        }
        return conditions;
    }

    private Condition single() {
        if (words.takeIf("NOT")) {
            return new Condition.Not(single());
        }
        if (words.takeIf("(")) {
            Condition inner = condition();
            words.expect(")");
            return inner;
        }
        return comparison();
    }

    private Condition comparison() {
        Path field = parser.path();
        Token token = words.take();
        if (token.is("LIKE")) {
            return new Condition.Comparison(field, Operator.LIKE, literals.like());
        }
        if (token.is("NOT")) {
            words.expect("IN");
            return in(field, true);
        }
        if (token.is("IN")) {
            return in(field, false);
        }
        if (token.is("INCLUDES") || token.is("EXCLUDES")) {
            return choices(field, token.is("EXCLUDES"));
        }
        Operator operator = OPERATORS.get(token.text());
        if (operator == null || token.kind() != Token.Kind.SYMBOL) {
            throw SoqlProblem.unexpected(token);
        }
        return new Condition.Comparison(field, operator, literals.literal());
    }

    private Condition in(Path field, boolean negated) {
        words.expect("(");
        if (words.peek().is("SELECT")) {
            Query query = parser.query(true);
            words.expect(")");
            return new Condition.InQuery(field, negated, query);
        }
        List<Literal> values = new ArrayList<>();
        do {
            values.add(literals.literal());
        } while (words.takeIf(","));
        words.expect(")");
        return new Condition.In(field, negated, values);
    }

    private Condition choices(Path field, boolean excluded) {
        words.expect("(");
        List<Set<String>> anyOf = new ArrayList<>();
        do {
            Set<String> all = new LinkedHashSet<>();
            for (String value : literals.text().split(";")) {
                all.add(value.strip());
            }
            anyOf.add(all);
        } while (words.takeIf(","));
        words.expect(")");
        return new Condition.Choices(field, excluded, anyOf);
    }
}
