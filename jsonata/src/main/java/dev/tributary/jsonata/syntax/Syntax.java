package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.function.Signature;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the parser sees: operators and operands as written. {@link Resolver} makes paths and steps
 * of it.
 */
public sealed interface Syntax {
    /** Offset after the token that stands for it. */
    int position();

    record Name(String name, int position) implements Syntax {}

    /** A string, number, boolean or null. */
    record Literal(@Nullable Object value, int position) implements Syntax {}

    record Variable(String name, int position) implements Syntax {}

    record Regex(String pattern, String flags, int position) implements Syntax {}

    record Wildcard(int position) implements Syntax {}

    record Descendants(int position) implements Syntax {}

    record Parent(int position) implements Syntax {}

    /** The question mark of a partial application. */
    record Placeholder(int position) implements Syntax {}

    /** The end of the text where an operand should be. */
    record End(int position) implements Syntax {}

    record Negation(Syntax operand, int position) implements Syntax {}

    /** Any operator between two operands that needs no syntax of its own. */
    record Binary(String operator, Syntax left, Syntax right, int position) implements Syntax {}

    record Filter(Syntax left, Syntax predicate, int position) implements Syntax {}

    /** The empty brackets that keep a list of one. */
    record KeepArray(Syntax operand, int position) implements Syntax {}

    record ArrayOf(List<Syntax> items, int position) implements Syntax {}

    record ObjectOf(List<Pair> pairs, int position) implements Syntax {}

    record GroupBy(Syntax left, List<Pair> pairs, int position) implements Syntax {}

    record OrderBy(Syntax left, List<Term> terms, int position) implements Syntax {}

    record Bind(Variable variable, Syntax value, int position) implements Syntax {}

    record Focus(Syntax left, Variable variable, int position) implements Syntax {}

    record Index(Syntax left, Variable variable, int position) implements Syntax {}

    record Condition(Syntax test, Syntax then, @Nullable Syntax otherwise, int position)
            implements Syntax {}

    record Block(List<Syntax> expressions, int position) implements Syntax {}

    record Call(Syntax procedure, List<Syntax> arguments, int position) implements Syntax {
        boolean isPartial() {
            return arguments.stream().anyMatch(Placeholder.class::isInstance);
        }
    }

    record Lambda(List<String> parameters, @Nullable Signature signature, Syntax body, int position)
            implements Syntax {}

    record Transform(Syntax pattern, Syntax update, @Nullable Syntax delete, int position)
            implements Syntax {}

    /** A key and a value of an object, and where the value's text begins and ends. */
    record Pair(Syntax key, Syntax value, int start, int end) {}

    record Term(Syntax expression, boolean descending) {}
}
