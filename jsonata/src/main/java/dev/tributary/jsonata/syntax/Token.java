package dev.tributary.jsonata.syntax;

import org.jspecify.annotations.Nullable;

/**
 * One token of an expression.
 *
 * @param symbol what the grammar knows it by: the operator itself, or one of the names in
 *     parentheses
 * @param value the value of a literal, the name of a field or variable, or the operator
 * @param start offset of its first character
 * @param position offset after its last character, by which errors name the place
 */
record Token(Kind kind, String symbol, @Nullable Object value, int start, int position) {
    enum Kind {
        NAME,
        VARIABLE,
        OPERATOR,
        STRING,
        NUMBER,
        CONSTANT,
        REGEX,
        END
    }

    /** A regular expression literal. */
    record RegexText(String pattern, String flags) {
        @Override
        public String toString() {
            return "/" + pattern + "/" + flags;
        }
    }

    boolean is(String id) {
        return symbol.equals(id);
    }
}
