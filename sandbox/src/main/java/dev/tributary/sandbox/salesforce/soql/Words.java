package dev.tributary.sandbox.salesforce.soql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a statement, one after the other. */
final class Words {
    /** What cannot be the name of a field or an object. */
    private static final Set<String> RESERVED =
            Set.of(
                    "AND",
                    "ASC",
                    "DESC",
                    "EXCLUDES",
                    "FIRST",
                    "FROM",
                    "GROUP",
                    "HAVING",
                    "IN",
                    "INCLUDES",
                    "LAST",
                    "LIKE",
                    "LIMIT",
                    "NOT",
                    "NULL",
                    "NULLS",
                    "OR",
                    "SELECT",
                    "USING",
                    "WHERE",
                    "WITH",
                    "OFFSET",
                    "ORDER",
                    "BY",
                    "FOR",
                    "ALL",
                    "ROWS");

    private final List<Token> tokens;
    private int next;

    Words(String source) {
        tokens = Lexer.tokens(source);
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    boolean takeIf(String keywordOrSymbol) {
        boolean there = peek().is(keywordOrSymbol);
        if (there) {
            next++;
        }
        return there;
    }

    void expect(String keywordOrSymbol) {
        if (!takeIf(keywordOrSymbol)) {
            throw SoqlProblem.unexpected(peek());
        }
    }

    boolean atName() {
        Token token = peek();
        return token.kind() == Token.Kind.WORD
                && !RESERVED.contains(token.text().toUpperCase(Locale.ROOT));
    }

    Token name() {
        if (!atName()) {
            throw SoqlProblem.unexpected(peek());
        }
        return take();
    }

    int wholeNumber() {
        Token token = take();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("\\d{1,9}")) {
            throw SoqlProblem.unexpected(token);
        }
        return Integer.parseInt(token.text());
    }
}
