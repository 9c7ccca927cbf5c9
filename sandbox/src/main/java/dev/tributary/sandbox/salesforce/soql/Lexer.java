package dev.tributary.sandbox.salesforce.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a statement into words. */
final class Lexer {
    private static final Pattern MOMENT =
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:[zZ]|[+-]\\d\\d:?\\d\\d)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?![\\dT])");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)");
    private static final Pattern WORD = Pattern.compile("\\p{Alpha}\\w*");
    private static final Pattern SYMBOL = Pattern.compile("<=|>=|!=|<>|[=<>(),.:]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    /**
     * @throws SoqlProblem when a text is not closed or a character belongs nowhere
     */
    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '\'') {
                text();
            } else if (!(take(Token.Kind.MOMENT, MOMENT)
                    || take(Token.Kind.DATE, DATE)
                    || take(Token.Kind.NUMBER, NUMBER)
                    || take(Token.Kind.WORD, WORD)
                    || take(Token.Kind.SYMBOL, SYMBOL))) {
                throw SoqlProblem.malformed(at, "unexpected token: '" + c + "'");
            }
        }
        tokens.add(new Token(Token.Kind.END, "<EOF>", source.length()));
    }

    private boolean take(Token.Kind kind, Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), at));
        at = matcher.end();
        return true;
    }

    private void text() {
        int start = at;
        for (int end = at + 1; end < source.length(); end++) {
            char c = source.charAt(end);
            if (c == '\\') {
                end++;
            } else if (c == '\'') {
                tokens.add(new Token(Token.Kind.TEXT, source.substring(start + 1, end), start));
                at = end + 1;
                return;
            }
        }
        throw SoqlProblem.malformed(
                start,
                "line 1:%d mismatched character '<EOF>' expecting '''".formatted(source.length()));
    }
}
